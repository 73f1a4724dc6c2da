package simulation

import "time"

// kind is what time has to bring about.
type kind string

// The kinds of duty.
const (
	warns    kind = "warning"
	calls    kind = "last call"
	standard kind = "standard end"
	over     kind = "end"
	wakes    kind = "end of snooze"
	posts    kind = "scheduled message"
)

// duty is something that has to be done by the first minute after a moment.
type duty struct {
	at      time.Time // from when on
	chat    *chat
	kind    kind
	end     time.Time // the deadline it belongs to: another one makes it void
	warning int       // of the plan
	send    *send     // scheduled
}

func (d duty) due() time.Time { return d.at }

// order lets scheduled messages come first, then the others by conversation.
func (d duty) order() int {
	if d.kind == posts {
		return d.chat.n
	}
	return d.chat.n + 1<<32
}

// first is 1 for what is looked at before the others of its minute.
func (d duty) first() int {
	if d.kind == posts {
		return 1
	}
	return 0
}

// warning is one of the workspace's plan.
type warning struct {
	before time.Duration
	to     string
}

// plan is what the workspace wants done before a window closes.
type plan []warning

// owe notes everything that the new window of a conversation will bring.
func (s *Simulation) owe(c *chat) {
	s.mu.Lock()
	defer s.mu.Unlock()
	end := c.end()
	for i, w := range s.plan {
		if at := end.Add(-w.before); at.After(s.now) {
			s.push(duty{at: at, chat: c, kind: warns, end: end, warning: i})
		}
	}
	if at := c.standardEnd().Add(-s.lastCall); s.lastCall > 0 && at.After(s.now) {
		s.push(duty{at: at, chat: c, kind: calls, end: end})
	}
	if c.on.human && c.standardEnd().After(s.now) {
		s.push(duty{at: c.standardEnd(), chat: c, kind: standard, end: end})
	}
	s.push(duty{at: later(end, s.now), chat: c, kind: over, end: end})
}

func (s *Simulation) oweOne(d duty) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(d)
}

// push keeps a duty; the caller holds mu.
func (s *Simulation) push(d duty) {
	s.duties.push(d)
	s.hurry = s.hurry || d.at.Sub(s.now) < 10*time.Minute
}

// holds reports that a duty still concerns its conversation as it is now.
func (d duty) holds(now time.Time) bool {
	c := d.chat
	switch d.kind {
	case wakes:
		return c.status == "pending" && c.snoozedUntil.Equal(d.end)
	case posts:
		return true
	}
	if !c.end().Equal(d.end) || c.status == "closed" || c.reopened.After(d.at) { // nobody acts on what ended while it was closed
		return false
	}
	switch d.kind {
	case warns, calls: // whoever began to wait later is warned at the next occasion, which no duty names
		return c.waits && !c.waitsSince.After(d.at) && c.learned.Before(d.at) && now.Before(d.end)
	default:
		return true
	}
}
