package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"transom/infra/local/sandbox/journal"
)

// Options are what a phone is told by whoever starts it.
type Options struct {
	// Dir is the folder for journal and media; it is made if it is not there. One phone at a time.
	Dir string
	// WebhookURL is where the business listens.
	WebhookURL string
	// AppSecret gives the secret that webhooks are signed with; of several, comma-separated, the first.
	AppSecret func() string
	// InstagramSecret is AppSecret's like for accounts connected by Instagram Login; that one when nil or empty.
	InstagramSecret func() string
	// Now is the time on the phone and at the platform; the machine's when nil.
	Now func() time.Time
	// Logger hears of webhooks that cannot be delivered; slog's default when nil. No message text, no number.
	Logger *slog.Logger
	// BaseURL is the Graph API's own address for links to media; when nil, the address of the request that
	// asks, and webhooks carry no link.
	BaseURL func() string
	// RetryPause is the pause after a webhook's first failure, doubling from there; a second when zero.
	RetryPause time.Duration
}

// Phone plays the customers and the platform. Its methods are safe for concurrent use.
type Phone struct {
	dir     string
	now     func() time.Time
	log     *slog.Logger
	baseURL func() string
	secret  func() string
	direct  func() string
	out     *outbox

	mu      sync.Mutex
	state   *state
	journal *journal.File
	rev     int64         // counts commits, so that watchers know when to look
	changed chan struct{} // closed and replaced at every commit
	closed  bool
	held    []owed // waiting for company, under the faults Reorder and Batch
	load    *load
	ledger  ledger
	due     atomic.Int64           // what happens later by itself: statuses, webhooks that are held
	bursts  map[string]burst       // by chat, for the pair rule; not remembered
	rates   map[string][]time.Time // newest sends by number and by pair, for the rate limits; not remembered
	ctx     context.Context
	stop    context.CancelFunc
}

// compactAbove is the size of a journal that is rewritten at the next start.
const compactAbove = 4 << 20

// New starts a phone from what its folder remembers. Webhooks that were not acknowledged and statuses that
// had not come yet go on from where they were.
func New(o Options) (*Phone, error) {
	if o.Dir == "" || o.WebhookURL == "" || o.AppSecret == nil {
		return nil, errors.New("start sandbox phone: Dir, WebhookURL and AppSecret are needed")
	}
	if err := os.MkdirAll(filepath.Join(o.Dir, "media"), 0o700); err != nil {
		return nil, fmt.Errorf("start sandbox phone: %w", err)
	}
	p := &Phone{dir: o.Dir, now: o.Now, log: cmp.Or(o.Logger, slog.Default()), baseURL: o.BaseURL, secret: o.AppSecret, direct: o.InstagramSecret, rates: map[string][]time.Time{}, bursts: map[string]burst{},
		state: newState(), changed: make(chan struct{})}
	if p.now == nil {
		p.now = func() time.Time { return time.Now().UTC() }
	}
	var err error
	p.journal, err = journal.Open(filepath.Join(o.Dir, "journal.jsonl"), p.state.replay)
	if err == nil && p.journal.Size() > compactAbove {
		err = p.compact()
	}
	if err != nil {
		return nil, fmt.Errorf("start sandbox phone: %w", err)
	}
	p.ctx, p.stop = context.WithCancel(context.Background())
	p.out = newOutbox(o, p)
	p.resume()
	return p, nil
}

// Close stops posting and ends the journal. What is still owed is posted by the next phone of the folder.
func (p *Phone) Close() error {
	p.stop()
	p.out.close()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	return p.journal.Close()
}

// secretOf is what webhooks through a door are signed with: of several, comma-separated, the first.
func (p *Phone) secretOf(door string) string {
	secret := p.secret()
	if door == directDoor {
		own := p.habits().settings.InstagramSecret
		if own == "" && p.direct != nil {
			own = p.direct()
		}
		secret = cmp.Or(own, secret)
	}
	secret, _, _ = strings.Cut(secret, ",")
	return strings.TrimSpace(secret)
}

// losesAck uses up one of the lost acknowledgements.
func (p *Phone) losesAck() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.state.faults
	if !use(&f.LoseAcks) {
		return false
	}
	return p.commit(record{Faults: &f}) == nil
}

// after does something later, unless the phone is closed by then.
func (p *Phone) after(d time.Duration, do func()) {
	p.due.Add(1)
	time.AfterFunc(d, func() {
		defer p.due.Add(-1)
		if p.ctx.Err() == nil {
			do()
		}
	})
}

// base is the Graph API's address as the request at hand sees it; r may be nil.
func (p *Phone) base(r *http.Request) string {
	if p.baseURL != nil {
		return p.baseURL()
	}
	if r == nil {
		return ""
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
