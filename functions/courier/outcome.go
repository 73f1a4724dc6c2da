package main

import (
	"context"
	"log/slog"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// read turns an outcome into what is written down.
func (c courier) read(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry, out channel.Outcome) (result, error) {
	now := clock.Now()
	switch {
	case out.Unknown:
		return result{report: rules.Report{Status: rules.Uncertain, At: now}, channel: ch}, nil
	case out.Error != nil:
		return c.refused(ctx, ws, ch, e, out)
	}
	c.heal(ctx, ws, ch, now)
	r := rules.Report{Status: rules.Accepted, At: now, PlatformID: out.PlatformID}
	if ch.Kind != rules.WhatsApp { // nobody else says that it was sent: the answer does
		r.Status = rules.Sent
	}
	return result{report: r, reached: out.Reached, channel: ch}, nil
}

// refused acts on what a refusal teaches, and says what becomes of the message: what may pass is parked, what
// waits for an admin too, the rest has failed.
func (c courier) refused(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry, out channel.Outcome) (result, error) {
	now := clock.Now()
	reason := out.Error.Reason
	done := result{report: rules.Report{Status: rules.Failed, At: now, Error: out.Error}, channel: ch}
	if err := c.slower(ctx, ws, ch, e, out); err != nil {
		slog.Error("hold line", "channel", ch.ID, "error", err)
	}
	switch faults.MeaningOf(reason).Effect {
	case faults.Unauthorize:
		c.ail(ctx, ws, ch, rules.Unauthorized, reason, now)
	case faults.Restrict:
		c.ail(ctx, ws, ch, rules.Restricted, reason, now)
	case faults.Untemplate:
		c.correct(ctx, ws, ch, e, reason)
	}
	if out.Class == channel.Alert {
		slog.Error("channel needs its owner", "channel", ch.ID, "reason", reason, "code", out.Error.Code)
	}
	done.until = c.tryAgain(ctx, ws, ch, e, out, now)
	return done, nil
}

// tryAgain is when a refused message is tried again; the zero time is never. What the platform's absence holds up, and
// what waits for an admin, does so for a day.
func (c courier) tryAgain(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry, out channel.Outcome, now time.Time) time.Time {
	age, reason := now.Sub(e.At), out.Error.Reason
	m := faults.MeaningOf(reason)
	switch {
	case m.Effect == faults.Unauthorize && age < c.patience.paused:
	case out.Class != channel.Retry || m.Most > 0:
		return time.Time{}
	case m.Effect == faults.Break && age < c.patience.paused:
		if until := c.until(ctx, ws, ch); !until.IsZero() {
			return until
		}
	case age >= c.patience.abandon:
		return time.Time{}
	}
	return now.Add(pause(e, reason, out.After, now))
}

// ail writes down that a channel does not work.
func (c courier) ail(ctx context.Context, ws store.Workspace, ch rules.Channel, state rules.ChannelState, reason string, now time.Time) {
	if ch.Health.State == state && ch.Health.Reason == reason {
		return
	}
	c.health(ctx, ws, ch, rules.Health{State: state, Reason: reason, Quality: ch.Health.Quality, Since: now})
}

// heal writes down that a channel works again after a send said that it did not. What else the platform told
// about an account is not ours to take back.
func (c courier) heal(ctx context.Context, ws store.Workspace, ch rules.Channel, now time.Time) {
	_, ours := faults.Reasons[faults.Reason(ch.Health.Reason)]
	if ch.Health.State == rules.Unverified || ours && ch.Health.State != "" && ch.Health.State != rules.Working {
		c.health(ctx, ws, ch, rules.Health{State: rules.Working, Quality: ch.Health.Quality, Since: now})
	}
}

func (c courier) health(ctx context.Context, ws store.Workspace, ch rules.Channel, h rules.Health) {
	if err := c.store.SetHealth(ctx, ws, ch.ID, h); err != nil {
		slog.Error("write down health", "channel", ch.ID, "error", err)
	}
}

// unsent is what becomes of a message that the rules refuse, or whose conversation or channel cannot be read:
// a permanent reason is for good.
func unsent(err error) (result, error) {
	if fault.Permanent(err) {
		return result{report: failed(err)}, nil
	}
	return result{}, err
}
