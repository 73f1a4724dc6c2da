package store

import (
	"context"
	"time"

	"transom/shared/rules"
)

// TimerKind says what a timer asks for.
type TimerKind string

// The kinds of timer.
const (
	ExpireTimer TimerKind = "expire" // the conversation's window closes
	SnoozeTimer TimerKind = "snooze" // the conversation's snooze ends
	SendTimer   TimerKind = "send"   // a message (Key) was claimed for sending and never reported
)

// Timer wakes the closer for one conversation. Key is set for SendTimer only.
type Timer struct {
	Workspace    Workspace
	Conversation rules.ConversationID
	Kind         TimerKind
	Key          rules.EntryKey
	Due          time.Time
}

// Arm sets a timer for the minute in which Due falls; arming it again is one and the same timer.
func (s *Store) Arm(ctx context.Context, t Timer) error { panic("stub") }

// Due lists at most limit timers whose minute has come by now, oldest first, beginning at the watermark.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Timer, error) { panic("stub") }

// Disarm removes timers that have been acted on.
func (s *Store) Disarm(ctx context.Context, timers []Timer) error { panic("stub") }

// Swept moves the watermark up to now once everything due has been acted on; it never goes back.
func (s *Store) Swept(ctx context.Context, now time.Time) error { panic("stub") }
