// Command closer wakes every minute and acts on the timers that are due: what a window's time brings, snoozes that
// end, scheduled messages, sends whose outcome stayed open; every ten minutes it also looks for messages that nobody
// moves any more. It reads the present head before it acts, so a timer that is late, repeated or overtaken does
// nothing; and it acts with the true moment as the event's time.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"transom/events"
	"transom/functions/internal/boot"
	"transom/shared/clock"
)

func main() { boot.Main("closer", build) }

func build(ctx context.Context) (func(context.Context) error, error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	b, err := boot.Bucket(ctx)
	if err != nil {
		return nil, err
	}
	cfg, err := boot.AWS(ctx)
	if err != nil {
		return nil, err
	}
	worker, err := boot.Env(events.EnvWorker, "the worker function")
	if err != nil {
		return nil, err
	}
	c := newCloser(s, b, asking(lambda.NewFromConfig(cfg), worker))
	return func(ctx context.Context) error {
		now := clock.Now()
		return errors.Join(c.sweep(ctx, now), c.look(ctx, now))
	}, nil
}

// asking gives a function that hands the worker a job to do later.
func asking(functions *lambda.Client, worker string) func(context.Context, events.Job) error {
	return func(ctx context.Context, job events.Job) error {
		payload, err := json.Marshal(job)
		if err == nil {
			_, err = functions.Invoke(ctx, &lambda.InvokeInput{
				FunctionName: aws.String(worker), InvocationType: types.InvocationTypeEvent, Payload: payload,
			})
		}
		if err != nil {
			return fmt.Errorf("ask the worker for %s: %w", job.Kind, err)
		}
		return nil
	}
}
