package rules

import "time"

// CloseWindow believes a platform that refused a message because of the window, whatever we had computed: the
// window that the message was sent in (its Permit) is closed from the attempt on. A customer who wrote since
// the attempt has opened it again; what is closed already changes nothing.
func CloseWindow(old Conversation, ch Channel, refused Permit, attempt, now time.Time) Change {
	if !old.Windowed() || old.LastInboundAt.After(attempt) {
		return Change{Conversation: old}
	}
	next := old
	if !old.AdWindowClosesAt().IsZero() { // what an ad makes cheaper stays so
		next.AdAt = time.Time{} // it would have taken it
	}
	next.WindowClosesAt = earlier(old.WindowClosesAt, attempt)
	if refused == AsHuman || refused == Perhaps || !old.HumanWindowClosesAt.After(old.WindowClosesAt) {
		next.HumanWindowClosesAt = earlier(old.HumanWindowClosesAt, attempt)
	}
	if next == old {
		return Change{Conversation: old}
	}
	if change := Expire(next, ch, now); len(change.Entries) > 0 {
		return change
	}
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventWindowExpired, Reason: "platform"})}, false)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// Reach recomputes how long a human may answer by what the channel may do now: the right to answer for seven
// days may have come or gone since the customer wrote.
func Reach(c Conversation, ch Channel) Conversation {
	switch {
	case !c.Windowed():
	case !ch.HumanAgent:
		c.HumanWindowClosesAt = c.WindowClosesAt
	case c.HumanWindowClosesAt.Equal(c.WindowClosesAt) && !c.LastInboundAt.IsZero():
		_, human := Window(c.On, true, c.LastInboundAt)
		c.HumanWindowClosesAt = later(c.HumanWindowClosesAt, human)
	}
	return c
}
