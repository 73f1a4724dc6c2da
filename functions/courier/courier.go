package main

import (
	"context"
	"sync"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/boot"
	"transom/functions/internal/stream"
	"transom/shared/channel/whatsapp"
	"transom/shared/media"
	"transom/shared/secret"
	"transom/shared/store"
)

// How much is done at the same time, so that 256 MB of memory and 512 MB of disk suffice.
const (
	conversations = 8
	downloads     = 4
)

// patience is how the courier deals with a platform that is away.
type patience struct {
	lease   time.Duration   // how long a claim holds; longer than all tries together
	pauses  []time.Duration // before the second and third try of a call
	longest time.Duration   // the longest pause that the platform may ask for within a call
	giveUp  time.Duration   // age of a message after which a refusal that may pass is final
	linger  time.Duration   // wait for somebody else to finish, per call
	queue   time.Duration   // age of a message after which later ones no longer wait for it
	reserve time.Duration   // kept of the call's time for writing down what happened
	needs   time.Duration   // what must remain of the call's time to begin a try; one takes at most eight seconds
}

// usual patience. Ten repetitions of a call that takes five seconds and more are longer than giveUp, so a
// throttled message always ends in a state that somebody sees; ten that linger are longer than a lease, so
// one whose sender died does too.
var usual = patience{
	lease:   45 * time.Second,
	pauses:  []time.Duration{time.Second, 4 * time.Second},
	longest: 6 * time.Second,
	giveUp:  45 * time.Second,
	linger:  7 * time.Second,
	queue:   2 * time.Minute,
	reserve: 3 * time.Second,
	needs:   12 * time.Second,
}

// courier is the handler.
type courier struct {
	store    *store.Store
	bucket   *media.Bucket
	secrets  *secret.Keeper
	whatsapp *whatsapp.Client
	fetcher  *media.Fetcher
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
		store: s, bucket: b, secrets: k, patience: usual,
		whatsapp: whatsapp.NewClient(boot.GraphURL()), fetcher: media.NewFetcher(boot.MediaHosts()),
	}
	return c.Handle, nil
}

// Handle does one batch of log entries: the messages to send and, beside them and independent of them, the
// attachments to fetch.
func (c courier) Handle(ctx context.Context, batch awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error) {
	c.whatsapp.Forget()
	var sent, fetched awsevents.DynamoDBEventResponse
	var wait sync.WaitGroup
	wait.Go(func() { sent, _ = stream.Only(toSend, conversations, c.send)(ctx, batch) })
	wait.Go(func() { fetched, _ = stream.Only(toFetch, downloads, c.fetch)(ctx, batch) })
	wait.Wait()
	return stream.Either(batch, sent, fetched), nil
}
