package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"transom/events"
	"transom/shared/rules"
	"transom/shared/store"
)

// courtesy bounds how long an answer waits for a sign of life to be handed over. Nobody misses one that is late.
const courtesy = 250 * time.Millisecond

// typing shows the customer that somebody types, where the channel can show it.
func (d *desk) typing(ctx context.Context, v store.Viewer, in *conversationInput) (*none, error) {
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(in.ID))
	if err != nil {
		return nil, err
	}
	<-d.signal(ctx, v, c, events.SignalTyping)
	return &none{}, nil
}

// signal asks the worker to show a customer a sign of life. What it gives is closed when that was handed over,
// or after a moment in any case.
func (d *desk) signal(ctx context.Context, v store.Viewer, c rules.Conversation, what string) <-chan struct{} {
	done := make(chan struct{})
	if c.Kind == rules.Comments || !rules.Capabilities[c.On].Receipts || d.functions == nil {
		close(done)
		return done
	}
	go func() {
		defer close(done)
		ctx, cancel := context.WithTimeout(ctx, courtesy)
		defer cancel()
		job, err := json.Marshal(events.Job{Kind: events.JobSignal, Workspace: v.Workspace.String(), User: string(v.ID),
			Conversation: string(c.ID), Signal: what})
		if err == nil {
			_, err = d.functions.Invoke(ctx, &lambda.InvokeInput{
				FunctionName: aws.String(d.worker), InvocationType: types.InvocationTypeEvent, Payload: job,
			})
		}
		if err != nil {
			slog.WarnContext(ctx, "ask for a signal", "workspace", v.Workspace, "signal", what, "error", err)
		}
	}()
	return done
}
