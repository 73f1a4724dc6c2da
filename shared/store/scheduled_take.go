package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"transom/shared/rules"
)

// TakeScheduled marks a message as going, so that nobody changes it any more; false when it is gone, or due later
// than now. Taking it again gives it again: whoever took it may not have come back.
func (s *Store) TakeScheduled(ctx context.Context, ws Workspace, id rules.ConversationID, scheduled string, now time.Time) (rules.Scheduled, bool, error) {
	ctx = s.begin(ctx, "schedule")
	for try := 1; ; try++ {
		old, was, err := s.posting(ctx, ws, id, scheduled)
		switch {
		case errors.Is(err, rules.ErrNoScheduled):
			return rules.Scheduled{}, false, nil
		case err != nil:
			return rules.Scheduled{}, false, err
		case old.state == postingGone || old.Due.After(now):
			return rules.Scheduled{}, false, nil
		case old.state == postingGoing:
			return old.Scheduled, true, nil
		}
		next := old
		next.state, next.version = postingGoing, old.version+1
		if held, err := s.putPosting(ctx, ws, next, was); err != nil || held {
			return old.Scheduled, err == nil, err
		}
		if err := again(ctx, try); err != nil {
			return rules.Scheduled{}, false, fmt.Errorf("take scheduled message of %s: %w", id, err)
		}
	}
}

// DropScheduled removes a message that has been released; one that is gone is no error.
func (s *Store) DropScheduled(ctx context.Context, ws Workspace, id rules.ConversationID, scheduled string) error {
	ctx = s.begin(ctx, "schedule")
	for try := 1; ; try++ {
		old, was, err := s.posting(ctx, ws, id, scheduled)
		switch {
		case errors.Is(err, rules.ErrNoScheduled):
			return nil
		case err != nil:
			return err
		case old.state == postingGone:
			return nil
		}
		next := old.gone()
		next.version = old.version + 1
		if held, err := s.putPosting(ctx, ws, next, was); err != nil || held {
			return err
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("drop scheduled message of %s: %w", id, err)
		}
	}
}
