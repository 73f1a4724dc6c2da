package main

import (
	"context"
	"log/slog"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// closed believes a platform that says the window is closed, or that people have none of their own, and reports
// whether the rules know another way for the message.
func (c courier) closed(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry, v rules.Verdict, out channel.Outcome, attempt time.Time) bool {
	if out.Error == nil || v.Permit == rules.Templates {
		return false
	}
	switch faults.MeaningOf(out.Error.Reason).Effect {
	case faults.CloseWindow:
	case faults.Untag:
		if ch = c.untag(ctx, ws, ch); v.Permit != rules.AsHuman || c.another(ctx, ws, ch, e, v) {
			return v.Permit == rules.AsHuman
		}
	default:
		return false
	}
	now := clock.Now()
	if _, err := c.store.Change(ctx, ws, e.Conversation, func(old rules.Conversation) (rules.Change, error) {
		return rules.CloseWindow(old, ch, v.Permit, attempt, now), nil
	}); err != nil {
		slog.Error("close window", "conversation", e.Conversation, "error", err)
		return false
	}
	return c.another(ctx, ws, ch, e, v)
}

// another reports that the rules let a message go out by another permit than the one that was refused.
func (c courier) another(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry, refused rules.Verdict) bool {
	head, err := c.store.Head(ctx, ws, e.Conversation)
	if err != nil {
		slog.Error("read window", "conversation", e.Conversation, "error", err)
		return false
	}
	v := rules.Judge(rules.Reach(head, ch), writer(e), clock.Now())
	return v.Allows(e.Type) && v.Permit != refused.Permit
}

// untag writes down that a channel's app may not answer beyond the standard window.
func (c courier) untag(ctx context.Context, ws store.Workspace, ch rules.Channel) rules.Channel {
	ch.HumanAgent = false
	if err := c.store.UpdateChannel(ctx, ws, ch); err != nil {
		slog.Error("write down what a channel may", "channel", ch.ID, "error", err)
	}
	return ch
}
