package rules

import (
	"slices"
	"time"
)

// The pair rule: what WhatsApp takes from one number for one customer ("Platform overview: pair rate limits",
// 2026-03-12). One message every six seconds; up to 45 within six seconds are a burst, which borrows: after a burst
// of n the next message goes n times six seconds after its beginning.
const (
	PairEvery = 6 * time.Second
	// PairBurst is our own bound of a burst, below the platform's 45: of the newest 25 entries that are read before
	// each send it is seen whole, with room for what the customer says in between. On the whole nothing is slower
	// by it, because what is borrowed is paid back one for one.
	PairBurst = 20
)

// Pace is how long a message to one WhatsApp customer waits for the pair rule; 0 is not at all. sent are the times
// at which the newest messages to them were taken by the platform, in any order. What came before those is not
// known, and need not be: a message that went out more than six seconds after the one before it went out by this
// rule, so all that had been borrowed was paid by then.
func Pace(sent []time.Time, now time.Time) time.Duration {
	if len(sent) == 0 {
		return 0
	}
	sent = slices.SortedFunc(slices.Values(sent), time.Time.Compare)
	began, n := sent[0], 0
	for _, at := range sent {
		if at.Sub(began) >= PairEvery {
			began, n = at, 0
		}
		n++
	}
	if n < PairBurst && now.Sub(began) < PairEvery {
		return 0
	}
	return max(began.Add(time.Duration(n)*PairEvery).Sub(now), 0)
}
