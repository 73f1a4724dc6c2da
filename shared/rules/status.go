package rules

import "time"

// Close ends the episode. Closing what is closed changes nothing. Reason may be empty; "window_expired" is
// the closer's.
func Close(old Conversation, actor UserID, reason string, now time.Time) Change {
	if old.Status == Closed {
		return Change{Conversation: old}
	}
	next := old
	next.Status = Closed
	next.ClosedAt = now
	next.Handler = Nobody
	next.WaitingSince = time.Time{}
	next.SnoozedUntil = time.Time{}
	next.NeedsRouting = false
	h := Happening{Type: EventClosed, Actor: actor, Reason: reason}
	return step(old, next, []Entry{happened(old, now, 0, h)}, false)
}

// Reopen makes a conversation open again by hand; what is open stays as it is.
func Reopen(old Conversation, actor UserID, now time.Time) Change {
	if old.Status == Open {
		return Change{Conversation: old}
	}
	next := open(old)
	h := Happening{Type: EventReopened, Actor: actor, Reason: "agent"}
	return step(old, next, []Entry{happened(old, now, 0, h)}, false)
}

// Snooze puts a conversation to sleep until a time or the customer's next message (zero until).
func Snooze(old Conversation, until time.Time, actor UserID, now time.Time) Change {
	if old.Status == Pending && old.SnoozedUntil.Equal(until) {
		return Change{Conversation: old}
	}
	next := old
	next.Status = Pending
	next.SnoozedUntil = until
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventSnoozed, Actor: actor})}, !until.IsZero())
}

// Wake ends a snooze whose time has come; a conversation snoozed for longer, or not at all, stays as it is.
func Wake(old Conversation, now time.Time) Change {
	if old.Status != Pending || old.SnoozedUntil.IsZero() || now.Before(old.SnoozedUntil) {
		return Change{Conversation: old}
	}
	h := Happening{Type: EventReopened, Reason: "snooze"}
	return step(old, open(old), []Entry{happened(old, old.SnoozedUntil, 0, h)}, false)
}

// MarkRead says that somebody has seen the conversation; with nothing unread it changes nothing. Its entry
// only carries the news to the other screens: nobody shows it, and the store lets it lapse.
func MarkRead(old Conversation, actor UserID, now time.Time) Change {
	if old.Unread == 0 {
		return Change{Conversation: old}
	}
	next := old
	next.Unread = 0
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventSeen, Actor: actor})}, false)
}

// open sets a conversation open as a new episode if it was closed.
func open(c Conversation) Conversation {
	if c.Status == Closed {
		c.Episode++
	}
	c.Status = Open
	c.ClosedAt = time.Time{}
	c.SnoozedUntil = time.Time{}
	return c
}
