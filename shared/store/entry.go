package store

import (
	"context"
	"time"

	"transom/shared/rules"
)

// Ref names one log entry.
type Ref struct {
	Conversation rules.ConversationID
	Key          rules.EntryKey
}

// Entries gives a page of a conversation's log for a person, newest first; before is the key to continue
// from ("" for the newest), after asks the other way (oldest first, newer than the key; for gap fill).
func (s *Store) Entries(ctx context.Context, v Viewer, id rules.ConversationID, before, after rules.EntryKey, limit int) (Page[rules.Entry], error) {
	panic("stub")
}

// EntryOf reads one entry for a person. fault.Missing (code "message_missing").
func (s *Store) EntryOf(ctx context.Context, v Viewer, ref Ref) (rules.Entry, error) { panic("stub") }

// EntryByPlatformID finds a message by the platform's id, for a person. A status that came for a message we
// never stored answers as an entry with only PlatformID, Direction Out, Status, Error and its times.
// fault.Missing (code "message_missing"). The way back is kept for 35 days.
func (s *Store) EntryByPlatformID(ctx context.Context, v Viewer, channel rules.ChannelID, platformID string) (rules.Entry, error) {
	panic("stub")
}

// Claim takes a queued message for sending until lease ends. ok is false when somebody else has it or it is
// past sending. A message whose lease ran out is not claimed again but reported by Stuck.
func (s *Store) Claim(ctx context.Context, ws Workspace, ref Ref, now time.Time, lease time.Duration) (e rules.Entry, ok bool, err error) {
	panic("stub")
}

// Report moves an outbound message up (rules.Advance), 1 WRU; a report that advances nothing writes nothing.
// The first report that comes from a webhook also keeps the way back from its platform id. A failure also
// marks the head (rules.Fail).
func (s *Store) Report(ctx context.Context, ws Workspace, ref Ref, r rules.Report) (applied bool, err error) {
	panic("stub")
}

// ReportByPlatformID is Report for a status that carries no correlation id: it finds the message by the
// platform's id, or parks the status until the message comes (8 days). Order does not matter.
func (s *Store) ReportByPlatformID(ctx context.Context, ws Workspace, channel rules.ChannelID, r rules.Report) error {
	panic("stub")
}

// Requeue gives a claimed message back to the queue after a refusal that provably sent nothing (throttled).
func (s *Store) Requeue(ctx context.Context, ws Workspace, ref Ref) error { panic("stub") }

// SetMedia records where an entry's attachment is now. Repeating is safe; ready never goes back.
func (s *Store) SetMedia(ctx context.Context, ws Workspace, ref Ref, m rules.Media) error {
	panic("stub")
}
