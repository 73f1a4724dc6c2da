package rules

import (
	"errors"
	"time"

	"transom/shared/fault"
)

// Scheduled is a message that is to be queued at a time. Its ID is the client's ULID and becomes the message's
// ClientID; Due becomes its time, so that it is one message however often it is released.
type Scheduled struct {
	ID           string
	Conversation ConversationID
	Due          time.Time
	CreatedAt    time.Time
	By           UserID
	Type         Type
	Text         string
	ReplyTo      string
	Media        *Media
	Interactive  *Interactive
	Template     *TemplateUse
}

// MaxAhead is how far in the future a message may be scheduled; MaxScheduled how many wait on one conversation.
// Our own numbers.
const (
	MaxAhead     = 90 * 24 * time.Hour
	MaxScheduled = 20
)

// The facts about scheduled messages.
var (
	ErrDue         = fault.New(fault.Invalid, "bad_due", "Choose a time from one minute to 90 days ahead.")
	ErrNoScheduled = fault.New(fault.Missing, "scheduled_missing", "This message is not waiting any more: it was sent or taken back.")
	ErrGoing       = fault.New(fault.Conflict, "scheduled_going", "This message is just going out.")
	ErrManyAhead   = fault.New(fault.Refused, "too_many_scheduled", "Twenty messages wait on this conversation already.")
)

// Draft is what is queued at the due time.
func (s Scheduled) Draft() Draft {
	return Draft{ClientID: s.ID, At: s.Due, By: s.By, Type: s.Type, Text: s.Text, ReplyTo: s.ReplyTo,
		Media: s.Media, Interactive: s.Interactive, Template: s.Template}
}

// TellScheduled says that somebody scheduled a message, changed it or took it back. Nothing else changes; nobody is
// shown the entry, and the store lets it lapse.
func TellScheduled(old Conversation, by UserID, now time.Time) Change {
	return step(old, old, []Entry{happened(old, now, 0, Happening{Type: EventScheduled, Actor: by})}, false)
}

// Release queues a scheduled message, judged by the rules of this moment. One that may not go out by now is not
// lost: it stands in the thread as failed with the rule's word for why, and answers nobody.
func Release(old Conversation, s Scheduled, now time.Time) Change {
	change, err := Reply(old, s.Draft(), now)
	if err == nil {
		return change
	}
	e := outgoing(s.Draft())
	e.Status = Failed
	e.Error = &SendError{Reason: "refused"}
	var f *fault.Error
	if errors.As(err, &f) {
		e.Error = &SendError{Reason: f.Code, Details: f.Public}
	}
	next := preview(old, e)
	next.Failed = true
	next.ActivityAt = later(old.ActivityAt, s.Due)
	return step(old, next, []Entry{e}, false)
}
