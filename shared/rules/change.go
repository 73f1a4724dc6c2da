package rules

import "time"

// Change is what one transaction does to a conversation: the new head and the entries that say why. The
// store writes all of it or none of it, and only if the head is still the one the rule saw. An empty change
// (no entries and an equal head) writes nothing.
type Change struct {
	Conversation Conversation
	Entries      []Entry
}

// step finishes a change: it raises the version, clears the one-shot flag that only its own transaction may
// carry, and puts version, counter deltas and whom it shut out on the entries.
func step(old, next Conversation, entries []Entry, timer bool) Change {
	next = shut(old, next)
	next.Version = old.Version + 1
	next.WantsTimer = timer
	for i := range entries {
		entries[i].Conversation = next.ID
		entries[i].Version = next.Version
	}
	if n := len(entries); n > 0 {
		next = unmissed(old, next, entries[n-1].At)
		next.WantsTimer = timer || resumes(old, next, entries[n-1].At)
		entries[n-1].Deltas = Tally(next).Minus(Tally(old))
		if next.OpenedTo != old.OpenedTo {
			entries[n-1].Shut = old.OpenedTo
		}
	}
	return Change{Conversation: next, Entries: entries}
}

// happened makes the event entry of a change. Its key is derived from the version it leads to, so a
// repeated transaction falls on the same key; ordinal tells apart several events of one transaction.
func happened(old Conversation, at time.Time, ordinal int, h Happening) Entry {
	return Entry{
		Kind:  Event,
		Key:   EventKey(old.ID, old.Version+1, ordinal, at),
		Event: &h,
		At:    at,
	}
}
