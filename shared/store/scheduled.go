package store

import (
	"context"
	"time"

	"transom/shared/rules"
)

// Schedule keeps a message until it is due, and arms the timer that releases it. The same ID again gives what is
// there. rules.ErrNoConversation, rules.ErrManyAhead.
func (s *Store) Schedule(ctx context.Context, v Viewer, m rules.Scheduled) (rules.Scheduled, error) {
	return rules.Scheduled{}, errNotYet
}

// ScheduledOf lists what waits on a conversation, the soonest first.
func (s *Store) ScheduledOf(ctx context.Context, v Viewer, id rules.ConversationID) ([]rules.Scheduled, error) {
	return nil, errNotYet
}

// Reschedule changes a message that waits. rules.ErrNoScheduled, rules.ErrGoing.
func (s *Store) Reschedule(ctx context.Context, v Viewer, id rules.ConversationID, scheduled string, change func(rules.Scheduled) (rules.Scheduled, error)) (rules.Scheduled, error) {
	return rules.Scheduled{}, errNotYet
}

// Unschedule takes a message back. rules.ErrNoScheduled, rules.ErrGoing.
func (s *Store) Unschedule(ctx context.Context, v Viewer, id rules.ConversationID, scheduled string) error {
	return errNotYet
}

// TakeScheduled marks a message as going, so that nobody changes it any more; false when it is gone, or due later
// than now. Taking it again gives it again: whoever took it may not have come back.
func (s *Store) TakeScheduled(ctx context.Context, ws Workspace, id rules.ConversationID, scheduled string, now time.Time) (rules.Scheduled, bool, error) {
	return rules.Scheduled{}, false, errNotYet
}

// DropScheduled removes a message that has been released; one that is gone is no error.
func (s *Store) DropScheduled(ctx context.Context, ws Workspace, id rules.ConversationID, scheduled string) error {
	return errNotYet
}
