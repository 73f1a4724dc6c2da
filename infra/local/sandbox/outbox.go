package sandbox

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Limits of posting. The platform goes on for up to 7 days (webhooks overview, read 2026-11); here a webhook
// is given up after maxAttempts, which is about four hours, and taken up again by the next start.
const (
	maxAttempts = 60
	maxPause    = 5 * time.Minute
	postTimeout = 20 * time.Second
	atOnce      = 32
)

// outbox posts parcels: signed, one at a time in a lane, again with growing pauses when they are not answered
// with 200. A parcel that waits for its next attempt does not hold up its lane. What it holds in memory is
// what the journal says is owed; it forgets nothing that anybody else remembers.
type outbox struct {
	url    string
	secret func(door string) string
	loses  func() bool // uses up a lost acknowledgement
	pause  time.Duration
	log    *slog.Logger
	paid   func(*parcel)
	moved  func() // something else than a payment has happened; called without any lock
	client *http.Client
	slots  chan struct{}
	ctx    context.Context
	stop   context.CancelFunc
	going  sync.WaitGroup

	mu     sync.Mutex
	closed bool
	lanes  map[string][]*parcel    // those behind the one on its way
	paused map[*parcel]*time.Timer // those waiting for their next attempt; without a timer those given up
	report Posting
}

func newOutbox(o Options, p *Phone) *outbox {
	b := &outbox{url: o.WebhookURL, secret: p.secretOf, loses: p.losesAck, pause: o.RetryPause, log: p.log, paid: p.paid, moved: p.tell,
		slots: make(chan struct{}, atOnce), lanes: map[string][]*parcel{}, paused: map[*parcel]*time.Timer{}}
	if b.pause <= 0 {
		b.pause = time.Second
	}
	b.client = &http.Client{Timeout: postTimeout, Transport: &http.Transport{
		MaxIdleConns: 256, MaxIdleConnsPerHost: 256, IdleConnTimeout: time.Minute, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	b.ctx, b.stop = context.WithCancel(context.Background())
	return b
}

// add posts a parcel as soon as its lane is free; the empty lane always is.
func (b *outbox) add(p *parcel) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	if p.lane != "" {
		if waiting, busy := b.lanes[p.lane]; busy {
			b.lanes[p.lane] = append(waiting, p)
			return
		}
		b.lanes[p.lane] = nil
	}
	b.going.Go(func() { b.run(p) })
}

// run posts one parcel after the other until the lane is empty.
func (b *outbox) run(p *parcel) {
	for p != nil {
		select {
		case b.slots <- struct{}{}:
			if err := b.post(b.ctx, p); err != nil {
				b.again(p, err)
			}
			<-b.slots
		case <-b.ctx.Done():
		}
		p = b.next(p.lane)
	}
}

func (b *outbox) next(lane string) *parcel {
	b.mu.Lock()
	defer b.mu.Unlock()
	waiting := b.lanes[lane]
	if lane == "" || len(waiting) == 0 || b.closed {
		delete(b.lanes, lane)
		return nil
	}
	b.lanes[lane] = waiting[1:]
	return waiting[0]
}

// post makes one attempt and its copies. Only an answer of exactly 200 counts.
func (b *outbox) post(ctx context.Context, p *parcel) error {
	if p.body == nil {
		var err error
		if p.body, err = p.write(); err != nil {
			return err
		}
	}
	p.attempts++
	if err := b.attempt(ctx, p); err != nil {
		return err
	}
	if b.loses() {
		return errLost
	}
	b.paid(p)
	for range p.copies {
		// A copy is owed to nobody: the platform repeats what was taken without asking how that went.
		_ = b.attempt(ctx, p)
	}
	return nil
}

// close ends everything on its way and waits for it.
func (b *outbox) close() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.stop()
	b.going.Wait()
	b.client.CloseIdleConnections()
}
