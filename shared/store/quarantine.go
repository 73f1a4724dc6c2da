package store

import (
	"context"
	"time"
)

// Quarantined is a webhook body, or a part of one, that could not be used; the body itself is in the bucket.
type Quarantined struct {
	ID      string
	At      time.Time
	Reason  string // a code: "unknown_account", "unknown_object", "bad_json", "bad_shape"
	Kind    string // the body's object, "" if unreadable
	Account string // as the body named it, "" if it did not
	Object  string // key in the bucket
	Size    int    // bytes
}

// Quarantine keeps one for 30 days. ws is the zero Workspace when no channel told whose it is: such bodies
// belong to the deployment, which is one team's AWS account.
func (s *Store) Quarantine(ctx context.Context, ws Workspace, q Quarantined) error { panic("stub") }

// Quarantines lists what an admin may see: their workspace's and the deployment's, newest first. fault
// rules.ErrNotAllowed for others.
func (s *Store) Quarantines(ctx context.Context, v Viewer, cursor string, limit int) (Page[Quarantined], error) {
	panic("stub")
}
