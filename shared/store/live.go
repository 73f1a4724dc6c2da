package store

import (
	"context"
	"time"

	"transom/shared/rules"
)

// Ticket lets one socket in, once, within 60 seconds.
type Ticket struct {
	Secret string // 256 random bits, base64url; only its hash is stored
	Until  time.Time
}

// IssueTicket makes a ticket for a viewer.
func (s *Store) IssueTicket(ctx context.Context, v Viewer, now time.Time) (Ticket, error) {
	panic("stub")
}

// TakeTicket uses a ticket up. fault.Unknown (code "bad_ticket") when it is forged, used or late.
func (s *Store) TakeTicket(ctx context.Context, secret string, now time.Time) (Viewer, error) {
	panic("stub")
}

// Connection is one open socket. State is "online" or "away".
type Connection struct {
	Workspace Workspace
	ID        string
	User      rules.UserID
	Role      rules.Role
	Teams     []rules.TeamID
	Viewing   rules.ConversationID
	State     string
	Since     time.Time
	Dirty     bool // a push was lost; the next frame says "resync"
}

// AddConnection, Connection, UpdateConnection and RemoveConnection keep the registry of open sockets.
// Removing one that is gone is no error. Connection answers fault.Missing (code "connection_missing").
func (s *Store) AddConnection(ctx context.Context, c Connection, now time.Time) error { panic("stub") }

// Connection reads one by its id.
func (s *Store) Connection(ctx context.Context, id string) (Connection, error) { panic("stub") }

// UpdateConnection writes Viewing, State and Dirty of a connection that still exists.
func (s *Store) UpdateConnection(ctx context.Context, c Connection) error { panic("stub") }

// RemoveConnection forgets one.
func (s *Store) RemoveConnection(ctx context.Context, ws Workspace, id string) error { panic("stub") }

// Connections lists a workspace's open sockets, read consistently.
func (s *Store) Connections(ctx context.Context, ws Workspace) ([]Connection, error) { panic("stub") }

// Touch says that a conversation reached a version, and what that changed in the counters. Sequence is set
// in Sync.Recent: the workspace's sequence at which it came.
type Touch struct {
	Conversation rules.ConversationID
	Version      int64
	Deltas       rules.Counters
	Sequence     int64
}

// Sync is a workspace's place in time: the sequence, the newest changes, and the counters.
type Sync struct {
	Sequence int64
	Recent   []Touch // newest last, one per conversation, at most 48; Deltas unset
	Counters rules.Counters
}

// Sync reads it, consistently. A workspace where nothing has happened answers the zero Sync.
func (s *Store) Sync(ctx context.Context, ws Workspace) (Sync, error) { panic("stub") }

// Advance adds touches in one conditional write (1 WRU): those the ring already holds at that version or a
// higher one are dropped, so a repeated batch counts once. It gives the new state and the touches that were
// news. The sequence rises by one per call that brought news, however many: one call, one frame to a browser.
//
// Touches of one conversation may come several in a call, in order of version; each counts. The entries of one
// transaction may come in two calls, and only one of them carries its deltas: a touch with deltas is news at
// the very version that the ring holds, if it was there without deltas so far.
func (s *Store) Advance(ctx context.Context, ws Workspace, touches []Touch) (Sync, []Touch, error) {
	panic("stub")
}

// Recount counts the heads again from the indexes and corrects Sync if it drifted; drift is what was wrong.
func (s *Store) Recount(ctx context.Context, ws Workspace) (drift rules.Counters, err error) {
	panic("stub")
}
