package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
	"transom/shared/store"
)

// How stuck messages are looked for.
const (
	lookEvery = 10 * time.Minute
	// lookBack is how far before the last look one begins: what was too young then is old enough now, and a client's
	// time may be off by store.LateAfter.
	lookBack = lookEvery + store.LateAfter
	// firstLook is how far back it goes where nobody has looked before, or where the clock was set back.
	firstLook = 48 * time.Hour
	lookers   = 32 // conversations looked at at once
)

// errSpent is what a stretch answers that could not be ended in its call's time; the next call repeats it.
var errSpent = errors.New("the call's time is up")

// walk is one look at all workspaces, and how far it has come: one that outlasts its call goes on in the next.
type walk struct {
	known  bool      // last was read
	last   time.Time // until when was looked
	begun  time.Time // zero: none is under way
	since  time.Time
	left   []store.Workspace
	status int
	from   string
	found  int
}

// statuses are walked in this order: what is closed, snoozed or opened meanwhile is mostly met again later, and what is
// not is met by the next look, which begins before this one.
var statuses = []rules.Status{rules.Closed, rules.Pending, rules.Open}

// look finds messages that neither the stream nor a timer moves any more and sees to them, every ten minutes. It
// writes nothing where nothing is wrong.
func (c *closer) look(ctx context.Context, now time.Time) error {
	w := c.walk
	if !w.known {
		last, err := c.store.Looked(ctx)
		if err != nil {
			return err
		}
		w.known, w.last = true, last
	}
	if w.begun.IsZero() {
		if age := now.Sub(w.last); age >= 0 && age < lookEvery {
			return nil
		}
		if err := c.begin(ctx, now); err != nil {
			return err
		}
	}
	known := newKnown(c.store)
	for len(w.left) > 0 {
		if c.spent(ctx) {
			return nil
		}
		if err := c.stretch(ctx, known, now); errors.Is(err, errSpent) {
			return nil
		} else if err != nil {
			return fmt.Errorf("look for stuck messages of %s: %w", w.left[0], err)
		}
	}
	if err := c.store.HaveLooked(ctx, w.begun); err != nil {
		return err
	}
	if w.found > 0 {
		slog.WarnContext(ctx, "found messages that nobody moved", "messages", w.found)
	}
	*w = walk{known: true, last: w.begun}
	return nil
}

func (c *closer) begin(ctx context.Context, now time.Time) error {
	all, err := c.store.Workspaces(ctx)
	if err != nil {
		return err
	}
	w := c.walk
	w.begun, w.left, w.since = now, all, w.last.Add(-lookBack)
	if w.last.IsZero() || w.last.After(now) {
		w.since = now.Add(-firstLook)
	}
	return nil
}

// stretch looks at some hundred conversations, and moves the walk on.
func (c *closer) stretch(ctx context.Context, k *known, now time.Time) error {
	w := c.walk
	ids, next, err := c.store.Active(ctx, w.left[0], statuses[w.status], w.since, w.from)
	if err != nil {
		return err
	}
	if err := c.inspect(ctx, k, w.left[0], ids, now); err != nil {
		return err
	}
	if w.from = next; next != "" {
		return nil
	}
	if w.status++; w.status == len(statuses) {
		w.status, w.left = 0, w.left[1:]
	}
	return nil
}

// inspect sees to the messages of conversations that are late. Failures are gathered: one conversation must not
// stop the others.
func (c *closer) inspect(ctx context.Context, k *known, ws store.Workspace, ids []rules.ConversationID, now time.Time) error {
	var mu sync.Mutex
	var late []store.Timer
	var failed error
	var g errgroup.Group
	g.SetLimit(lookers)
	for _, id := range ids {
		g.Go(func() error {
			found, err := c.store.Unsettled(ctx, ws, id, c.walk.since)
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			for _, p := range found {
				if now.Sub(p.Key.Time()) >= store.LateAfter {
					late = append(late, store.Timer{Workspace: ws, Conversation: id, Kind: store.SendTimer, Key: p.Key, Due: now})
				}
			}
			return nil
		})
	}
	_ = g.Wait()
	c.walk.found += len(late)
	for len(late) > 0 {
		some := late[:min(len(late), batch)]
		late = late[len(some):]
		left, err := c.batch(ctx, k, some, now)
		if err == nil && len(left) > 0 {
			err = errSpent
		}
		failed = errors.Join(failed, err)
	}
	return failed
}
