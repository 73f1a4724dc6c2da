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
	if held, err := c.held(ctx, ws, *rec.Entry); held || err != nil {
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
	done, err := c.deliver(ctx, ws, claimed)
	if err != nil {
		if again := c.store.Requeue(ctx, ws, ref); again != nil {
			err = errors.Join(err, again)
		}
		return errLater.Because(fmt.Errorf("send message %s of %s: %w", ref.Key, ref.Conversation, err))
	}
	slog.Info("courier", "conversation", ref.Conversation, "message", ref.Key, "status", done.report.Status, "reason", reasonOf(done.report), "parked", done.park)
	if err := c.settle(ctx, ws, claimed, done); err != nil {
		return err
	}
	if rec.Woken && done.park == 0 {
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

// held reports that a message does not go out now: its channel's access is dead, or one before it waits. It is
// parked then.
func (c courier) held(ctx context.Context, ws store.Workspace, e rules.Entry) (bool, error) {
	if held, err := c.pausedChannel(ctx, ws, e); held || err != nil {
		return held, err
	}
	before, err := c.turn(ctx, ws, e)
	if err != nil || before == nil {
		return false, err
	}
	return true, c.park(ctx, ws, e, *before, 0)
}

// pausedChannel parks a message whose channel the platform no longer lets in, so that an admin can connect it
// again and nothing is lost; after a day it fails.
func (c courier) pausedChannel(ctx context.Context, ws store.Workspace, e rules.Entry) (bool, error) {
	_, ch, err := c.place(ctx, ws, e.Conversation)
	if err != nil || ch.Health.State != rules.Unauthorized || clock.Now().Sub(e.At) >= c.patience.paused {
		return false, nil // what is wrong is found out again once the message is claimed
	}
	return true, c.park(ctx, ws, e, rules.SendError{Reason: ch.Health.Reason}, 0)
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
