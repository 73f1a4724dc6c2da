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

// breaker is the line that says whether an account's platform answers.
func breaker(ws store.Workspace, ch rules.Channel) lineName {
	return lineName{ws, ch.ID, commonRate}
}

// shut reports until when nothing is sent because the platform does not answer; the zero time when it may be tried.
// What has waited for a day goes out all the same, and fails if need be.
func (c courier) shut(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry) (until time.Time, err error) {
	now := clock.Now()
	if rules.RateOf(ch, e.Type).Most == 0 || now.Sub(e.At) >= c.patience.paused {
		return time.Time{}, nil
	}
	known, err := c.lines.look(ctx, breaker(ws, ch))
	if err != nil || !known.Shut(now) {
		return time.Time{}, err
	}
	return known.Until, nil
}

// away is shut for a message whose turn it is: where nobody knows whether the platform answers again, exactly one is
// told by probe that it is the one to find out.
func (c courier) away(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry) (until time.Time, probe bool, err error) {
	until, err = c.shut(ctx, ws, ch, e)
	if err != nil || !until.IsZero() || rules.RateOf(ch, e.Type).Most == 0 || clock.Now().Sub(e.At) >= c.patience.paused {
		return until, false, err
	}
	known, err := c.lines.look(ctx, breaker(ws, ch))
	if err != nil || !known.Open() {
		return time.Time{}, false, err
	}
	known, err = c.lines.change(ctx, breaker(ws, ch), func(l rules.Line) rules.Line {
		now := clock.Now()
		if probe = l.Open() && !l.Shut(now); probe {
			l.Breaker = l.Probe(now)
		}
		return l
	})
	if err != nil || probe || !known.Open() {
		return time.Time{}, probe, err
	}
	return known.Until, false, nil
}

// learn writes down whether the platform answered one call. In the ordinary course of things there is nothing to
// write. That it cannot be written down only costs calls.
func (c courier) learn(ctx context.Context, ws store.Workspace, ch rules.Channel, out channel.Outcome, probe bool) {
	silent, now := gone(out), clock.Now()
	if rules.RateOf(ch, rules.Text).Most == 0 || !silent && !answered(out) {
		return
	}
	known, err := c.lines.look(ctx, breaker(ws, ch))
	if err == nil && (silent || known.Breaker != rules.Breaker{}) {
		was := known
		known, err = c.lines.change(ctx, breaker(ws, ch), func(l rules.Line) rules.Line {
			was = l
			if l.Breaker = l.Answered(); silent {
				l.Breaker = was.Fail(probe, now)
			}
			return l
		})
		if err == nil && was.Open() != known.Open() {
			slog.Warn("platform", "channel", ch.ID, "away", known.Open())
		}
	}
	if err != nil {
		slog.Error("write down whether the platform answers", "channel", ch.ID, "error", err)
	}
}

// gone reports an outcome that says nothing but that the platform is in trouble.
func gone(out channel.Outcome) bool {
	if out.Unknown {
		return true
	}
	return out.Error != nil && faults.MeaningOf(out.Error.Reason).Effect == faults.Break
}

// answered reports an outcome that the platform itself gave. A refusal without its code may be our own: a line that is
// full, a file that is gone.
func answered(out channel.Outcome) bool {
	return !out.Unknown && (out.Error == nil || out.Error.Code != 0)
}

// until is when a message is tried again whose platform is away; the zero time if it is not.
func (c courier) until(ctx context.Context, ws store.Workspace, ch rules.Channel) time.Time {
	known, err := c.lines.look(ctx, breaker(ws, ch))
	if err != nil || !known.Open() {
		return time.Time{}
	}
	return known.Until
}
