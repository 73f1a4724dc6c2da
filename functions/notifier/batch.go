package main

import (
	"context"
	"log/slog"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/audience"
	"transom/functions/internal/stream"
	"transom/shared/fault"
	"transom/shared/store"
)

// handler is what the Lambda runtime calls.
type handler func(context.Context, awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error)

// notifier tells the audience.
type notifier struct {
	store    *store.Store
	audience *audience.Audience
}

// handle does a batch, workspace by workspace. Those whose sequence could not be moved come again.
func (n *notifier) handle(ctx context.Context, batch awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error) {
	threads, undone := stream.Threads(batch)
	for _, w := range gather(threads) {
		err := n.tell(ctx, w)
		if err == nil {
			continue
		}
		permanent := fault.Permanent(err)
		slog.ErrorContext(ctx, "notify", "workspace", w.workspace, "records", len(w.sequences), "permanent", permanent, "error", err)
		if !permanent {
			undone = append(undone, w.sequences...)
		}
	}
	return stream.Response(batch, undone), nil
}
