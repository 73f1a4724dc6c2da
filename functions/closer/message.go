package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// Bounds of the pause until a parked message of a channel without access is looked at again, and the age at
// which it is given to the courier all the same, who then ends it.
const (
	soonest = time.Minute
	latest  = 5 * time.Minute
	paused  = 24 * time.Hour
)

// nudges are the pauses after each time that a message was shown to the courier, who may not have seen it. An hour
// after the first it has failed.
var nudges = []time.Duration{2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute, 15 * time.Minute, 16 * time.Minute}

// claims is how long the closer holds a message that it ends.
const claims = time.Minute

// message moves a message of ours that may be stuck: one that was claimed and never reported is settled as unknown once
// its lease is over, for nobody knows whether the platform has it, or sent again where that is ourselves; one whose pause
// is over, or that the courier was never shown, is shown to the courier again and again, and after an hour it has failed.
func (c *closer) message(ctx context.Context, k *known, t store.Timer, seen store.Seen, now time.Time) ([]store.Timer, error) {
	ref := store.Ref{Conversation: t.Conversation, Key: t.Key}
	p, ok, err := c.store.Pending(ctx, t.Workspace, ref)
	if err != nil || !ok {
		return nil, err
	}
	switch {
	case p.Status == rules.Sending && p.Held.After(now):
		t.Kind, t.Due, t.Tries = store.SendTimer, p.Held.Add(time.Second), 0
		return []store.Timer{t}, nil
	case p.Status == rules.Sending && seen.Conversation.On.Ours(): // no harm in sending it again
		t.Kind, t.Due, t.Tries = store.SendTimer, now.Add(nudges[0]), 0
		return []store.Timer{t}, c.store.Requeue(ctx, t.Workspace, ref)
	case p.Status == rules.Sending:
		slog.WarnContext(ctx, "send settled as unknown", "conversation", t.Conversation, "message", t.Key)
		_, err = c.store.Report(ctx, t.Workspace, ref, rules.Report{Status: rules.Uncertain, At: now})
		return nil, err
	case p.Held.After(now): // parked: that its timer is there costs one write
		t.Kind, t.Due, t.Tries = store.RetryTimer, p.Held, 0
		return []store.Timer{t}, nil
	}
	return c.nudge(ctx, k, t, seen, now)
}

// nudge shows a queued message to the courier, unless the platform still does not let its channel in: then it is looked
// at later, so that nothing is tried in vain and everything goes once an admin has connected the channel again.
func (c *closer) nudge(ctx context.Context, k *known, t store.Timer, seen store.Seen, now time.Time) ([]store.Timer, error) {
	ch, err := k.channel(ctx, t.Workspace, seen.Conversation)
	if err != nil {
		return nil, fmt.Errorf("read channel: %w", err)
	}
	age := now.Sub(t.Key.Time())
	if ch.Health.State == rules.Unauthorized && age < paused {
		t.Due = now.Add(min(max(age/8, soonest), latest))
		return []store.Timer{t}, nil
	}
	if t.Tries >= len(nudges) {
		return c.abandon(ctx, t, now)
	}
	if err := c.store.Wake(ctx, t.Workspace, store.Ref{Conversation: t.Conversation, Key: t.Key}); err != nil {
		return nil, err
	}
	t.Due, t.Tries = now.Add(nudges[t.Tries]), t.Tries+1
	return []store.Timer{t}, nil
}

// abandon ends a message that nobody sends. It is claimed first, like for sending, so that no courier sends what has
// failed; whoever ends in between leaves a claim that is settled as unknown.
func (c *closer) abandon(ctx context.Context, t store.Timer, now time.Time) ([]store.Timer, error) {
	ref := store.Ref{Conversation: t.Conversation, Key: t.Key}
	settle := t
	settle.Kind, settle.Due, settle.Tries = store.SendTimer, now.Add(claims+time.Second), 0
	if err := c.store.Arm(ctx, settle); err != nil {
		return nil, err
	}
	_, mine, err := c.store.Claim(ctx, t.Workspace, ref, now, claims)
	if err != nil {
		return nil, err
	}
	if !mine { // somebody sends it just now, or has parked it
		t.Due, t.Tries = now.Add(nudges[0]), 0
		return []store.Timer{t}, nil
	}
	slog.ErrorContext(ctx, "message was never sent", "workspace", t.Workspace, "conversation", t.Conversation, "message", t.Key)
	_, err = c.store.Report(ctx, t.Workspace, ref, rules.Report{Status: rules.Failed, At: now, Error: &rules.SendError{Reason: "not_sent"}})
	return nil, err
}
