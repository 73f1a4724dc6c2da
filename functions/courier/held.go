package main

import (
	"context"
	"time"

	"transom/shared/channel/faults"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// held reports that a message does not go out now: its channel's access is dead, one before it waits, its customer
// had too many, or the platform is away. It is parked then. probe says that it is sent to find out whether the
// platform answers again.
func (c courier) held(ctx context.Context, ws store.Workspace, e rules.Entry) (held, probe bool, err error) {
	now := clock.Now()
	_, ch, err := c.place(ctx, ws, e.Conversation)
	if err != nil { // what is wrong is found out again once the message is claimed
		ch = rules.Channel{}
	}
	if ch.Health.State == rules.Unauthorized && now.Sub(e.At) < c.patience.paused {
		why := rules.SendError{Reason: ch.Health.Reason}
		return true, false, c.park(ctx, ws, e, why, now.Add(pause(e, why.Reason, 0, now)))
	}
	down := rules.SendError{Reason: string(faults.Down)}
	until, err := c.shut(ctx, ws, ch, e)
	if err == nil && !until.IsZero() { // in whatever order they will go
		return true, false, c.park(ctx, ws, e, down, until)
	}
	before, until, err := c.turn(ctx, ws, ch, e)
	if err == nil && before != nil {
		return true, false, c.park(ctx, ws, e, *before, until)
	}
	if err != nil {
		return false, false, err
	}
	if until, probe, err = c.away(ctx, ws, ch, e); err == nil && !until.IsZero() {
		return true, false, c.park(ctx, ws, e, down, until)
	}
	return false, probe, err
}

// paced is how long a message waits because of those that its customer had: WhatsApp's pair rule. newest are the
// newest entries of the log.
func paced(ch rules.Channel, newest []rules.Entry, now time.Time) time.Duration {
	if ch.Kind != rules.WhatsApp {
		return 0
	}
	var sent []time.Time
	for _, e := range newest {
		switch {
		case e.Direction != rules.Out || e.Via != "": // what staff writes in the phone app is not counted
		case !e.AcceptedAt.IsZero():
			sent = append(sent, e.AcceptedAt)
		case !e.SentAt.IsZero(): // only a status told that it was taken
			sent = append(sent, e.SentAt)
		}
	}
	return rules.Pace(sent, now)
}
