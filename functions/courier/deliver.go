package main

import (
	"context"
	"fmt"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// result is what became of a claimed message: it is reported, or parked until a time if that is set.
type result struct {
	report  rules.Report
	until   time.Time
	reached rules.Address
	channel rules.Channel
}

// deliver asks the rules, then the platform. Its error means that provably nothing was sent and that it may
// be tried again soon. A refusal may be answered by another try: beyond the window by one that is marked as a
// human's, for a dead token by one with the token that an admin has put in its place. probe says that it is the one
// message by which is found out whether the platform answers again.
func (c courier) deliver(ctx context.Context, ws store.Workspace, e rules.Entry, probe bool) (result, error) {
	ask := c.secrets.Get
	for again := 2; ; again-- {
		head, ch, err := c.place(ctx, ws, e.Conversation)
		if err != nil {
			return unsent(err)
		}
		verdict, err := c.judge(ctx, ws, head, ch, e)
		if err != nil {
			return unsent(err)
		}
		token, err := c.token(ctx, ch, ask)
		if err != nil {
			return result{}, err
		}
		attempt := clock.Now()
		out, err := c.post(ctx, ws, token, head, ch, e, verdict, probe)
		if err != nil {
			return result{}, err
		}
		if c.closed(ctx, ws, ch, e, verdict, out, attempt) && again > 0 {
			continue
		}
		if again > 0 && c.renewed(ctx, ch, token, out) {
			ask = c.secrets.Fresh
			continue
		}
		return c.read(ctx, ws, ch, e, out)
	}
}

// judge asks the rules at the last moment.
func (c courier) judge(ctx context.Context, ws store.Workspace, head rules.Conversation, ch rules.Channel, e rules.Entry) (rules.Verdict, error) {
	if head.Kind == rules.Comments && e.Comment == nil {
		return rules.Verdict{}, rules.ErrNoComment // never to the person instead
	}
	if e.Private {
		comment, err := c.store.EntryByPlatformID(ctx, system(ws), ch.ID, e.ReplyTo)
		if fault.KindOf(err) == fault.Missing && err != nil {
			err = rules.ErrNoComment
		}
		if err == nil {
			err = rules.CanReplyPrivately(comment, clock.Now())
		}
		if err != nil {
			return rules.Verdict{}, err
		}
	}
	if err := c.template(ctx, ws, ch, e); err != nil {
		return rules.Verdict{}, err
	}
	return rules.CanSend(head, e, writer(e), clock.Now())
}

// writer is who wrote a message, as the platforms' rules tell people from programs.
func writer(e rules.Entry) rules.Sender {
	if e.By == "" {
		return rules.ByProgram
	}
	return rules.ByHuman
}

// system is who the courier reads as.
func system(ws store.Workspace) store.Viewer {
	return store.Viewer{Workspace: ws, Member: rules.Member{Role: rules.Admin}}
}

// post tries up to three times while the platform says that it may be tried again.
func (c courier) post(ctx context.Context, ws store.Workspace, token string, head rules.Conversation, ch rules.Channel, e rules.Entry, v rules.Verdict, probe bool) (channel.Outcome, error) {
	sender, ok := c.senders[ch.Kind]
	switch {
	case !ok:
		return channel.Outcome{Error: &rules.SendError{Reason: "channel_not_supported"}, Class: channel.Never}, nil
	case token == "" && !ch.Kind.Ours():
		return channel.Outcome{Error: &rules.SendError{Reason: string(faults.Unauthorized)}, Class: channel.Alert}, nil
	}
	m := channel.Outgoing{
		Channel: ch, To: head.Address, Message: e, AsHuman: v.Permit == rules.AsHuman,
		Correlation: channel.Correlation(e.Conversation, e.Key), File: c.file(e),
		Gate: c.gate(ws, ch, e),
	}
	var out channel.Outcome
	var away bool
	for try := 0; ; try++ {
		out = c.once(ctx, sender, token, m)
		c.learn(ctx, ws, ch, out, probe)
		if away = !c.until(ctx, ws, ch).IsZero(); away {
			break
		}
		if out.Error == nil || out.Class != channel.Retry || try == len(c.patience.pauses) || c.last(out, try) {
			break
		}
		rest := max(c.patience.pauses[try], out.After)
		if rest > c.patience.longest || left(ctx) < rest+c.patience.needs || !wait(ctx, rest) {
			break
		}
	}
	if !away && out.Error != nil && out.Class == channel.Retry && !c.last(out, len(c.patience.pauses)) &&
		out.After <= c.patience.longest && clock.Now().Sub(e.At) < c.patience.giveUp {
		return out, fmt.Errorf("the platform asks to wait: %s, code %d", out.Error.Reason, out.Error.Code)
	}
	return out, nil
}

// last reports that a refusal which may pass is not tried again after this try (from 0).
func (c courier) last(out channel.Outcome, try int) bool {
	most := faults.MeaningOf(out.Error.Reason).Most
	return most > 0 && try+1 >= most
}

// once makes one call, and leaves time to write down what came of it.
func (c courier) once(ctx context.Context, sender channel.Sender, token string, m channel.Outgoing) channel.Outcome {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-c.patience.reserve))
		defer cancel()
	}
	return sender.Send(ctx, token, m)
}
