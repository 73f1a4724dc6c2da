package rules

import "time"

// Expire acts on a window that has closed: an event in the thread at the true deadline, the row marked and,
// if the channel says so, the conversation closed. It changes nothing when the window is open (the customer
// wrote again), when it was acted on already, or when the conversation is closed: a late, repeated or
// overtaken timer is harmless.
func Expire(old Conversation, ch Channel, now time.Time) Change {
	if !old.Windowed() || old.WindowClosesAt.IsZero() || old.WindowOpen(now) || old.WindowExpired || old.Status == Closed {
		return Change{Conversation: old}
	}
	at := old.WindowClosesAt
	next := old
	next.WindowExpired = true
	entries := []Entry{happened(old, at, 0, Happening{Type: EventWindowExpired})}
	if ch.OnExpiry == CloseExpired {
		next = Close(next, "", "window_expired", at).Conversation
		entries = append(entries, happened(old, at, 1, Happening{Type: EventClosed, Reason: "window_expired"}))
	}
	return step(old, next, entries, false)
}
