package main

import (
	"context"
	"fmt"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// post releases a scheduled message: it is taken, so that nobody changes it any more, queued under a key that follows
// from it, and dropped. Whoever ends between two of these is followed by one who does the same again, and the message
// is one.
func (c *closer) post(ctx context.Context, t store.Timer, seen store.Seen, now time.Time) error {
	m, ok, err := c.store.TakeScheduled(ctx, t.Workspace, t.Conversation, string(t.Key), now)
	if err != nil || !ok {
		return err
	}
	if err := c.release(ctx, seen, m, now); err != nil {
		return fmt.Errorf("release scheduled message %s: %w", m.ID, err)
	}
	return c.store.DropScheduled(ctx, t.Workspace, t.Conversation, m.ID)
}

// release queues a scheduled message, in the thread where its conversation goes on.
func (c *closer) release(ctx context.Context, seen store.Seen, m rules.Scheduled, now time.Time) error {
	var into rules.ConversationID
	_, err := c.store.ChangeSeen(ctx, seen, func(old rules.Conversation) (rules.Change, error) {
		if into = old.Merged; into != "" {
			return rules.Change{Conversation: old}, nil
		}
		return rules.Release(old, m, now), nil
	})
	if err != nil || into == "" {
		return err
	}
	_, err = c.store.EntryOf(ctx, system(seen.Workspace), store.Ref{Conversation: seen.Conversation.ID, Key: rules.MessageKey(m.Due, m.ID)})
	if err == nil || fault.KindOf(err) != fault.Missing { // it was released before the threads were merged
		return err
	}
	_, err = c.store.Change(ctx, seen.Workspace, into, func(old rules.Conversation) (rules.Change, error) {
		return rules.Release(old, m, now), nil
	})
	return err
}
