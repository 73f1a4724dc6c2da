package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// errLater asks for the record to come again.
var errLater = fault.New(fault.Later, "not_now", "It could not be sent for now.")

// toSend picks the messages that wait to go out. A parked one shows what it waits for and is left alone until
// its timer wakes it.
func toSend(rec store.Record) bool {
	e := rec.Entry
	return e != nil && e.Kind == rules.Message && e.Direction == rules.Out && e.Status == rules.Queued && (e.Error == nil || rec.Woken)
}

// send carries one queued message. An error asks for the record to come again; whatever is settled, well or
// badly, is written down and answers nil.
func (c courier) send(ctx context.Context, rec store.Record) error {
	ws, ref := rec.Workspace, store.Ref{Conversation: rec.Entry.Conversation, Key: rec.Entry.Key}
	if left(ctx) < c.needs(*rec.Entry) {
		return errLater.Because(errors.New("the call's time is up"))
	}
	held, probe, err := c.held(ctx, ws, *rec.Entry)
	if held || err != nil {
		return err
	}
	claimed, ok, err := c.store.Claim(ctx, ws, ref, clock.Now(), c.patience.lease)
	if err != nil {
		return fmt.Errorf("claim message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	if !ok {
		if err := c.overtaken(ctx, ws, ref); err != nil {
			return err
		}
		return c.follow(ctx, ws, *rec.Entry)
	}
	done, err := c.deliver(ctx, ws, claimed, probe)
	if err != nil {
		if again := c.store.Requeue(ctx, ws, ref); again != nil {
			err = errors.Join(err, again)
		}
		return errLater.Because(fmt.Errorf("send message %s of %s: %w", ref.Key, ref.Conversation, err))
	}
	slog.Info("courier", "conversation", ref.Conversation, "message", ref.Key, "status", done.report.Status, "reason", reasonOf(done.report), "parked", !done.until.IsZero())
	if err := c.settle(ctx, ws, claimed, done); err != nil {
		return err
	}
	if rec.Woken && done.until.IsZero() {
		c.next(ctx, ws, claimed)
	}
	return nil
}

// needs is what must remain of the call's time to begin with a message: a file takes its time to go up.
func (c courier) needs(e rules.Entry) time.Duration {
	if e.Media != nil {
		return c.patience.needs + c.patience.upload
	}
	return c.patience.needs
}

// place reads a message's conversation and channel as they are now.
func (c courier) place(ctx context.Context, ws store.Workspace, id rules.ConversationID) (rules.Conversation, rules.Channel, error) {
	head, err := c.store.Head(ctx, ws, id)
	if err != nil {
		return rules.Conversation{}, rules.Channel{}, fmt.Errorf("read conversation: %w", err)
	}
	ch, err := c.store.Channel(ctx, ws, head.Channel)
	if err != nil {
		return rules.Conversation{}, rules.Channel{}, fmt.Errorf("read channel: %w", err)
	}
	return rules.Reach(head, ch), ch, nil
}
