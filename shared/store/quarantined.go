package store

import (
	"context"
	"fmt"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
)

var errNoQuarantined = fault.New(fault.Missing, "quarantined_missing", "This body is not in quarantine, or no longer.")

// QuarantinedOne finds a body that an admin may see by its time and id, and the workspace that it is kept under.
// rules.ErrNotAllowed for others; fault.Missing (code "quarantined_missing").
func (s *Store) QuarantinedOne(ctx context.Context, v Viewer, at time.Time, id string) (Quarantined, Workspace, error) {
	ctx = s.begin(ctx, "quarantine")
	if v.Role != rules.Admin || v.Disabled {
		return Quarantined{}, Workspace{}, rules.ErrNotAllowed
	}
	for _, ws := range []Workspace{v.Workspace, {}} {
		it, err := s.get(ctx, s.tables.Live, quarantineKey(ws, at, id), strong)
		if err != nil {
			return Quarantined{}, Workspace{}, fmt.Errorf("read quarantined %s: %w", id, err)
		}
		if it != nil && !it.lapsed(clock.Now()) {
			return decodeQuarantined(it), ws, nil
		}
	}
	return Quarantined{}, Workspace{}, errNoQuarantined
}

// Release takes a body out of quarantine: all of it has been used. Repeating is safe.
func (s *Store) Release(ctx context.Context, ws Workspace, at time.Time, id string) error {
	ctx = s.begin(ctx, "quarantine")
	if _, err := s.erase(ctx, s.tables.Live, quarantineKey(ws, at, id)); err != nil {
		return fmt.Errorf("release quarantined %s: %w", id, err)
	}
	return nil
}
