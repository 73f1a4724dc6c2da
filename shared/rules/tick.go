package rules

import "time"

// Tick does what time has brought to a conversation by now: warnings of a window that closes unanswered, its end,
// and what the channel's policy makes of that. Every event carries the moment at which it was due. It changes
// nothing when nothing is due, so it may be repeated and come late; warnings of a window that has closed meanwhile
// are left out.
func Tick(old Conversation, ch Channel, plan Plan, now time.Time) Change {
	next, entries := warn(old, plan, now)
	next, expired := expire(old, next, ch, now)
	entries = append(entries, expired...)
	if len(entries) == 0 && next == old {
		return Change{Conversation: old}
	}
	for i := range entries { // several of one transaction
		entries[i].Key = EventKey(old.ID, old.Version+1, i, entries[i].At)
	}
	return step(old, next, entries, false)
}

// warn gives the warnings that are due, each once in a window.
func warn(old Conversation, plan Plan, now time.Time) (Conversation, []Entry) {
	next, end := old, old.Deadline()
	if !waits(old) || !now.Before(end) {
		return next, nil
	}
	var entries []Entry
	for i, w := range plan.Left(old) {
		at := end.Add(-w.Before)
		if now.Before(at) {
			break
		}
		next.Warned = w.Before
		entries = append(entries, happened(old, at, i, Happening{Type: EventWarned, Reason: string(w.To)}))
	}
	return next, entries
}

// waits reports that a customer's open window has an unanswered message in it.
func waits(c Conversation) bool {
	return c.Windowed() && c.Status != Closed && !c.WaitingSince.IsZero() && !c.WindowOver
}

// CallsLast reports whether the last call is due: once in a window, before everybody's window closes, while the
// customer waits.
func CallsLast(c Conversation, plan Plan, now time.Time) bool {
	call := plan.LastCall
	return call.Do != "" && !c.LastCalled && waits(c) && c.WindowOpen(now) && !now.Before(c.WindowClosesAt.Add(-call.Before))
}

// SkipLastCall notes why a last call was not made, or that it was only a label.
func SkipLastCall(old Conversation, reason string, now time.Time) Change {
	if old.LastCalled {
		return Change{Conversation: old}
	}
	next := old
	next.LastCalled = true
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventLastCall, Reason: reason})}, false)
}

// Due reports whether Tick or the last call has something to do at now.
func Due(c Conversation, plan Plan, now time.Time) bool {
	return CallsLast(c, plan, now) || len(Tick(c, Channel{}, plan, now).Entries) > 0
}

// NextTick is the next moment at which Tick or the last call may have something to do in the window that runs: now
// itself where something is due already; zero when there is none until the customer writes, or until somebody opens a
// closed conversation again. Every one of these moments is one of Plan.Leads before Deadline.
func NextTick(c Conversation, plan Plan, now time.Time) time.Time {
	if !c.Windowed() || c.WindowClosesAt.IsZero() || c.WindowOver || c.Status == Closed {
		return time.Time{}
	}
	if Due(c, plan, now) {
		return now
	}
	return soonest(occasions(c, plan), now)
}

// occasions are the moments at which Tick or the last call may have something to do in a conversation's window.
func occasions(c Conversation, plan Plan) []time.Time {
	all := []time.Time{c.WindowClosesAt, c.Deadline()}
	for _, w := range plan.Warnings {
		all = append(all, c.Deadline().Add(-w.Before))
	}
	if plan.LastCall.Do != "" {
		all = append(all, c.WindowClosesAt.Add(-plan.LastCall.Before))
	}
	return all
}

// soonest is the first of some moments after now; zero if there is none.
func soonest(moments []time.Time, now time.Time) time.Time {
	var next time.Time
	for _, m := range moments {
		if m.After(now) && (next.IsZero() || m.Before(next)) {
			next = m
		}
	}
	return next
}

// IndexSlack is how much too early the index of deadlines may have a window's end. A message that moves the end by less
// costs nothing there. At an hour that is every message of an exchange but its first; two writes are paid each time. Once
// the end was acted on the index is exact.
const IndexSlack = time.Hour

// resumes reports that at a moment a change brings something of a running window that may be due already, so that
// somebody has to look: the index of deadlines leads to what is to come only, and a lead may have passed by what it has
// up to IndexSlack before its true moment. No lead is longer than MaxLead, so it is never so when a message comes in time.
func resumes(old, next Conversation, at time.Time) bool {
	runs := next.Windowed() && next.Status != Closed && !next.WindowOver && !next.WindowClosesAt.IsZero()
	if !runs || next.WindowClosesAt.Add(-MaxLead-IndexSlack).After(at) {
		return false
	}
	opened := old.Version == 0 || old.Status == Closed
	moved := next.WindowClosesAt.After(old.WindowClosesAt) || next.Deadline().After(old.Deadline())
	anew := old.Warned > 0 && next.Warned == 0 || old.LastCalled && !next.LastCalled
	return opened || moved || anew || waits(next) && !waits(old)
}

// unmissed keeps a conversation that is opened after its window's end from being closed for that: nobody acted on the
// end while it was closed, and nobody is to do so any more.
func unmissed(old, next Conversation, at time.Time) Conversation {
	reopened := old.Version > 0 && old.Status == Closed && next.Status != Closed
	if end := next.Deadline(); reopened && !end.IsZero() && !end.After(at) {
		next.WindowExpired, next.WindowOver = true, true
	}
	return next
}
