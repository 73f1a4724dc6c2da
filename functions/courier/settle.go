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

// overtaken deals with a message that could not be claimed. Usually it has long gone out. If it is still
// being sent, whoever claimed it may have died between the claim and the outcome: then it ends as unknown
// when the lease is over, because the platform may have it.
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
			slog.Warn("courier", "conversation", ref.Conversation, "message", ref.Key, "status", rules.Uncertain, "reason", "lease_over")
			_, err := c.store.Report(ctx, ws, ref, rules.Report{Status: rules.Uncertain, At: now})
			return err
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

// unsent is what becomes of a message whose conversation or channel cannot be read: gone is for good.
func unsent(err error) (rules.Report, error) {
	if fault.Permanent(err) {
		return failed(err), nil
	}
	return rules.Report{}, err
}

// failed reports a message that we ourselves do not send; the reason is the fault's code.
func failed(err error) rules.Report {
	e := &rules.SendError{Reason: "refused"}
	var f *fault.Error
	if errors.As(err, &f) {
		e.Reason, e.Details = f.Code, f.Public
	}
	return rules.Report{Status: rules.Failed, At: clock.Now(), Error: e}
}

func reasonOf(r rules.Report) string {
	if r.Error == nil {
		return ""
	}
	return r.Error.Reason
}
