package main

import (
	"context"
	"slices"
	"time"

	"transom/shared/rules"
)

// turn waits until a message may go, at most so long; after is how much longer it would be, and 0 once it may.
func (l *lines) turn(ctx context.Context, n lineName, r rules.Rate, most time.Duration) (after time.Duration, err error) {
	if r.Most == 0 {
		return 0, nil
	}
	own := l.line(n)
	for {
		own.waiting.Add(1)
		at, err := l.next(ctx, own, n, r, most)
		own.waiting.Add(-1)
		if err != nil {
			return 0, err
		}
		d := at.Sub(l.now())
		switch {
		case d > most:
			return d, nil
		case d > 0 && !l.rest(ctx, d):
			return 0, context.Cause(ctx)
		case l.now().Sub(at) <= tardy:
			return 0, nil
		}
	}
}

// next gives the next turn: one that is leased already, one that needs no lease, or the first of a new lease. What is
// further away than most is not leased.
func (l *lines) next(ctx context.Context, own *line, n lineName, r rules.Rate, most time.Duration) (time.Time, error) {
	own.mu.Lock()
	defer own.mu.Unlock()
	now := l.now()
	for len(own.turns) > 0 {
		at := own.turns[0]
		own.turns = own.turns[1:]
		if now.Sub(at) <= tardy {
			own.use(at)
			return at, nil
		}
	}
	if own.forget(now); r.Free() && len(own.used) == 0 {
		if err := l.refresh(ctx, own, n); err != nil {
			return time.Time{}, err
		}
		if now = l.now(); own.known.Quiet(now) {
			own.use(now)
			return now, nil
		}
	}
	if own.known.Taken.Sub(now) > most {
		return own.known.Taken, nil
	}
	return l.lease(ctx, own, n, r)
}

// use notes that a turn was given away.
func (own *line) use(at time.Time) { own.used = append(own.used, at) }

// forget drops what was used too long ago to say anything.
func (own *line) forget(now time.Time) {
	own.used = slices.DeleteFunc(own.used, func(at time.Time) bool { return now.Sub(at) >= rules.QuietFor })
}

// lease takes turns for as many as want to send, and will want to by the time when those turns come, if they go on as
// they did: a turn that is not used in time is lost to everybody.
func (l *lines) lease(ctx context.Context, own *line, n lineName, r rules.Rate) (time.Time, error) {
	want := own.wants(l.now())
	var turns []time.Time
	known, err := l.store.ChangeLine(ctx, n.ws, n.ch, n.rate, own.known, func(now rules.Line) rules.Line {
		now, turns = now.Take(r, want, l.now())
		return now
	})
	if err != nil {
		return time.Time{}, err
	}
	own.known, own.read = known, l.now()
	own.turns = turns[1:]
	own.use(turns[0])
	return turns[0], nil
}

// wants is how many turns are worth taking. Those who have one and rest until then want no other.
func (own *line) wants(now time.Time) int {
	waiting, resting := int(own.waiting.Load()), 0
	for _, at := range own.used {
		if at.After(now) {
			resting++
		}
	}
	ahead := max(own.known.Taken.Sub(now), 0).Seconds() / rules.QuietFor.Seconds()
	soon := int(float64(len(own.used)-resting) * ahead)
	return waiting + max(min(soon, conversations-waiting-resting), 0)
}
