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
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// askOnce is how long nobody else asks for a list that is being read.
const askOnce = 15 * time.Second

// listTime bounds how long a person waits for a list; the worker has longer.
const listTime = 12 * time.Second

// syncTemplates reads the platform's list now, waits for it, and answers its first page.
func (d *desk) syncTemplates(ctx context.Context, v store.Viewer, in *channelInput) (*reply[TemplateList], error) {
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, listTime)
	defer cancel()
	if _, err := d.keeper().Sync(ctx, v.Workspace, ch); err != nil {
		return nil, err
	}
	if ch, err = d.store.Channel(ctx, v.Workspace, ch.ID); err != nil { // it may have learnt whose it is
		return nil, err
	}
	out, err := d.templatePage(ctx, v, ch, store.TemplateAsk{Limit: firstTemplates})
	out.Syncing = false // it was read this moment
	return answer(out), err
}

// askTemplates asks the worker for a channel's list, once in a while. What it gives is closed when that was handed
// over, or after a moment in any case.
func (d *desk) askTemplates(ctx context.Context, ws store.Workspace, ch rules.Channel) <-chan struct{} {
	done := make(chan struct{})
	if d.functions == nil || !rules.Capabilities[ch.Kind].Templates {
		close(done)
		return done
	}
	go func() {
		defer close(done)
		ctx, cancel := context.WithTimeout(ctx, courtesy)
		defer cancel()
		first, err := d.store.Once(ctx, ws, rules.ConversationID(ch.ID), "templates", clock.Now(), askOnce)
		if err == nil && first {
			err = d.employ(ctx, events.Job{Kind: events.JobTemplates, Workspace: ws.String(), ChannelKind: string(ch.Kind), AccountID: ch.AccountID})
		}
		if err != nil {
			slog.WarnContext(ctx, "ask for templates", "channel", ch.ID, "error", err)
		}
	}()
	return done
}

// employ hands the worker a job.
func (d *desk) employ(ctx context.Context, job events.Job) error {
	payload, err := json.Marshal(job)
	if err != nil {
		return err
	}
	_, err = d.functions.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String(d.worker), InvocationType: types.InvocationTypeEvent, Payload: payload})
	return err
}
