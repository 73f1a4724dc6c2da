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
	Perhaps   Permit = "perhaps"     // what a human wrote, if the platform takes it: it alone knows
	Templates Permit = "template"    // an approved template only
	MustWait  Permit = "wait"        // nothing until the customer writes
)

// Way is something that can be done instead of, or beside, writing freely.
type Way string

// The ways, each ready to click.
const (
	WayTemplate Way = "template" // send an approved template
	WayPerson   Way = "person"   // let a person write instead of a program
	WayWait     Way = "wait"     // wait for the customer
	WayNote     Way = "note"     // write down a note for colleagues
)

// Verdict is what the rules say about writing to a customer at a moment: what may be sent, by which rule, until
// when (the zero time: it does not end by itself), and what can be done instead where that is not everything.
type Verdict struct {
	Permit Permit
	Rule   RuleName
	Until  time.Time
	Ways   []Way
}

// Judge decides what may be sent on a conversation at now. The client asks to show it (its copy is held against
// this one by testdata/judge.json), the api to accept and the courier to send. Comments may be answered in public
// at any time, a web chat always. It knows nothing but its arguments.
func Judge(c Conversation, by Sender, now time.Time) Verdict {
	rule := standard(c.On)
	switch {
	case !c.Windowed():
		return Verdict{Permit: Free, Rule: NoRule}
	case now.Before(c.WindowClosesAt):
		return Verdict{Permit: Free, Rule: rule, Until: c.WindowClosesAt}
	case by == ByHuman && now.Before(c.HumanWindowClosesAt):
		return Verdict{Permit: AsHuman, Rule: Human7d, Until: c.HumanWindowClosesAt}
	case by == ByHuman && now.Before(c.AdWindowClosesAt()):
		return Verdict{Permit: Perhaps, Rule: Ad7d, Until: c.AdWindowClosesAt(), Ways: []Way{WayWait, WayNote}}
	case c.On == WhatsApp:
		return Verdict{Permit: Templates, Rule: rule, Ways: []Way{WayTemplate, WayWait, WayNote}}
	case now.Before(later(c.HumanWindowClosesAt, c.AdWindowClosesAt())):
		return Verdict{Permit: MustWait, Rule: rule, Ways: []Way{WayPerson, WayWait, WayNote}}
	default:
		return Verdict{Permit: MustWait, Rule: rule, Ways: []Way{WayWait, WayNote}}
	}
}

// Allows reports whether a verdict lets a message of a type go out.
func (v Verdict) Allows(t Type) bool {
	switch v.Permit {
	case Free, AsHuman, Perhaps:
		return true
	case Templates:
		return t == Template
	default:
		return false
	}
}

// CanReplyPrivately judges a private answer to a comment: nil, ErrPrivateReplyUsed, ErrPrivateReplyLate or
// ErrNoComment.
func CanReplyPrivately(comment Entry, now time.Time) error {
	switch {
	case comment.Comment == nil || comment.Direction != In || !comment.DeletedAt.IsZero():
		return ErrNoComment
	case !comment.PrivateReplyAt.IsZero():
		return ErrPrivateReplyUsed
	case !now.Before(comment.At.Add(Lasts(PrivateReply7d))):
		return ErrPrivateReplyLate
	default:
		return nil
	}
}
