package rules

import (
	"slices"
	"time"
)

// Merge joins the threads of one customer who was known twice: from is closed and says where it goes on, and
// what waits there, its window and its unread messages go over to into. Both are one customer's on one channel
// and of one kind. A thread that was merged before is left alone.
func Merge(from, into Conversation, now time.Time) (closed, goesOn Change) {
	if from.Merged != "" || from.ID == into.ID {
		return Change{Conversation: from}, Change{Conversation: into}
	}
	end := Close(from, "", "", now).Conversation
	end.Merged = into.ID
	end.Unread = 0
	closed = step(from, end, []Entry{happened(from, now, 0, Happening{Type: EventMerged, Reason: string(into.ID)})}, false)

	next := oneAd(oneWindow(into, from), from)
	next.Joined = true
	for _, label := range from.Labels.List() { // those beyond MaxLabels stay behind
		if change, err := Label(next, label, "", now); err == nil {
			next.Labels = change.Conversation.Labels
		}
	}
	next.Unread += from.Unread
	if !from.WaitingSince.IsZero() && (into.WaitingSince.IsZero() || from.WaitingSince.Before(into.WaitingSince)) {
		next.WaitingSince = from.WaitingSince
	}
	h := Happening{Type: EventAmended}
	if into.Status == Closed && from.InProgress() {
		next = open(next)
		next.Status = from.Status
		next.SnoozedUntil = from.SnoozedUntil
		if next.Assignee.None() {
			next.NeedsRouting = from.NeedsRouting
		}
		h = Happening{Type: EventReopened, Reason: "customer"}
	}
	opened := next.WindowClosesAt.After(now) && !into.WindowClosesAt.After(now)
	return closed, step(into, next, []Entry{happened(into, now, 0, h)}, opened)
}

// oneWindow gives into the later of both windows, and what was done of that one: a warning is not given again.
func oneWindow(into, from Conversation) Conversation {
	next := into
	next.LastInboundAt = later(into.LastInboundAt, from.LastInboundAt)
	next.WindowClosesAt = later(into.WindowClosesAt, from.WindowClosesAt)
	next.HumanWindowClosesAt = later(into.HumanWindowClosesAt, from.HumanWindowClosesAt)
	newer := into
	if from.WindowClosesAt.After(into.WindowClosesAt) {
		newer = from
		next.WindowExpired, next.LastCalled = from.WindowExpired, from.LastCalled
	}
	if newer.HumanWindowClosesAt.Equal(newer.WindowClosesAt) { // the right to answer for longer has gone, see take
		next.HumanWindowClosesAt = next.WindowClosesAt
	}
	if from.Deadline().After(into.Deadline()) {
		next.WindowOver, next.Warned = from.WindowOver, from.Warned
	}
	return next
}

// oneAd gives into the later click on an ad, and the first answer to it in either thread.
func oneAd(into, from Conversation) Conversation {
	answers := []time.Time{into.AdAnsweredAt, from.AdAnsweredAt}
	into.AdAt = later(into.AdAt, from.AdAt)
	into.AdAnsweredAt = time.Time{}
	slices.SortFunc(answers, time.Time.Compare)
	for _, at := range answers {
		into = answeredAd(into, at)
	}
	return into
}

// Older reports which of two threads of one customer goes on: the one that began first; of equals the lower id.
func Older(a, b Conversation) bool {
	switch {
	case a.Version == 0 || b.Version == 0: // one has not begun
		if (a.Version == 0) != (b.Version == 0) {
			return b.Version == 0
		}
	case !a.CreatedAt.Equal(b.CreatedAt):
		return a.CreatedAt.Before(b.CreatedAt)
	}
	return a.ID < b.ID
}
