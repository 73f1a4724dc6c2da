package rules

import "transom/shared/fault"

// The facts a rule answers with when it says no. Callers test them with errors.Is.
var (
	ErrWindowClosed     = fault.New(fault.Refused, "window_closed", "The window for free messages has closed. Send a template, or wait until the customer writes again.")
	ErrMustWait         = fault.New(fault.Refused, "must_wait", "The platform lets you write again when the customer writes. Wait for them.")
	ErrEmptyMessage     = fault.New(fault.Invalid, "empty_message", "A message needs some text.")
	ErrTooLong          = fault.New(fault.Invalid, "text_too_long", "This text is longer than the channel allows.")
	ErrNoComment        = fault.New(fault.Refused, "comment_missing", "This comment is not there any more.")
	ErrPrivateReplyUsed = fault.New(fault.Refused, "private_reply_used", "This comment has been answered privately already. The platform allows it once.")
	ErrPrivateReplyLate = fault.New(fault.Refused, "private_reply_late", "A comment can be answered privately for seven days, which are over.")
	ErrUnsupportedType  = fault.New(fault.Invalid, "type_not_supported", "This channel cannot carry this kind of message.")
	ErrFileType         = fault.New(fault.Invalid, "file_type", "This channel does not take this type of file.")
	ErrFileTooLarge     = fault.New(fault.TooLarge, "file_too_large", "This file is larger than the channel allows.")
	ErrBadInteractive   = fault.New(fault.Invalid, "bad_interactive", "These buttons or this list break the channel's limits.")
	ErrAlreadyTaken     = fault.New(fault.Conflict, "already_taken", "A colleague took this conversation first.")
	ErrStaleVersion     = fault.New(fault.Conflict, "stale_version", "This conversation has changed since you saw it.")
	ErrClosed           = fault.New(fault.Refused, "conversation_closed", "This conversation is closed. Reopen it first.")
	ErrMerged           = fault.New(fault.Refused, "conversation_merged", "This customer's thread goes on in another conversation. Answer there.")
	ErrNoAddress        = fault.New(fault.Refused, "no_address", "The platform has not told us where to reach this customer.")
	ErrNoConversation   = fault.New(fault.Missing, "conversation_missing", "There is no such conversation.")
	ErrNotAllowed       = fault.New(fault.Denied, "not_allowed", "Your role does not allow this.")
)
