package main

import (
	"time"

	"transom/shared/channel/faults"
	"transom/shared/rules"
)

// patience is how the courier deals with a platform that is away.
type patience struct {
	lease   time.Duration   // how long a claim holds; no call of the courier lives longer (events.Topology)
	pauses  []time.Duration // before the second and third try of a call
	longest time.Duration   // the longest pause that the platform may ask for within a call
	giveUp  time.Duration   // age of a message after which a refusal that may pass is left to a timer
	abandon time.Duration   // age of a message after which such a refusal is final
	paused  time.Duration   // age of a message after which it fails for its channel's dead access
	linger  time.Duration   // wait for somebody else to finish, per call
	queue   time.Duration   // age of a message after which later ones no longer wait for it, unless it is parked
	reserve time.Duration   // kept of the call's time for writing down what happened
	needs   time.Duration   // what must remain of the call's time to begin a try; a text takes at most eight seconds
	upload  time.Duration   // what a file needs beyond that
}

// usual patience. Ten repetitions of a call that takes five seconds and more are longer than giveUp, so a
// throttled message always comes to be parked with a timer; ten that linger are longer than a lease, so one
// whose sender died ends in a state that somebody sees.
var usual = patience{
	lease:   time.Minute,
	pauses:  []time.Duration{time.Second, 4 * time.Second},
	longest: 6 * time.Second,
	giveUp:  45 * time.Second,
	abandon: time.Hour,
	paused:  24 * time.Hour,
	linger:  7 * time.Second,
	queue:   2 * time.Minute,
	reserve: 3 * time.Second,
	needs:   12 * time.Second,
	upload:  25 * time.Second,
}

// Bounds of how long a message is parked.
const (
	shortest = 15 * time.Second
	longest  = 5 * time.Minute
)

// pause is how long a message of an age is parked for a reason. Too many messages to one customer ask for
// 4^n seconds (WhatsApp "throughput", 2026-03-12), which three times the age amounts to; otherwise the age
// doubles. after is what the platform asked for.
func pause(e rules.Entry, reason string, after time.Duration, now time.Time) time.Duration {
	age := max(now.Sub(e.At), 0)
	if faults.MeaningOf(reason).Effect == faults.ThrottlePair {
		age *= 3
	}
	return max(after, min(max(age, shortest), longest))
}
