package rules

import (
	"strings"
	"time"
	"unicode/utf8"
)

// WhatsAppTextRunes is the longest body of a text message, in code points (WhatsApp "text messages", 2026-05-21).
const WhatsAppTextRunes = 4096

// NoteRunes is the longest note, in code points; our own number.
const NoteRunes = 10_000

// Draft is what somebody wants to send or note down. ClientID is the client's ULID: the same draft sent
// twice makes one entry. At is the ULID's time, held within five minutes of ours by the caller.
type Draft struct {
	ClientID string
	At       time.Time
	By       UserID
	Text     string
	ReplyTo  string // platform id
}

// CanSend judges free text at the moment of sending: nil, or the fact that forbids it. The api asks before
// it accepts, the courier again before it sends.
func CanSend(c Conversation, text string, now time.Time) error {
	switch {
	case strings.TrimSpace(text) == "":
		return ErrEmptyMessage
	case utf8.RuneCountInString(text) > WhatsAppTextRunes:
		return ErrTooLong
	case !c.WindowOpen(now):
		return ErrWindowClosed
	case c.Address == Address{}:
		return ErrNoAddress
	}
	return nil
}

// Reply queues a message by a human: they are in charge from now on, nobody waits any more, and a closed
// conversation is open again.
func Reply(old Conversation, d Draft, now time.Time) (Change, error) {
	if err := CanSend(old, d.Text, now); err != nil {
		return Change{}, err
	}
	e := Entry{
		Kind: Message, Direction: Out, Type: Text, Text: d.Text, ReplyTo: d.ReplyTo,
		Key: MessageKey(d.At, d.ClientID), ClientID: d.ClientID, By: d.By, Status: Queued, At: d.At,
	}
	next := preview(old, e)
	next.Handler = Human
	next.WaitingSince = time.Time{}
	next.Unread = 0
	next.Failed = false
	next.LastOutboundAt = later(old.LastOutboundAt, d.At)
	next.ActivityAt = later(old.ActivityAt, d.At)
	entries := []Entry{e}
	if old.Status == Closed {
		next = open(next)
		entries = append(entries, happened(old, d.At, 0, Happening{Type: EventReopened, Actor: d.By, Reason: "agent"}))
	}
	return step(old, next, entries, false), nil
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
