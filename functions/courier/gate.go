package main

import (
	"context"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/rules"
	"transom/shared/store"
)

// gate holds a message until the platform may be sent one more of its kind. What would wait longer than a call can
// is refused for as long, and so comes to be parked.
func (c courier) gate(ws store.Workspace, ch rules.Channel, e rules.Entry) func(context.Context) *channel.Outcome {
	rate := rules.RateOf(ch, e.Type)
	return func(ctx context.Context) *channel.Outcome {
		most := min(c.patience.longest, max(left(ctx)-c.patience.needs, 0))
		after, err := c.lines.turn(ctx, nameOf(ws, ch.ID, rate), rate, most)
		switch {
		case err != nil:
			return &channel.Outcome{Error: &rules.SendError{Reason: string(faults.Throttled)}, Class: channel.Retry}
		case after > 0:
			return &channel.Outcome{Error: &rules.SendError{Reason: string(faults.Throttled)}, Class: channel.Retry, After: max(after, c.patience.longest+time.Second)}
		default:
			return nil
		}
	}
}

// slower keeps every environment from an account whose platform said that it was too much.
func (c courier) slower(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry, out channel.Outcome) error {
	rate := rules.RateOf(ch, e.Type)
	if rate.Most == 0 || out.Error == nil || out.Error.Code == 0 || faults.MeaningOf(out.Error.Reason).Effect != faults.ThrottleLine {
		return nil
	}
	_, err := c.lines.change(ctx, nameOf(ws, ch.ID, rate), func(l rules.Line) rules.Line {
		now := c.lines.now()
		return l.Hold(now.Add(max(out.After, time.Second)), now)
	})
	return err
}
