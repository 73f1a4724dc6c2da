package rules

import "time"

// Expire acts on a window that has closed: an event in the thread at the true deadline, the row marked and, at the
// last deadline and if the channel says so, the conversation closed. Where a human may answer for longer the
// standard window's end is told apart. It changes nothing when the window is open (the customer wrote again), when
// it was acted on already, or when the conversation is closed: a late, repeated or overtaken timer is harmless.
func Expire(old Conversation, ch Channel, now time.Time) Change {
	next, entries := expire(old, old, ch, now)
	if len(entries) == 0 {
		return Change{Conversation: old}
	}
	return step(old, next, entries, false)
}

// expire is Expire for a head that the same transaction changes from old to c.
func expire(old, c Conversation, ch Channel, now time.Time) (Conversation, []Entry) {
	if !c.Windowed() || c.WindowClosesAt.IsZero() || c.WindowOpen(now) || c.WindowOver || c.Status == Closed {
		return c, nil
	}
	var entries []Entry
	end := c.Deadline()
	over := !now.Before(end)
	if !c.WindowExpired && !over {
		entries = append(entries, happened(old, c.WindowClosesAt, 0, Happening{Type: EventWindowExpired, Reason: "standard"}))
	}
	c.WindowExpired = true
	if !over {
		return c, entries
	}
	c.WindowOver = true
	entries = append(entries, happened(old, end, 0, Happening{Type: EventWindowExpired}))
	if ch.OnExpiry.closes(c) {
		c = Close(c, "", "window_expired", end).Conversation
		entries = append(entries, happened(old, end, 1, Happening{Type: EventClosed, Reason: "window_expired"}))
	}
	return c, entries
}

// closes reports whether a policy closes a conversation whose window is over.
func (p ExpiryPolicy) closes(c Conversation) bool {
	switch p {
	case CloseExpired:
		return true
	case CloseUnassigned:
		return c.Assignee.None()
	case CloseAnswered:
		return c.WaitingSince.IsZero()
	default:
		return false
	}
}
