// Command expirer reacts to heads that want a timer (column wc): a window has just opened, a closed conversation was
// opened again, or a snooze began. The closer finds in the index of deadlines what is to come of a window; the expirer
// arms a timer for what has come already, or nearly, because a message reached us late or its conversation was closed,
// and for the end of a snooze.
package main

import (
	"context"
	"fmt"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/boot"
	"transom/functions/internal/stream"
	"transom/functions/internal/windows"
	"transom/shared/clock"
	"transom/shared/store"
)

type handler = func(context.Context, awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error)

func main() { boot.Main("expirer", build) }

func build(ctx context.Context) (handler, error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	return handle(s), nil
}

// handle reads each workspace's plan once for a batch of records.
func handle(s *store.Store) handler {
	return func(ctx context.Context, batch awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error) {
		plans := windows.NewPlans(s)
		return stream.Parallel(16, func(ctx context.Context, r store.Record) error { return arm(ctx, s, plans, r) })(ctx, batch)
	}
}

// arm sets the timers that a head wants. Arming again is the same timer.
func arm(ctx context.Context, s *store.Store, plans *windows.Plans, r store.Record) error {
	if r.Head == nil || !r.Head.WantsTimer {
		return nil
	}
	plan, err := plans.Of(ctx, r.Workspace)
	if err != nil {
		return err
	}
	if err := s.Arm(ctx, windows.Timers(r.Workspace, *r.Head, plan, clock.Now())...); err != nil {
		return fmt.Errorf("arm timers of conversation %s: %w", r.Head.ID, err)
	}
	return nil
}
