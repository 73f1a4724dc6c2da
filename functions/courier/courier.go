package main

import (
	"context"
	"sync"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/boot"
	"transom/functions/internal/platforms"
	"transom/functions/internal/stream"
	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// How much is done at the same time, so that 256 MB of memory and 512 MB of disk suffice.
const (
	conversations = 8
	downloads     = 4
)

// courier is the handler.
type courier struct {
	store    *store.Store
	bucket   *media.Bucket
	secrets  *secret.Keeper
	senders  map[rules.ChannelKind]channel.Sender
	locator  *whatsapp.Client
	fetcher  *media.Fetcher
	lines    *lines
	patience patience
}

func build(ctx context.Context) (func(context.Context, awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error), error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	b, err := boot.Bucket(ctx)
	if err != nil {
		return nil, err
	}
	k, err := boot.Secrets(ctx)
	if err != nil {
		return nil, err
	}
	c := courier{
		store: s, bucket: b, secrets: k, patience: usual, lines: newLines(s), senders: platforms.Senders(),
		locator: whatsapp.NewClient(boot.GraphURL()), fetcher: media.NewFetcher(boot.MediaHosts()),
	}
	return c.Handle, nil
}

// Handle does one batch of log entries: the messages to send and, beside them and independent of them, the
// attachments to fetch and to remove, and the names to ask for.
func (c courier) Handle(ctx context.Context, batch awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error) {
	for _, s := range c.senders {
		s.Forget()
	}
	c.locator.Forget()
	var sent, fetched, named awsevents.DynamoDBEventResponse
	var wait sync.WaitGroup
	wait.Go(func() { sent, _ = stream.Only(toSend, conversations, c.send)(ctx, batch) })
	wait.Go(func() { fetched, _ = stream.Only(toKeep, downloads, c.keep)(ctx, batch) })
	wait.Go(func() { named, _ = stream.Only(toName, downloads, c.name)(ctx, batch) })
	wait.Wait()
	return stream.Either(batch, sent, fetched, named), nil
}
