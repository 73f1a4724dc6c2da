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

// settle writes down what became of a claimed message.
func (c courier) settle(ctx context.Context, ws store.Workspace, e rules.Entry, done result) error {
	if !done.until.IsZero() {
		return c.park(ctx, ws, e, *done.report.Error, done.until)
	}
	ref := store.Ref{Conversation: e.Conversation, Key: e.Key}
	if (done.reached != rules.Address{}) {
		if err := c.store.AddReach(ctx, ws, e.Conversation, done.reached); err != nil {
			slog.Error("keep address", "conversation", e.Conversation, "error", err)
		}
	}
	if _, err := c.store.Report(ctx, ws, ref, done.report); err != nil {
		return fmt.Errorf("write down outcome of %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	if done.report.Status == rules.Failed || done.report.Status == rules.Uncertain {
		return nil
	}
	return c.amend(ctx, ws, done.channel.ID, e)
}

// amend changes the message that an accepted one is about.
func (c courier) amend(ctx context.Context, ws store.Workspace, ch rules.ChannelID, e rules.Entry) error {
	if !e.Type.Amends() && !e.Private {
		return nil
	}
	if err := c.store.Amend(ctx, ws, ch, e); err != nil {
		return errLater.Because(fmt.Errorf("amend by %s of %s: %w", e.Key, e.Conversation, err))
	}
	return nil
}

// follow amends again for a message that went out in an earlier call, which may have died before it did.
func (c courier) follow(ctx context.Context, ws store.Workspace, e rules.Entry) error {
	if !e.Type.Amends() && !e.Private {
		return nil
	}
	now, err := c.store.EntryOf(ctx, system(ws), store.Ref{Conversation: e.Conversation, Key: e.Key})
	if err != nil || now.Status == rules.Failed || now.Status.Rank() < rules.Accepted.Rank() {
		return err
	}
	head, err := c.store.Head(ctx, ws, e.Conversation)
	if err != nil {
		return err
	}
	return c.amend(ctx, ws, head.Channel, now)
}

// park leaves a message in the queue with what it waits for; its timer wakes it.
func (c courier) park(ctx context.Context, ws store.Workspace, e rules.Entry, why rules.SendError, until time.Time) error {
	return c.store.Park(ctx, ws, store.Ref{Conversation: e.Conversation, Key: e.Key}, until, why)
}

// overtaken deals with a message that could not be claimed. Usually it has long gone out. If it is still
// being sent, whoever claimed it may have died between the claim and the outcome: then it ends as unknown
// when the lease is over, because the platform may have it, or goes back into the queue where that is ourselves. Not
// before: whoever holds it may be the closer, which is about to end it.
func (c courier) overtaken(ctx context.Context, ws store.Workspace, ref store.Ref) error {
	for waited := time.Duration(0); ; waited += c.patience.linger / 4 {
		now := clock.Now()
		sending, err := c.store.Stuck(ctx, ws, ref, now.Add(c.patience.lease+time.Millisecond))
		if err != nil || !sending {
			return err
		}
		dead, err := c.store.Stuck(ctx, ws, ref, now)
		if err != nil {
			return err
		}
		if dead {
			return c.bury(ctx, ws, ref, now)
		}
		if waited >= c.patience.linger || !wait(ctx, c.patience.linger/4) {
			// The record comes again; should it run out of repetitions, the closer settles the message.
			t := store.Timer{Workspace: ws, Conversation: ref.Conversation, Kind: store.SendTimer, Key: ref.Key, Due: now.Add(c.patience.lease + time.Second)}
			if err := c.store.Arm(ctx, t); err != nil {
				return err
			}
			return errLater.Because(fmt.Errorf("message %s of %s is still being sent", ref.Key, ref.Conversation))
		}
	}
}

// bury ends what a dead courier has left: as unknown, or, where the platform is ourselves, with another try.
func (c courier) bury(ctx context.Context, ws store.Workspace, ref store.Ref, now time.Time) error {
	head, err := c.store.Head(ctx, ws, ref.Conversation)
	if err != nil {
		return fmt.Errorf("read conversation: %w", err)
	}
	if head.On.Ours() {
		return c.store.Requeue(ctx, ws, ref)
	}
	slog.Warn("courier", "conversation", ref.Conversation, "message", ref.Key, "status", rules.Uncertain, "reason", "lease_over")
	_, err = c.store.Report(ctx, ws, ref, rules.Report{Status: rules.Uncertain, At: now})
	return err
}

// failed reports a message that we ourselves do not send; the reason is the fault's code.
func failed(err error) rules.Report {
	var f *fault.Error
	if !errors.As(err, &f) {
		return failedFor("refused")
	}
	r := failedFor(f.Code)
	r.Error.Details = f.Public
	return r
}

func failedFor(reason string) rules.Report {
	return rules.Report{Status: rules.Failed, At: clock.Now(), Error: &rules.SendError{Reason: reason}}
}

func reasonOf(r rules.Report) string {
	if r.Error == nil {
		return ""
	}
	return r.Error.Reason
}
