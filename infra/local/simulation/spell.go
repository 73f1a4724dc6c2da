package simulation

import "time"

// spell is a stretch of time in which a person could write.
type spell struct{ from, to time.Time }

// openThroughout reports whether a message could be sent at every moment from one time to another: a private answer
// until its own end, everything else as long as a person could write.
func (c *chat) openThroughout(m *send, to time.Time) bool {
	from := m.at
	switch {
	case !m.until.IsZero():
		return to.Before(m.until)
	case c.public || m.template:
		return true
	}
	for _, s := range c.spells { // one that begins at the very second in which another ends leaves a moment between
		if from.Before(s.to) && (s.from.Before(from) || s.from.Equal(m.at)) {
			from = s.to
		}
	}
	return from.After(to)
}
