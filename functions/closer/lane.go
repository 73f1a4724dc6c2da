package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
	"transom/shared/store"
)

// all acts on timers, each kind in a lane of its own, so that a hundred thousand windows hold up no message. left are
// those not acted on, the oldest first.
func (c *closer) all(ctx context.Context, k *known, due []store.Timer, now time.Time) (left []store.Timer, failed error) {
	lanes := map[store.TimerKind][]store.Timer{}
	for _, t := range due {
		lanes[t.Kind] = append(lanes[t.Kind], t)
	}
	var mu sync.Mutex
	var wait sync.WaitGroup
	for _, lane := range lanes {
		wait.Go(func() {
			l, err := c.lane(ctx, k, lane, now)
			mu.Lock()
			defer mu.Unlock()
			left, failed = append(left, l...), errors.Join(failed, err)
		})
	}
	wait.Wait()
	slices.SortStableFunc(left, func(a, b store.Timer) int { return a.At.Compare(b.At) })
	return left, failed
}

// lane acts on timers of one kind, several batches at once.
func (c *closer) lane(ctx context.Context, k *known, due []store.Timer, now time.Time) (left []store.Timer, failed error) {
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(batches)
	for some := range slices.Chunk(due, batch) {
		g.Go(func() error {
			l, err := c.batch(ctx, k, some, now)
			mu.Lock()
			defer mu.Unlock()
			left, failed = append(left, l...), errors.Join(failed, err)
			return nil
		})
	}
	_ = g.Wait() // failures are gathered above: one batch must not stop the others
	return left, failed
}

// outcome is what became of one timer.
type outcome struct {
	done  bool
	again []store.Timer
}

// batch reads the heads of up to a thousand timers in ten calls, acts on each and arms what is to come in batches.
func (c *closer) batch(ctx context.Context, k *known, due []store.Timer, now time.Time) (left []store.Timer, failed error) {
	if c.spent(ctx) {
		return due, nil
	}
	seen, err := c.store.TimerHeads(ctx, due)
	if err != nil {
		return due, err
	}
	outcomes := make([]outcome, len(due))
	var g errgroup.Group
	g.SetLimit(workers)
	for i, t := range due {
		g.Go(func() error {
			if !c.spent(ctx) {
				outcomes[i] = c.act(ctx, k, t, seen[i], now)
			}
			return nil
		})
	}
	_ = g.Wait()
	var done, again []store.Timer
	for i, o := range outcomes {
		if !o.done {
			left = append(left, due[i])
			continue
		}
		done, again = append(done, due[i]), append(again, o.again...)
	}
	if err := c.store.Arm(ctx, again...); err != nil {
		return due, fmt.Errorf("arm what is to come: %w", err)
	}
	c.memory.add(now, done...)
	return left, nil
}

// act does what one timer asks for. What failed is tried again later, unless the call itself is ending.
func (c *closer) act(ctx context.Context, k *known, t store.Timer, seen store.Seen, now time.Time) outcome {
	again, err := c.fire(ctx, k, t, seen, now)
	if err == nil || errors.Is(err, rules.ErrNoConversation) {
		return outcome{true, again}
	}
	if ctx.Err() != nil {
		return outcome{}
	}
	slog.ErrorContext(ctx, "act on timer", "kind", t.Kind, "workspace", t.Workspace, "conversation", t.Conversation, "tries", t.Tries, "error", err)
	if t.Kind == store.WindowTimer {
		t.Kind = store.ExpireTimer
	}
	t.Due, t.Tries = now.Add(min(time.Minute<<min(t.Tries, 10), time.Hour)), t.Tries+1
	return outcome{true, []store.Timer{t}}
}

// fire does what one timer asks for and gives those that are to come.
func (c *closer) fire(ctx context.Context, k *known, t store.Timer, seen store.Seen, now time.Time) ([]store.Timer, error) {
	if seen.Conversation.Version == 0 { // there is no such conversation
		return nil, nil
	}
	switch t.Kind {
	case store.ExpireTimer, store.WindowTimer:
		return c.window(ctx, k, seen, now)
	case store.SendTimer, store.RetryTimer:
		return c.message(ctx, k, t, seen, now)
	case store.PostTimer:
		return nil, c.post(ctx, t, seen, now)
	case store.MailTimer:
		return nil, c.mail(ctx, k, t, seen)
	case store.SnoozeTimer:
		return nil, c.wake(ctx, seen, now)
	default:
		slog.WarnContext(ctx, "unknown timer", "kind", t.Kind, "conversation", t.Conversation)
		return nil, nil
	}
}
