package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// errLater asks for the record to come again.
var errLater = fault.New(fault.Later, "not_now", "It could not be sent for now.")

// toSend picks the messages that wait to go out.
func toSend(rec store.Record) bool {
	e := rec.Entry
	return e != nil && e.Kind == rules.Message && e.Direction == rules.Out && e.Status == rules.Queued
}

// send carries one queued message. An error asks for the record to come again; whatever is settled, well or
// badly, is written down and answers nil.
func (c courier) send(ctx context.Context, rec store.Record) error {
	ref := store.Ref{Conversation: rec.Entry.Conversation, Key: rec.Entry.Key}
	if left(ctx) < c.patience.needs {
		return errLater.Because(errors.New("the call's time is up"))
	}
	if err := c.turn(ctx, rec.Workspace, *rec.Entry); err != nil {
		return err
	}
	claimed, ok, err := c.store.Claim(ctx, rec.Workspace, ref, clock.Now(), c.patience.lease)
	if err != nil {
		return fmt.Errorf("claim message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	if !ok {
		return c.overtaken(ctx, rec.Workspace, ref)
	}
	report, err := c.deliver(ctx, rec.Workspace, claimed)
	if err != nil {
		if again := c.store.Requeue(ctx, rec.Workspace, ref); again != nil {
			err = errors.Join(err, again)
		}
		return errLater.Because(fmt.Errorf("send message %s of %s: %w", ref.Key, ref.Conversation, err))
	}
	slog.Info("courier", "conversation", ref.Conversation, "message", ref.Key, "status", report.Status, "reason", reasonOf(report))
	if _, err := c.store.Report(ctx, rec.Workspace, ref, report); err != nil {
		return fmt.Errorf("write down outcome of %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	return nil
}

// deliver asks the rules, then the platform. Its error means that provably nothing was sent and that it may
// be tried again.
func (c courier) deliver(ctx context.Context, ws store.Workspace, e rules.Entry) (rules.Report, error) {
	head, err := c.store.Head(ctx, ws, e.Conversation)
	if err != nil {
		return unsent(err)
	}
	ch, err := c.store.Channel(ctx, ws, head.Channel)
	if err != nil {
		return unsent(err)
	}
	if _, err := rules.CanSend(head, e, rules.ByHuman, clock.Now()); err != nil {
		return failed(err), nil
	}
	token, err := c.secrets.Get(ctx, secret.ChannelToken(ch.ID))
	if errors.Is(err, secret.ErrMissing) {
		return rules.Report{Status: rules.Failed, At: clock.Now(), Error: &rules.SendError{Reason: whatsapp.ReasonOf(190)}}, nil
	}
	if err != nil {
		return rules.Report{}, err
	}
	return c.post(ctx, token, ch, e, whatsapp.Text{
		Account: ch.AccountID, To: head.Address, Body: e.Text, ReplyTo: e.ReplyTo,
		Correlation: channel.Correlation(e.Conversation, e.Key),
	})
}

// post tries up to three times while the platform says that it may be tried again.
func (c courier) post(ctx context.Context, token string, ch rules.Channel, e rules.Entry, t whatsapp.Text) (rules.Report, error) {
	var out channel.Outcome
	for try := 0; ; try++ {
		out = c.once(ctx, token, t)
		if out.Error == nil || out.Class != channel.Retry || try == len(c.patience.pauses) {
			break
		}
		pause := max(c.patience.pauses[try], out.After)
		if pause > c.patience.longest || left(ctx) < pause+c.patience.needs || !wait(ctx, pause) {
			break
		}
	}
	now := clock.Now()
	switch {
	case out.Unknown:
		return rules.Report{Status: rules.Uncertain, At: now}, nil
	case out.Error == nil:
		return rules.Report{Status: rules.Accepted, At: now, PlatformID: out.PlatformID}, nil
	case out.Class == channel.Retry && now.Sub(e.At) < c.patience.giveUp:
		return rules.Report{}, fmt.Errorf("the platform asks to wait: %s, code %d", out.Error.Reason, out.Error.Code)
	}
	if out.Class == channel.Alert {
		slog.Error("channel needs its owner", "channel", ch.ID, "reason", out.Error.Reason, "code", out.Error.Code)
	}
	return rules.Report{Status: rules.Failed, At: now, Error: out.Error}, nil
}

// once makes one call, and leaves time to write down what came of it.
func (c courier) once(ctx context.Context, token string, t whatsapp.Text) channel.Outcome {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-c.patience.reserve))
		defer cancel()
	}
	return c.whatsapp.Send(ctx, token, t)
}
