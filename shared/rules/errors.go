package rules

import "transom/shared/fault"

// The facts a rule answers with when it says no. Callers test them with errors.Is.
var (
	ErrWindowClosed   = fault.New(fault.Refused, "window_closed", "The window for free messages has closed. Send a template, or wait until the customer writes again.")
	ErrEmptyMessage   = fault.New(fault.Invalid, "empty_message", "A message needs some text.")
	ErrTooLong        = fault.New(fault.Invalid, "text_too_long", "This text is longer than the channel allows.")
	ErrAlreadyTaken   = fault.New(fault.Conflict, "already_taken", "A colleague took this conversation first.")
	ErrStaleVersion   = fault.New(fault.Conflict, "stale_version", "This conversation has changed since you saw it.")
	ErrClosed         = fault.New(fault.Refused, "conversation_closed", "This conversation is closed. Reopen it first.")
	ErrNoAddress      = fault.New(fault.Refused, "no_address", "The platform has not told us where to reach this customer.")
	ErrNoConversation = fault.New(fault.Missing, "conversation_missing", "There is no such conversation.")
	ErrNotAllowed     = fault.New(fault.Denied, "not_allowed", "Your role does not allow this.")
)
