package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// Bounds of the pause until a parked message of a channel without access is looked at again, and the age at
// which it is given to the courier all the same, who then ends it.
const (
	soonest = time.Minute
	latest  = 5 * time.Minute
	paused  = 24 * time.Hour
)

// retry wakes a parked message, unless the platform still does not let its channel in: then it looks again
// later, so that nothing is tried in vain and everything goes once an admin has connected the channel again.
func (s sweeper) retry(ctx context.Context, t store.Timer, now time.Time) error {
	ref := store.Ref{Conversation: t.Conversation, Key: t.Key}
	head, err := s.store.Head(ctx, t.Workspace, t.Conversation)
	if errors.Is(err, rules.ErrNoConversation) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read head: %w", err)
	}
	ch, err := s.store.Channel(ctx, t.Workspace, head.Channel)
	if err != nil {
		return fmt.Errorf("read channel: %w", err)
	}
	age := now.Sub(t.Key.Time())
	if ch.Health.State == rules.Unauthorized && age < paused {
		t.Due = now.Add(min(max(age/8, soonest), latest))
		return s.store.Arm(ctx, t)
	}
	return s.store.Wake(ctx, t.Workspace, ref)
}
