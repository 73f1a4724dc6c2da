package rules

import (
	"slices"
	"time"
)

// The pair rule: what WhatsApp takes from one number for one customer ("Platform overview: pair rate limits",
// 2026-03-12). One message every six seconds; up to 45 within six seconds are a burst, which borrows: after a burst
// of n the next message goes n times six seconds after its beginning. Our own bounds are below the platform's 45, so
// that of the newest 25 entries, which are read before each send, enough is seen.
const (
	PairEvery = 6 * time.Second
	// PairBurst ends a burst: it is seen whole, with room for what the customer says in between. On the whole nothing
	// is slower by it, because what is borrowed is paid back one for one.
	PairBurst = 20
	// PairEase is how many messages a person may write line by line, slower than a burst, before what they borrow has
	// to be paid back: seen whole also where the customer says as much. Read to the letter the platform would refuse
	// some of these (131056); what it is known to do is to let people write, and a refusal is tried again.
	PairEase = 10
)

// Pace is how long a message to one WhatsApp customer waits for the pair rule; 0 is not at all. sent are the times
// at which the newest messages to them were taken by the platform, in any order. They are looked at in stretches,
// each from a moment at which everything was paid back. What came before them is not known, and need not be: no
// stretch is longer than PairBurst, so the end of the one before is among them.
func Pace(sent []time.Time, now time.Time) time.Duration {
	if len(sent) == 0 {
		return 0
	}
	sent = slices.SortedFunc(slices.Values(sent), time.Time.Compare)
	began, n := sent[0], 0
	for _, at := range sent {
		if !at.Before(paid(began, n)) {
			began, n = at, 0
		}
		n++
	}
	burst := now.Sub(began) < PairEvery && n < PairBurst
	if n < PairEase || burst {
		return 0
	}
	return max(paid(began, n).Sub(now), 0)
}

// paid is when everything is paid back that n messages from a moment on borrowed.
func paid(began time.Time, n int) time.Time { return began.Add(time.Duration(n) * PairEvery) }
