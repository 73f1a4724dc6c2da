package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"transom/shared/channel/faults"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// recent is how many of a conversation's entries are looked at for messages that go first, and newer of them how many
// of those may be newer than the message itself: the others show a burst whole (rules.PairBurst).
const (
	recent = 25
	newer  = recent - rules.PairBurst
)

// turn waits until the messages that were written before e have gone out, and until its customer may have another
// one. A batch has them in order, but several batches of one conversation may be on their way at once: Lambda keeps
// the order of changes per item, not per conversation (ParallelizationFactor, Lambda developer guide). The order is
// that of the transactions, which is the stream's, so nobody waits for what comes later. A message that is stuck does
// not hold up the others for ever; behind a parked one they are parked too: parked is then what it waits for, and each
// that has gone wakes the next.
func (c courier) turn(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry) (parked *rules.SendError, until time.Time, err error) {
	for waited := time.Duration(0); ; {
		near, err := c.near(ctx, ws, e)
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("look at messages before %s of %s: %w", e.Key, e.Conversation, err)
		}
		now := clock.Now()
		before, blocked := c.before(near, e, now)
		rest := paced(ch, near, now)
		switch {
		case before != nil:
			return before, now.Add(pause(e, before.Reason, 0, now)), nil
		case !blocked && rest == 0:
			return nil, time.Time{}, nil
		case !blocked && (waited+rest > c.patience.linger || left(ctx) < rest+c.patience.needs):
			return &rules.SendError{Reason: string(faults.ThrottledPair)}, now.Add(rest), nil
		case blocked:
			if rest = c.patience.linger / 8; waited >= c.patience.linger || left(ctx) < c.patience.needs {
				return c.later(e, now)
			}
		}
		if waited += rest; !wait(ctx, rest) {
			return nil, time.Time{}, errLater.Because(context.Cause(ctx))
		}
	}
}

// later is what becomes of a message whose turn did not come within a call: its record comes again. That does not go
// on for ever, so an older one is parked, and its timer sees to it.
func (c courier) later(e rules.Entry, now time.Time) (*rules.SendError, time.Time, error) {
	if now.Sub(e.At) >= c.patience.giveUp {
		return &rules.SendError{Reason: string(faults.Behind)}, now.Add(pause(e, string(faults.Behind), 0, now)), nil
	}
	return nil, time.Time{}, errLater.Because(fmt.Errorf("message %s of %s waits for its turn", e.Key, e.Conversation))
}

// near are the newest entries of a conversation and, where many were written at once, those right before e.
func (c courier) near(ctx context.Context, ws store.Workspace, e rules.Entry) ([]rules.Entry, error) {
	page, err := c.store.Entries(ctx, system(ws), e.Conversation, "", "", recent)
	if err != nil || len(page.Items) < recent || page.Items[newer].Key <= e.Key {
		return page.Items, err
	}
	before, err := c.store.Entries(ctx, system(ws), e.Conversation, e.Key, "", recent)
	for _, o := range before.Items {
		if o.Key < page.Items[recent-1].Key {
			page.Items = append(page.Items, o)
		}
	}
	return page.Items, err
}

// before looks for messages that go before e: blocked says that there are some, and parked what they wait for.
func (c courier) before(newest []rules.Entry, e rules.Entry, now time.Time) (parked *rules.SendError, blocked bool) {
	for _, o := range newest {
		if !c.goesFirst(o, e, now) {
			continue
		}
		if blocked = true; o.Error != nil && o.Status == rules.Queued {
			parked = o.Error
		}
	}
	return parked, blocked
}

// goesFirst reports that o was written before e and has not gone out yet.
func (c courier) goesFirst(o, e rules.Entry, now time.Time) bool {
	waiting := o.Status == rules.Queued || o.Status == rules.Sending
	young := now.Sub(o.At) < c.patience.queue || now.Sub(o.At) < c.patience.paused && (o.Error != nil || o.Status == rules.Sending)
	return waiting && o.Kind == rules.Message && o.Direction == rules.Out && o.Version < e.Version && young
}

// next wakes the first of the messages that are parked behind one which is done with, so that all of them go in
// their order and none waits for its own timer. That it cannot be done only costs time.
func (c courier) next(ctx context.Context, ws store.Workspace, e rules.Entry) {
	first, err := c.parkedBehind(ctx, ws, e)
	if err == nil && first != nil {
		err = c.store.Wake(ctx, ws, store.Ref{Conversation: first.Conversation, Key: first.Key})
	}
	if err != nil {
		slog.Warn("wake what is parked", "conversation", e.Conversation, "error", err)
	}
}

// parkedBehind finds the first parked message after e, or else among the newest: one that was written on a device
// whose clock is behind comes before it. nil where there is none.
func (c courier) parkedBehind(ctx context.Context, ws store.Workspace, e rules.Entry) (*rules.Entry, error) {
	for _, after := range []rules.EntryKey{e.Key, ""} {
		page, err := c.store.Entries(ctx, system(ws), e.Conversation, "", after, recent)
		if err != nil {
			return nil, err
		}
		var first *rules.Entry
		for i, o := range page.Items {
			parked := o.Kind == rules.Message && o.Direction == rules.Out && o.Status == rules.Queued && o.Error != nil
			if parked && o.Key != e.Key && (first == nil || o.Version < first.Version) {
				first = &page.Items[i]
			}
		}
		if first != nil {
			return first, nil
		}
	}
	return nil, nil
}
