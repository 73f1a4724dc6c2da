// Command router reacts to heads that ask for an assignee (column rt) and gives them to an agent. It knows
// nothing of how the choice is made: that is rules.Distribute.
package main

import (
	"context"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/boot"
	"transom/functions/internal/routing"
	"transom/functions/internal/stream"
	"transom/shared/clock"
	"transom/shared/store"
)

type handler = func(context.Context, awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error)

func main() { boot.Main("router", build) }

func build(ctx context.Context) (handler, error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	return route(s), nil
}

// route gives away one conversation after another, so that each choice sees the loads the one before left.
func route(s *store.Store) handler {
	return stream.Each(func(ctx context.Context, r store.Record) error {
		if r.Head == nil || !r.Head.NeedsRouting {
			return nil
		}
		return routing.Give(ctx, s, r.Workspace, r.Head.ID, clock.Now())
	})
}
