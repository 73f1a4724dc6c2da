package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"transom/shared/store"
)

// sweep acts on everything due by now, the oldest first. One that runs out of its time ends in order: the watermark
// stays before the first timer that was not acted on, and the next sweep begins there. A timer whose action failed is
// armed for later, so that it holds up nobody.
func (c *closer) sweep(ctx context.Context, now time.Time) error {
	from, err := c.store.Unswept(ctx, now)
	if err != nil {
		return err
	}
	known, acted := newKnown(c.store), 0
	for {
		next, err := c.due(ctx, known, from, now)
		if err != nil {
			return err
		}
		left, failed := c.all(ctx, known, next.due, now)
		acted += len(next.due) - len(left)
		through := next.through
		for _, t := range left {
			if !t.At.After(through) {
				through = t.At.Add(-time.Millisecond)
			}
		}
		if err := errors.Join(failed, c.store.Swept(ctx, through, now)); err != nil {
			return err
		}
		c.memory.follow(next.leads) // what they led to was acted on, or is behind the watermark
		c.memory.forget(through)
		if len(left) > 0 || !through.Before(now) {
			tell(ctx, acted, left, now)
			return nil
		}
		from = through.Add(time.Millisecond)
	}
}

// due is what has come since a moment, timers and windows, and was not acted on, up to now, or to less if there is more.
func (c *closer) due(ctx context.Context, k *known, from, now time.Time) (found, error) {
	timers, through, err := c.store.DueSince(ctx, from, now, round)
	if err != nil {
		return found{}, err
	}
	for i, t := range timers {
		timers[i].At = t.Due
	}
	next, err := c.ahead(ctx, k, from, now, round)
	if err != nil {
		return found{}, err
	}
	if through.Before(next.through) {
		next.through = through
	}
	next.due = slices.DeleteFunc(append(timers, next.due...), func(t store.Timer) bool { return t.At.After(next.through) })
	next.due = c.memory.fresh(next.due)
	return next, nil
}

func tell(ctx context.Context, acted int, left []store.Timer, now time.Time) {
	switch {
	case len(left) > 0:
		slog.WarnContext(ctx, "swept in part", "timers", acted, "left", len(left), "behind", now.Sub(left[0].At))
	case acted > 0:
		slog.InfoContext(ctx, "swept", "timers", acted)
	}
}
