package rules

import (
	"slices"
	"time"
)

// Rate is what a platform takes from one account within any second, as it was published.
type Rate struct {
	On     []ChannelKind
	Types  []Type // of messages it is for; none: all that no other rate of the channel names
	Phone  bool   // for a number that also runs the phone app
	Most   int    // messages within a second
	Source string // the platform's page
	Date   string // of the page
}

// Rates are all of them. A web chat is our own and has none.
var Rates = []Rate{
	{On: []ChannelKind{WhatsApp}, Most: 80, Source: "Cloud API, Throughput: messages of a number, received ones counted", Date: "2026-03-12"},
	{On: []ChannelKind{WhatsApp}, Phone: true, Most: 20, Source: "Cloud API, Throughput: numbers that also run the phone app", Date: "2026-03-12"},
	{On: []ChannelKind{Messenger}, Most: 300, Source: "Graph API, Rate limits: Send API of a Page, texts", Date: "2026-05"},
	{On: []ChannelKind{Instagram}, Most: 100, Source: "Graph API, Rate limits: Send API of an Instagram account, texts", Date: "2026-05"},
	{On: []ChannelKind{Messenger, Instagram}, Types: []Type{Audio, Video}, Most: 10, Source: "Graph API, Rate limits: Send API, sound and films", Date: "2026-05"},
}

// RateOf is the rate of a message of a type on a channel; the zero Rate is none.
func RateOf(ch Channel, t Type) Rate {
	var found Rate
	for _, r := range Rates {
		if slices.Contains(r.On, ch.Kind) && r.Phone == ch.PhoneApp && (len(r.Types) == 0 || slices.Contains(r.Types, t)) {
			found = r
		}
	}
	return found
}

// How a rate is shared among all who send for one account at once. These are our own numbers.
const (
	// Senders is the most environments of the courier there can be (events.Topology reserves as many).
	Senders = 30
	// LeaseMost is how many sends are taken at once.
	LeaseMost = 20
	// Slack is how much later than it was allowed a message may reach the platform: waiting for a processor and
	// the network's unevenness together. So much of each second is left free.
	Slack = 250 * time.Millisecond
	// LineSeen is how old knowledge of a line may be.
	LineSeen = 2 * time.Second
	// QuietFor is how long an environment that sends without asking has sent nothing before.
	QuietFor = time.Second + Slack
	// rampFor is how long a line that begins to be used leaves room for those who do not know that yet.
	rampFor = LineSeen + QuietFor
)

// Free reports that a single message may go without asking, as long as nobody needs the line. It may where the rate
// has room for every environment doing so in the same second, twice over.
func (r Rate) Free() bool { return r.Most >= 2*Senders }

// each is the time that a line gives one message: never more than Most within any second, though each may be late by
// Slack and, while the line begins to be used, every environment may send one without asking.
func (r Rate) each(ramp bool) time.Duration {
	most := r.Most
	if ramp && r.Free() {
		most -= Senders
	}
	return ((time.Second+Slack)/time.Duration(most) + time.Microsecond).Truncate(time.Microsecond)
}

// Line is how much of an account's rate is taken, and whether its platform answers. All who send for the account
// share it.
type Line struct {
	Taken time.Time // sends are taken up to then
	Since time.Time // when the present stretch of taking began
	Breaker
}

// Quiet reports that nobody needs the line.
func (l Line) Quiet(now time.Time) bool { return !now.Before(l.Taken) }

// Take takes n sends of a line (at least one, at most LeaseMost): the line afterwards, and the times at which each
// may go, the first of them at now or later.
func (l Line) Take(r Rate, n int, now time.Time) (next Line, turns []time.Time) {
	next, now = l, now.Add(time.Microsecond).Truncate(time.Microsecond) // as it is kept
	if l.Quiet(now) {
		next.Taken, next.Since = now, now
	}
	for range min(max(n, 1), LeaseMost) {
		turns = append(turns, next.Taken)
		each := r.each(next.Taken.Sub(next.Since) < rampFor)
		next.Taken = next.Taken.Add(each)
	}
	return next, turns
}

// Hold keeps everybody from sending until a time: the platform said that it was too much.
func (l Line) Hold(until, now time.Time) Line {
	if l.Quiet(now) {
		l.Since = now
	}
	l.Taken = later(l.Taken, until)
	return l
}
