package sandbox

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// Limits of posting. The platform goes on for up to 7 days (webhooks overview, read 2026-11); here a webhook
// is given up after maxAttempts, which is about four hours, and taken up again by the next start.
const (
	maxAttempts = 60
	maxPause    = 5 * time.Minute
	postTimeout = 20 * time.Second
	atOnce      = 32
)

// parcel is one webhook on its way: its updates, and the bytes that every attempt posts alike.
type parcel struct {
	items    []owed
	lane     string
	body     []byte
	copies   int // so many more are posted after the first was taken
	attempts int
}

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

// errLost is the fate of an answer that the platform never saw: the webhook is posted again.
var errLost = errors.New("the acknowledgement was lost")

// write makes the bytes of a parcel, whose items are all of one door.
func (p *parcel) write() ([]byte, error) {
	var own []whatsapp.Update
	var others []graph.Update
	for _, o := range p.items {
		if o.Other != nil {
			others = append(others, *o.Other)
		} else {
			own = append(own, o.Update)
		}
	}
	if len(others) > 0 {
		return graph.Payload(others)
	}
	return whatsapp.Payload(own)
}

// again plans the next attempt of a parcel, or gives it up.
func (b *outbox) again(p *parcel, why error) {
	b.rest(p, why)
	b.moved()
}

func (b *outbox) rest(p *parcel, why error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	retry := *p
	retry.lane = ""
	if p.attempts >= maxAttempts {
		b.paused[&retry] = nil
		b.log.Error("webhook given up", "attempts", p.attempts, "updates", len(p.items), "err", why)
		return
	}
	pause := pauseAfter(b.pause, p.attempts)
	if p.attempts == 1 || p.attempts%10 == 0 {
		b.log.Warn("webhook not taken, trying again", "attempts", p.attempts, "pause", pause, "err", why)
	}
	b.paused[&retry] = time.AfterFunc(pause, func() { b.wake(&retry) })
}

// wake makes the next attempt of a parcel that waits for one.
func (b *outbox) wake(p *parcel) {
	b.mu.Lock()
	_, waits := b.paused[p]
	delete(b.paused, p)
	b.mu.Unlock()
	if waits {
		b.add(p)
	}
}

// wakeAll makes the next attempt of everything that waits for one or was given up, and says of how many.
func (b *outbox) wakeAll() int {
	b.mu.Lock()
	all := slices.Collect(maps.Keys(b.paused))
	b.mu.Unlock()
	for _, p := range all {
		b.wake(p)
	}
	return len(all)
}

// pauseAfter doubles from first with every failure, up to maxPause.
func pauseAfter(first time.Duration, failures int) time.Duration {
	return min(first<<min(failures-1, 20), maxPause)
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
