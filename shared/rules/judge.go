package rules

import "time"

// Sender says who writes: platforms allow a human more than a program.
type Sender string

// The senders.
const (
	ByHuman   Sender = "human"
	ByProgram Sender = "program"
)

// Permit says what may be sent to a customer now.
type Permit string

// The permits.
const (
	Free      Permit = "free"        // anything the channel can carry
	AsHuman   Permit = "human_agent" // free, but only what a human wrote, and marked as such
	Templates Permit = "template"    // an approved template only
	MustWait  Permit = "wait"        // nothing until the customer writes
)

// Verdict is what the rules say about writing to a customer at a moment. Until is when it ends; the zero time
// means that it does not end by itself.
type Verdict struct {
	Permit Permit
	Until  time.Time
}

// Judge decides what may be sent on a conversation at now. The client asks to show it, the api to accept and
// the courier to send. Comments may be answered in public at any time, a web chat always.
func Judge(c Conversation, by Sender, now time.Time) Verdict {
	switch {
	case !c.Windowed():
		return Verdict{Permit: Free}
	case now.Before(c.WindowClosesAt):
		return Verdict{Permit: Free, Until: c.WindowClosesAt}
	case by == ByHuman && now.Before(c.HumanWindowClosesAt):
		return Verdict{Permit: AsHuman, Until: c.HumanWindowClosesAt}
	case c.On == WhatsApp:
		return Verdict{Permit: Templates}
	default:
		return Verdict{Permit: MustWait}
	}
}

// PrivateReplyWindow is how long after a comment its author may be answered privately, once (Messenger Platform
// "private replies", 2026-04-16; Instagram "private replies", 2026-06-24).
const PrivateReplyWindow = 7 * 24 * time.Hour

// CanReplyPrivately judges a private answer to a comment: nil, ErrPrivateReplyUsed, ErrPrivateReplyLate or
// ErrNoComment.
func CanReplyPrivately(comment Entry, now time.Time) error {
	switch {
	case comment.Comment == nil || comment.Direction != In || !comment.DeletedAt.IsZero():
		return ErrNoComment
	case !comment.PrivateReplyAt.IsZero():
		return ErrPrivateReplyUsed
	case !now.Before(comment.At.Add(PrivateReplyWindow)):
		return ErrPrivateReplyLate
	default:
		return nil
	}
}
