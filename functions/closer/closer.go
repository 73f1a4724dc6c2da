package main

import (
	"context"
	"time"

	"transom/events"
	"transom/shared/media"
	"transom/shared/store"
)

// How much is done at once: of each kind of timer up to eight batches of a thousand, each with sixteen conversations
// in work. See docs/adr/0014-the-closers-minute.md for what that amounts to.
const (
	batch   = 1000
	batches = 8
	workers = 16
	// round is about how many timers are read before they are acted on: 60 MB.
	round = 200_000
	// reserve is kept of a call's time for writing down how far it came.
	reserve = 10 * time.Second
)

// closer is the handler. What it remembers lives as long as its environment, of which there is one; losing it costs
// looking twice.
type closer struct {
	store  *store.Store
	bucket *media.Bucket
	ask    func(context.Context, events.Job) error
	memory *memory
	walk   *walk
	spent  func(context.Context) bool // the call's time is up: begin nothing more
}

func newCloser(s *store.Store, b *media.Bucket, ask func(context.Context, events.Job) error) *closer {
	return &closer{store: s, bucket: b, ask: ask, memory: newMemory(), walk: &walk{}, spent: func(ctx context.Context) bool {
		deadline, ok := ctx.Deadline()
		return ctx.Err() != nil || ok && time.Until(deadline) < reserve
	}}
}
