package rules

import (
	"strings"
	"time"
	"unicode/utf8"
)

// NoteRunes is the longest note, in code points; our own number.
const NoteRunes = 10_000

// Draft is what somebody wants to send or note down. ClientID is the client's ULID: the same draft sent
// twice makes one entry. At is the ULID's time, held within five minutes of ours by the caller. Type is Text
// where it is empty. Target is the comment that a draft on a comment conversation is about.
type Draft struct {
	ClientID    string
	At          time.Time
	By          UserID
	As          Sender // ByHuman where it is empty
	Type        Type
	Text        string
	ReplyTo     string // platform id
	Media       *Media
	Interactive *Interactive
	Template    *TemplateUse
	Private     bool
	Target      *Entry
}

// CanSend judges an outbound message at the moment of sending: its Verdict, or the fact that forbids it. The
// api asks before it accepts, the courier again before it sends.
func CanSend(c Conversation, e Entry, as Sender, now time.Time) (Verdict, error) {
	if c.Merged != "" {
		return Verdict{}, ErrMerged.With("conversation", string(c.Merged))
	}
	if (c.Address == Address{}) {
		return Verdict{}, ErrNoAddress
	}
	if err := CanCarry(c, e); err != nil {
		return Verdict{}, err
	}
	v := Judge(c, as, now)
	switch {
	case v.Allows(e.Type):
		return v, nil
	case c.On == WhatsApp:
		return v, ErrWindowClosed
	default:
		return v, ErrMustWait
	}
}

// Reply queues a message to the customer: a human who writes is in charge from now on, nobody waits any
// more, a new conversation begins, and a closed one is open again. What only changes another message (a reaction, hiding a
// comment) answers nobody and leaves the row as it was.
func Reply(old Conversation, d Draft, now time.Time) (Change, error) {
	e := outgoing(d)
	if d.Private {
		if d.Target == nil {
			return Change{}, ErrNoComment
		}
		if err := CanReplyPrivately(*d.Target, now); err != nil {
			return Change{}, err
		}
	}
	as := d.As
	if as == "" {
		as = ByHuman
	}
	if _, err := CanSend(old, e, as, now); err != nil {
		return Change{}, err
	}
	if e.Type.Amends() {
		return step(old, old, []Entry{e}, false), nil
	}
	next := answeredAd(preview(old, e), d.At)
	if as == ByHuman {
		next.Handler = Human
	}
	next.Failed = false
	next.LastOutboundAt = later(old.LastOutboundAt, d.At)
	next.ActivityAt = later(old.ActivityAt, d.At)
	entries := []Entry{e}
	next.WaitingSince = time.Time{}
	next.Unread = 0
	if old.Version == 0 { // the first word is ours
		next.CreatedAt, next.Status, next.Episode = d.At, Open, 1
	}
	if old.Status == Closed {
		next = open(next)
		entries = append(entries, happened(old, d.At, 0, Happening{Type: EventReopened, Actor: d.By, Reason: "agent"}))
	}
	return step(old, next, entries, false), nil
}

func outgoing(d Draft) Entry {
	e := Entry{
		Kind: Message, Direction: Out, Type: d.Type, Text: d.Text, ReplyTo: d.ReplyTo, Media: d.Media,
		Interactive: d.Interactive, Template: d.Template, Private: d.Private,
		Key: MessageKey(d.At, d.ClientID), ClientID: d.ClientID, By: d.By, Status: Queued, At: d.At,
	}
	if e.Type == "" {
		e.Type = Text
	}
	if d.Target != nil {
		e.ReplyTo = d.Target.PlatformID
		e.Comment = d.Target.Comment
	}
	return e
}

// Annotate adds a private note. A note changes no deadline, answers nobody and is never sent.
func Annotate(old Conversation, d Draft) (Change, error) {
	switch {
	case strings.TrimSpace(d.Text) == "":
		return Change{}, ErrEmptyMessage
	case utf8.RuneCountInString(d.Text) > NoteRunes:
		return Change{}, ErrTooLong
	}
	e := Entry{Kind: Note, Text: d.Text, Key: MessageKey(d.At, d.ClientID), ClientID: d.ClientID, By: d.By, At: d.At}
	return step(old, old, []Entry{e}, false), nil
}
