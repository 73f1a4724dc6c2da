package rules

import "time"

// Warns reports whether a warning that was given still says the truth at now: the customer waits, in the window that
// the warning is about, and that is open. A letter that comes late is not written otherwise.
func Warns(c Conversation, warning Entry, now time.Time) bool {
	if warning.Event == nil || warning.Event.Type != EventWarned {
		return false
	}
	end := c.Deadline()
	same := c.Warned > 0 && end.Sub(warning.At) <= MaxLead // a new window begins without warnings, at least 24 hours before its end
	return same && waits(c) && now.Before(end)
}
