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
		due, through, err := c.due(ctx, known, from, now)
		if err != nil {
			return err
		}
		left, failed := c.all(ctx, known, due, now)
		acted += len(due) - len(left)
		for _, t := range left {
			if !t.At.After(through) {
				through = t.At.Add(-time.Millisecond)
			}
		}
		if err := errors.Join(failed, c.store.Swept(ctx, through, now)); err != nil {
			return err
		}
		c.memory.forget(through)
		if len(left) > 0 || !through.Before(now) {
			tell(ctx, acted, left, now)
			return nil
		}
		from = through.Add(time.Millisecond)
	}
}

// due is what has come since a moment, timers and windows, and was not acted on. through is now, or earlier if there is
// more.
func (c *closer) due(ctx context.Context, k *known, from, now time.Time) ([]store.Timer, time.Time, error) {
	timers, through, err := c.store.DueSince(ctx, from, now, round)
	if err != nil {
		return nil, time.Time{}, err
	}
	windows, reach, err := c.ahead(ctx, k, from, now, round)
	if err != nil {
		return nil, time.Time{}, err
	}
	if reach.Before(through) {
		through = reach
	}
	for i, t := range timers {
		timers[i].At = t.Due
	}
	due := slices.DeleteFunc(append(timers, windows...), func(t store.Timer) bool { return t.At.After(through) })
	return c.memory.fresh(due), through, nil
}

func tell(ctx context.Context, acted int, left []store.Timer, now time.Time) {
	switch {
	case len(left) > 0:
		slog.WarnContext(ctx, "swept in part", "timers", acted, "left", len(left), "behind", now.Sub(left[0].At))
	case acted > 0:
		slog.InfoContext(ctx, "swept", "timers", acted)
	}
}
