package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// window does what time has brought to a conversation, and remembers what comes next if that is soon: what is later is
// found by the index. A customer who wrote again, or was answered, leaves nothing to do. It gives a timer for what is
// due still.
func (c *closer) window(ctx context.Context, k *known, seen store.Seen, now time.Time) ([]store.Timer, error) {
	ws := seen.Workspace
	plan, err := k.plans.Of(ctx, ws)
	if err != nil {
		return nil, err
	}
	ch, err := k.channel(ctx, ws, seen.Conversation)
	if err != nil {
		return nil, fmt.Errorf("read channel: %w", err)
	}
	var failed error
	if rules.CallsLast(seen.Conversation, plan, now) {
		if seen, err = c.lastCall(ctx, k, seen, ch, plan, now); err != nil {
			failed = fmt.Errorf("make last call: %w", err)
		}
	}
	head, err := c.tick(ctx, k, seen, ch, plan, now)
	if err != nil {
		return nil, errors.Join(failed, err)
	}
	comes := head
	comes.LastCalled = comes.LastCalled || failed != nil // what failed is tried again by itself, and holds up no warning
	switch next := rules.NextTick(comes, plan, now); {
	case next.Equal(now):
		return []store.Timer{{Workspace: ws, Conversation: head.ID, Kind: store.ExpireTimer, Due: now}}, failed
	case next.Sub(now) <= rules.IndexSlack && !next.IsZero():
		c.memory.await(window{ws, head.ID}, next)
	}
	return nil, failed
}

// tick warns, ends windows and closes conversations. Who is to be written to about a warning is asked for once the
// warning stands in the log; a timer that was armed before sees to it if this process does not.
func (c *closer) tick(ctx context.Context, k *known, seen store.Seen, ch rules.Channel, plan rules.Plan, now time.Time) (rules.Conversation, error) {
	var mails []store.Timer
	head, err := c.store.ChangeSeen(ctx, seen, func(old rules.Conversation) (rules.Change, error) {
		change, err := k.opened(ctx, seen.Workspace, rules.Tick(old, ch, plan, now))
		if err != nil {
			return rules.Change{}, err
		}
		mails = mailed(seen.Workspace, old, change, plan, now)
		return change, c.store.Arm(ctx, mails...)
	})
	if err != nil {
		return rules.Conversation{}, err
	}
	for _, t := range mails {
		seen.Conversation = head
		if err := c.mail(ctx, k, t, seen); err == nil {
			c.memory.add(t.Due, t)
		}
	}
	return head, nil
}

// wake opens a conversation whose snooze has ended, unless it was moved or ended by hand.
func (c *closer) wake(ctx context.Context, seen store.Seen, now time.Time) error {
	_, err := c.store.ChangeSeen(ctx, seen, func(old rules.Conversation) (rules.Change, error) {
		return rules.Wake(old, now), nil
	})
	return err
}
