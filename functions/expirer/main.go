// Command expirer reacts to heads that want a timer (column wc): a window has just opened, or a snooze began.
// It arms one timer for each. Later messages only move the deadline on the head; the closer moves the timer
// when it fires.
package main

import (
	"context"
	"fmt"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/boot"
	"transom/functions/internal/stream"
	"transom/shared/rules"
	"transom/shared/store"
)

type handler = func(context.Context, awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error)

func main() { boot.Main("expirer", build) }

func build(ctx context.Context) (handler, error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	return arm(s), nil
}

// arm sets the timers that a head wants. Arming again is the same timer.
func arm(s *store.Store) handler {
	return stream.Parallel(16, func(ctx context.Context, r store.Record) error {
		if r.Head == nil || !r.Head.WantsTimer {
			return nil
		}
		for _, t := range timers(*r.Head) {
			t.Workspace = r.Workspace
			if err := s.Arm(ctx, t); err != nil {
				return fmt.Errorf("arm %s timer of conversation %s: %w", t.Kind, r.Head.ID, err)
			}
		}
		return nil
	})
}

// timers lists what a head waits for.
func timers(c rules.Conversation) []store.Timer {
	var all []store.Timer
	if !c.WindowClosesAt.IsZero() && !c.WindowExpired {
		all = append(all, store.Timer{Conversation: c.ID, Kind: store.ExpireTimer, Due: c.WindowClosesAt})
	}
	if !c.SnoozedUntil.IsZero() {
		all = append(all, store.Timer{Conversation: c.ID, Kind: store.SnoozeTimer, Due: c.SnoozedUntil})
	}
	return all
}
