package main

import (
	"context"
	"time"

	"transom/events"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// longestSnooze bounds how far away a snooze may end.
const longestSnooze = 366 * 24 * time.Hour

var errBadUntil = fault.New(fault.Invalid, "bad_until", "A snooze ends in the future, within a year.")

// Seen carries the version of the conversation that the person had before their eyes; 0 or absent means "whatever it is".
type Seen struct {
	Version int64 `json:"version,omitempty" minimum:"0"`
}

// actInput is an act that needs nothing but, if wanted, the version seen.
type actInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body *Seen
}

func (in *actInput) seen() int64 {
	if in.Body == nil {
		return 0
	}
	return in.Body.Version
}

// change applies a rule for a person and answers with what became of the conversation.
func (d *desk) change(ctx context.Context, v store.Viewer, id string, seen int64, rule func(rules.Conversation) (rules.Change, error)) (*reply[wire.Conversation], error) {
	c, err := d.store.ChangeAs(ctx, v, rules.ConversationID(id), seen, rule)
	if err != nil {
		return nil, err
	}
	return answer(wire.OfConversation(c)), nil
}

// claim takes a conversation. The rule says who may: the loser of a race may no longer see it, and is told
// all the same who won.
func (d *desk) claim(ctx context.Context, v store.Viewer, in *conversationInput) (*reply[wire.Conversation], error) {
	c, err := d.store.Change(ctx, v.Workspace, rules.ConversationID(in.ID), func(c rules.Conversation) (rules.Change, error) {
		return rules.Claim(c, v.Member, clock.Now())
	})
	if err != nil {
		return nil, err
	}
	return answer(wire.OfConversation(c)), nil
}

func (d *desk) close(ctx context.Context, v store.Viewer, in *actInput) (*reply[wire.Conversation], error) {
	return d.change(ctx, v, in.ID, in.seen(), func(c rules.Conversation) (rules.Change, error) {
		return rules.Close(c, v.ID, "", clock.Now()), nil
	})
}

func (d *desk) reopen(ctx context.Context, v store.Viewer, in *actInput) (*reply[wire.Conversation], error) {
	return d.change(ctx, v, in.ID, in.seen(), func(c rules.Conversation) (rules.Change, error) {
		return rules.Reopen(c, v.ID, clock.Now()), nil
	})
}

// Snooze says until when a conversation sleeps; absent means until the customer writes.
type Snooze struct {
	Until   *time.Time `json:"until,omitempty"`
	Version int64      `json:"version,omitempty" minimum:"0"`
}

type snoozeInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body *Snooze
}

func (d *desk) snooze(ctx context.Context, v store.Viewer, in *snoozeInput) (*reply[wire.Conversation], error) {
	now := clock.Now()
	var until time.Time
	var seen int64
	if in.Body != nil {
		seen = in.Body.Version
		if in.Body.Until != nil {
			until = in.Body.Until.UTC()
			if !until.After(now) || until.After(now.Add(longestSnooze)) {
				return nil, errBadUntil
			}
		}
	}
	return d.change(ctx, v, in.ID, seen, func(c rules.Conversation) (rules.Change, error) {
		return rules.Snooze(c, until, v.ID, now), nil
	})
}

// read marks a conversation as seen, and lets the customer see it too if something was unread.
func (d *desk) read(ctx context.Context, v store.Viewer, in *conversationInput) (*reply[wire.Conversation], error) {
	var told <-chan struct{}
	out, err := d.change(ctx, v, in.ID, 0, func(c rules.Conversation) (rules.Change, error) {
		if c.Unread > 0 && told == nil {
			told = d.signal(ctx, v, c, events.SignalRead)
		}
		return rules.MarkRead(c, v.ID, clock.Now()), nil
	})
	if told != nil {
		<-told
	}
	return out, err
}
