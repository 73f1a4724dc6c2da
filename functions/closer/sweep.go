package main

import (
	"context"
	"errors"
	"log/slog"
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
		due, through, err := c.store.DueSince(ctx, from, now, round)
		if err != nil {
			return err
		}
		due = c.memory.fresh(due)
		left, failed := c.all(ctx, known, due, now)
		acted += len(due) - len(left)
		for _, t := range left {
			if !t.Due.After(through) {
				through = t.Due.Add(-time.Millisecond)
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

func tell(ctx context.Context, acted int, left []store.Timer, now time.Time) {
	switch {
	case len(left) > 0:
		slog.WarnContext(ctx, "swept in part", "timers", acted, "left", len(left), "behind", now.Sub(left[0].Due))
	case acted > 0:
		slog.InfoContext(ctx, "swept", "timers", acted)
	}
}
