package rules

import "time"

// When a platform counts as away. These are our own numbers.
const (
	// BreakAfter failures in a row, with no answer in between, open the breaker.
	BreakAfter = 5
	// breakWithin is how long ago the newest failure may be that the next one follows in a row.
	breakWithin = 2 * time.Minute
	// breakFirst is the first wait; each probe in vain doubles it up to breakMost.
	breakFirst = 15 * time.Second
	breakMost  = 2 * time.Minute
	// ProbeFor is how long whoever tries has for it before another one may.
	ProbeFor = 40 * time.Second
)

// Breaker remembers how often in a row a platform failed to answer for one account: it could not be reached, it
// said itself that it was out of order, or it said nothing at all. The zero value is a platform that answers.
type Breaker struct {
	Failures int
	FailedAt time.Time // the newest failure
	Until    time.Time // nobody sends before; zero while it is closed
	Probes   int       // in vain
}

// Open reports that the platform counts as away.
func (b Breaker) Open() bool { return !b.Until.IsZero() }

// Shut reports that nothing may be sent at now, not even to try.
func (b Breaker) Shut(now time.Time) bool { return b.Open() && now.Before(b.Until) }

// Probe makes whoever asks the one who tries, as long as nobody else does: the state to be written down first, by
// one writer only. Call it when the breaker is open and no longer shut.
func (b Breaker) Probe(now time.Time) Breaker {
	b.Until = now.Add(ProbeFor)
	return b
}

// Fail adds a failure. probe says that it was the one try of an open breaker; what others had begun before it
// opened does not make its wait longer.
func (b Breaker) Fail(probe bool, now time.Time) Breaker {
	if !b.Open() && now.Sub(b.FailedAt) > breakWithin {
		b.Failures = 0
	}
	b.Failures, b.FailedAt = b.Failures+1, later(b.FailedAt, now)
	switch {
	case b.Open() && probe:
		b.Probes++
		b.Until = now.Add(min(breakFirst<<min(b.Probes, 8), breakMost))
	case !b.Open() && b.Failures >= BreakAfter:
		b.Until = now.Add(breakFirst)
	}
	return b
}

// Answered closes the breaker and forgets all failures.
func (b Breaker) Answered() Breaker { return Breaker{} }
