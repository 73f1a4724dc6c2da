package store

import (
	"context"

	"transom/shared/rules"
)

// NoteAccountEvent keeps what a platform said about an account for 90 days; the same event again is one and
// the same. ws is the zero Workspace when no channel told whose it is.
func (s *Store) NoteAccountEvent(ctx context.Context, ws Workspace, e rules.AccountEvent) error {
	panic("to be written")
}

// AccountEvents lists what an admin may see, the workspace's and the deployment's, newest first, at most
// limit (1 to 100); channel narrows it where it is set. rules.ErrNotAllowed for others; fault.Invalid (code
// "bad_cursor") for a forged cursor.
func (s *Store) AccountEvents(ctx context.Context, v Viewer, channel rules.ChannelID, cursor string, limit int) (Page[rules.AccountEvent], error) {
	panic("to be written")
}

// SetHealth writes what is known about a channel's state, if it is newer (Since) than what is there. fault.Missing
// (code "channel_missing").
func (s *Store) SetHealth(ctx context.Context, ws Workspace, id rules.ChannelID, h rules.Health) error {
	panic("to be written")
}

// Home is where an account's messages go.
type Home struct {
	Workspace Workspace
	Channel   rules.Channel
}

// ChannelsOfHolder lists the channels of a kind below an account (a WhatsApp business account, a Page), in any
// workspace: account and template events name only that one. None is no error.
func (s *Store) ChannelsOfHolder(ctx context.Context, kind rules.ChannelKind, holder string) ([]Home, error) {
	panic("to be written")
}

// AddReach adds ids that a platform's answer told about a conversation's customer: the WhatsApp id behind a
// number, the Messenger id behind a comment. From then on they lead to the same contact. Repeating is safe.
func (s *Store) AddReach(ctx context.Context, ws Workspace, id rules.ConversationID, a rules.Address) error {
	panic("to be written")
}
