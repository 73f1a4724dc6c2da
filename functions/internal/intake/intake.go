// Package intake stores what a webhook's body says, for every door by which one may come: the platforms', and an
// admin who tries again what was put aside. It knows which parser an object wants, where an account's messages
// go, and what is put aside; it refuses to know signatures and HTTP, and decides nothing about conversations.
package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/store"
)

// Reasons why a body, or a part of it, is put aside, beside channel.BadShape.
const (
	BadJSON        = "bad_json"
	UnknownObject  = "unknown_object"
	UnknownAccount = "unknown_account"
	NotStorable    = "not_storable"
)

// Intake takes bodies. It is safe for concurrent use.
type Intake struct {
	store  *store.Store
	bucket *media.Bucket
}

// New makes one over a store and the bucket that keeps what is put aside.
func New(s *store.Store, b *media.Bucket) *Intake { return &Intake{s, b} }

// platform is what stands behind a body's object.
type platform struct {
	kind  rules.ChannelKind
	parse func(meta.Tree, time.Time) channel.Payload
}

var platforms = map[string]platform{
	whatsapp.Object:  {rules.WhatsApp, whatsapp.Parse},
	messenger.Object: {rules.Messenger, messenger.Parse},
	instagram.Object: {rules.Instagram, instagram.Parse},
}

// Take stores what a body says. An error means that something could not be stored for now: the platform comes
// again with the whole body, and what was stored already is dropped by its key.
func (in *Intake) Take(ctx context.Context, body []byte) error {
	w := in.begin(clock.Now(), body)
	err := w.take(ctx)
	w.log(clock.Now().Sub(w.now), err)
	return err
}

// work is what is done about one body.
type work struct {
	*Intake
	now     time.Time
	body    []byte
	tree    meta.Tree
	object  string
	kind    rules.ChannelKind
	payload channel.Payload
	reason  string // why the body as a whole is of no use, "" if it is not
	only    store.Workspace
	again   bool // tried again by an admin of the workspace only: nothing is put aside a second time
	homes   map[string]home
	tally   tally
}

// tally counts what became of a body.
type tally struct {
	stored, repeats, refused, aside int
}

// home is where an account's messages go.
type home struct {
	known bool
	store.Home
}

// begin reads a body; it asks nobody.
func (in *Intake) begin(now time.Time, body []byte) *work {
	w := &work{Intake: in, now: now, body: body, homes: map[string]home{}}
	tree, err := meta.Read(body)
	if err != nil {
		w.reason = BadJSON
		return w
	}
	w.tree, w.object = tree, tree.Text("object")
	p, known := platforms[w.object]
	if !known {
		w.reason = UnknownObject
		return w
	}
	w.kind, w.payload = p.kind, p.parse(tree, now)
	return w
}

// take stores everything, puts the rest aside, and joins what went wrong.
func (w *work) take(ctx context.Context) error {
	if w.reason != "" {
		return w.aside(ctx, store.Workspace{}, w.reason, "", w.body)
	}
	if err := w.resolve(ctx); err != nil {
		return err
	}
	errs := []error{w.batches(ctx), w.reports(ctx), w.marks(ctx), w.events(ctx)}
	for account, h := range w.homes {
		if !h.known {
			errs = append(errs, w.aside(ctx, store.Workspace{}, UnknownAccount, account, w.body))
		}
	}
	return errors.Join(append(errs, w.leftovers(ctx))...)
}

// log says in numbers what came and what became of it: no text, no phone number, no name.
func (w *work) log(took time.Duration, err error) {
	outcome := "taken"
	if err != nil {
		outcome = "again"
	}
	var channels []string
	for _, h := range w.homes {
		if h.known {
			channels = append(channels, string(h.Channel.ID))
		}
	}
	p := w.payload
	slog.Info("webhook", "object", bounded(w.object), "channels", channels, "senders", len(p.Batches),
		"statuses", len(p.Statuses), "marks", len(p.Marks), "events", len(p.Events), "problems", len(p.Problems),
		"stored", w.tally.stored, "repeats", w.tally.repeats, "refused", w.tally.refused, "aside", w.tally.aside,
		"outcome", outcome, "ms", took.Milliseconds())
}

// bounded keeps a word of a body short enough for a column and a log line.
func bounded(word string) string { return word[:min(len(word), 100)] }

// system reads on nobody's behalf.
func system(ws store.Workspace) store.Viewer {
	return store.Viewer{Workspace: ws, Member: rules.Member{Role: rules.Admin}}
}

func failed(what string, h home, err error) error {
	return fmt.Errorf("%s on channel %s: %w", what, h.Channel.ID, err)
}
