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

// follows bounds over how many merged threads a scheduled message is followed; people who merge so often in the days until
// it is due are not met.
const follows = 20

// release queues a scheduled message, in the thread where its conversation goes on.
func (c *closer) release(ctx context.Context, seen store.Seen, m rules.Scheduled, now time.Time) error {
	at, into := seen.Conversation.ID, rules.ConversationID("")
	queue := func(old rules.Conversation) (rules.Change, error) {
		if into = old.Merged; into != "" {
			return rules.Change{Conversation: old}, nil
		}
		return rules.Release(old, m, now), nil
	}
	_, err := c.store.ChangeSeen(ctx, seen, queue)
	for n := 0; err == nil && into != ""; n++ {
		if n == follows {
			return fmt.Errorf("conversation %s goes on elsewhere more than %d times", seen.Conversation.ID, follows)
		}
		_, err = c.store.EntryOf(ctx, system(seen.Workspace), store.Ref{Conversation: at, Key: rules.MessageKey(m.Due, m.ID)})
		if err == nil || fault.KindOf(err) != fault.Missing { // it was released before the threads were merged
			return err
		}
		at = into
		_, err = c.store.Change(ctx, seen.Workspace, at, queue)
	}
	return err
}
