package store

import (
	"context"

	"transom/shared/rules"
)

// Workspace is one organisation's data. Only sign-in (Member), a webhook's channel (ChannelByAccount), a
// stream record (DecodeRecord), a timer (DueTimers), a connection (Connection) and the making of a new one can produce it.
type Workspace struct{ id string }

// String is the workspace's id, for logs, object keys and derived ids; it cannot be turned back.
func (w Workspace) String() string { return w.id }

// Viewer is a colleague reading or acting in a workspace.
type Viewer struct {
	Workspace Workspace
	rules.Member
}

// CreateWorkspace makes a workspace with its settings; making it again changes nothing.
func (s *Store) CreateWorkspace(ctx context.Context, id, name string) (Workspace, error) {
	panic("stub")
}

// Member is sign-in: it gives the viewer behind a sign-in subject. fault.Denied (code "no_membership") when
// they belong to no workspace or are disabled.
func (s *Store) Member(ctx context.Context, subject string) (Viewer, error) { panic("stub") }

// Members lists the colleagues of a workspace.
func (s *Store) Members(ctx context.Context, ws Workspace) ([]rules.Member, error) { panic("stub") }

// PutMember writes a colleague and their membership together; repeating is safe.
func (s *Store) PutMember(ctx context.Context, ws Workspace, m rules.Member) error { panic("stub") }

// ChannelByAccount routes a webhook: the workspace and channel an account is connected to. fault.Missing
// (code "unknown_account") when none is.
func (s *Store) ChannelByAccount(ctx context.Context, kind rules.ChannelKind, account string) (Workspace, rules.Channel, error) {
	panic("stub")
}

// Channels lists a workspace's channels.
func (s *Store) Channels(ctx context.Context, ws Workspace) ([]rules.Channel, error) { panic("stub") }

// Channel gives one. fault.Missing (code "channel_missing").
func (s *Store) Channel(ctx context.Context, ws Workspace, id rules.ChannelID) (rules.Channel, error) {
	panic("stub")
}

// ConnectChannel writes a new channel and its route in one transaction. fault.Conflict (code
// "account_taken") when the account is connected already.
func (s *Store) ConnectChannel(ctx context.Context, ws Workspace, ch rules.Channel) error {
	panic("stub")
}

// UpdateChannel writes name, status, distribution and expiry policy of an existing channel.
func (s *Store) UpdateChannel(ctx context.Context, ws Workspace, ch rules.Channel) error {
	panic("stub")
}

// Loads gives each colleague's number of conversations in progress; exact, because it changes in the
// transaction that changes an assignee or a status.
func (s *Store) Loads(ctx context.Context, ws Workspace) (map[rules.UserID]int, error) { panic("stub") }
