package rules

import "time"

// Claim takes a conversation for a colleague, if no other has it, or if a warning has opened it to them (OpenedTo).
// ErrAlreadyTaken carries the winner in its details ("user"), also for those who may not see the conversation any
// more: they saw it waiting a moment ago. Claiming what is already one's own changes nothing.
func Claim(old Conversation, by Member, now time.Time) (Change, error) {
	switch {
	case old.Assignee.User == by.ID:
		return Change{Conversation: old}, nil
	case old.Assignee.User != "" && (old.OpenedTo == "" || !by.Sees(old)):
		return Change{}, ErrAlreadyTaken.With("user", string(old.Assignee.User))
	case !by.Sees(old):
		return Change{}, ErrNoConversation
	}
	return Assign(old, Assignee{User: by.ID}, by.ID, now), nil
}

// Assign gives a conversation to an agent or a team, or back to the queue (the zero Assignee). It arrives
// unread unless they took it themselves. Actor is empty when the router decides.
func Assign(old Conversation, to Assignee, actor UserID, now time.Time) Change {
	if old.Assignee == to {
		return Change{Conversation: old}
	}
	next := old
	next.Assignee = to
	next.AssignedAt = now
	next.NeedsRouting = false
	h := Happening{Type: EventAssigned, Actor: actor, From: old.Assignee, To: to}
	if to.None() {
		h.Type = EventUnassigned
		next.AssignedAt = time.Time{}
	} else if to.User != actor {
		next.Unread = max(next.Unread, 1)
	}
	return step(old, next, []Entry{happened(old, now, 0, h)}, false)
}
