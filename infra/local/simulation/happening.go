package simulation

import (
	"context"
	"time"
)

// happening is one thing that a customer, an agent or the weather does.
type happening struct {
	at   time.Time
	chat *chat // nil for the weather
	word string
	do   func(context.Context) error
	edge bool // the clock moves on at once, while it is under way
	// writes says that a customer writes, which is to be taken before the clock comes to what matters.
	writes bool
}

func (h happening) due() time.Time { return h.at }

// order is by conversation, the weather first.
func (h happening) order() int {
	if h.chat == nil {
		return -1
	}
	return h.chat.n
}

// soon is a time between two spans from now, to the second; the least where the most is less.
func (c *chat) soon(now time.Time, least, most time.Duration) time.Time {
	most = max(least, most)
	return now.Add(least + time.Duration(c.dice.Int64N(int64(most-least)/int64(time.Second)+1))*time.Second)
}

// happens reports true so often in a hundred.
func (c *chat) happens(percent int) bool { return c.dice.IntN(100) < percent }

// edges are the seconds around a deadline at which agents and customers act on purpose.
var edges = []time.Duration{-61 * time.Second, -2 * time.Second, -time.Second, 0, time.Second, 30 * time.Second, 61 * time.Second}

func (c *chat) edge(end time.Time) time.Time { return end.Add(edges[c.dice.IntN(len(edges))]) }
