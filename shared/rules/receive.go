package rules

import (
	"slices"
	"time"
	"unicode/utf8"
)

// Receive is what a conversation becomes when the customer's entries arrive: any order, any batch, any
// repetition of the same entries leads to the same head (Version aside). For a new conversation, old is the
// zero head with ID, Contact, Channel, On and Kind set. The entries need Key, At, Type and the flags Opens
// and Counts; name and address are the customer's newest ("" and the zero Address leave them).
//
// Deadlines come from the entries' times, never from now; now only tells whether a window is opening, which
// asks for a timer.
//
// Entries with Direction Out were sent elsewhere. They answer the customer if nothing newer has come in so far,
// which is the one thing that depends on the order of arrival.
func Receive(old Conversation, ch Channel, entries []Entry, now time.Time) Change {
	next := old
	fresh := slices.Clone(entries)
	slices.SortFunc(fresh, func(a, b Entry) int { return compare(a.Key, b.Key) })

	counted, lively := false, false
	for _, e := range fresh {
		if e.Direction == Out {
			next = elsewhere(next, e)
			continue
		}
		next = take(next, ch, e)
		counted = counted || e.Counts
		lively = lively || e.Counts || e.Opens
	}
	next, reopened := wake(old, next, ch, counted, lively)
	if reopened {
		fresh = append(fresh, happened(old, fresh[len(fresh)-1].At, 0, Happening{Type: EventReopened, Reason: "customer"}))
	}
	if lively && next.Status == Open && next.Assignee.None() && ch.Distribution == Fewest {
		next.NeedsRouting = true
	}
	if i := slices.IndexFunc(fresh, func(e Entry) bool { return e.Direction == In }); i >= 0 {
		fresh[i].AsksName = asksName(old, next)
	}
	next = renewed(old, next)
	return step(old, next, fresh, resumes(old, next, now))
}

// take folds one customer entry into the head. It only uses maxima, minima and sums, so order is nothing to it.
func take(c Conversation, ch Channel, e Entry) Conversation {
	c = begun(c, e)
	c.ActivityAt = later(c.ActivityAt, e.At)
	if e.Opens && e.At.After(c.LastInboundAt) { // an older one that comes late opens nothing that a platform has closed
		c.LastInboundAt = e.At
		if c.Windowed() {
			standard, human := Window(c.On, ch.HumanAgent, e.At)
			c.WindowClosesAt = later(c.WindowClosesAt, standard)
			if c.HumanWindowClosesAt = later(c.HumanWindowClosesAt, human); !human.After(standard) {
				c.HumanWindowClosesAt = c.WindowClosesAt // a right that has gone ends with the window it was for
			}
		}
	}
	if e.ByAd {
		c.AdAt = later(c.AdAt, e.At)
	}
	if e.Counts {
		c.Unread++
		if c.WaitingSince.IsZero() || e.At.Before(c.WaitingSince) {
			c.WaitingSince = e.At
		}
	}
	return preview(c, e)
}

// elsewhere folds in what was sent to the customer from another place: it answers them, unless they have
// written since. What only changes another message answers nobody. A platform's automatic answer puts no human
// in charge.
func elsewhere(c Conversation, e Entry) Conversation {
	c = begun(c, e)
	if e.Type.Amends() {
		if c.ActivityAt.IsZero() {
			c.ActivityAt = e.At
		}
		return c
	}
	if e.At.After(c.LastOutboundAt) {
		c.Failed = false
	}
	c.ActivityAt = later(c.ActivityAt, e.At)
	c.LastOutboundAt = later(c.LastOutboundAt, e.At)
	c = answeredAd(c, e.At)
	if !c.LastInboundAt.After(e.At) && !c.WaitingSince.After(e.At) {
		c.WaitingSince = time.Time{}
		c.Unread = 0
		if c.InProgress() && c.Status != "" && e.Via != ViaAuto {
			c.Handler = Human
		}
	}
	return preview(c, e)
}

func begun(c Conversation, e Entry) Conversation {
	if c.CreatedAt.IsZero() || e.At.Before(c.CreatedAt) {
		c.CreatedAt = e.At
	}
	return c
}

// wake settles the status after customer messages: a new conversation starts as its channel says, a closed
// one opens again as a new episode, a snoozed one comes back. One that only holds what is past (an imported
// history, what was sent elsewhere) is closed and has had no episode yet.
func wake(old, next Conversation, ch Channel, counted, lively bool) (Conversation, bool) {
	start := ch.NewStatus
	if start == "" {
		start = Open
	}
	switch {
	case old.Version == 0 && !lively:
		next.Status = Closed
	case old.Episode == 0 && lively:
		next.Status = start
		next.Episode = 1
	case !counted:
	case old.Status == Closed && start != Closed:
		next.Status = start
		next.Episode++
		next.ClosedAt = time.Time{}
		return next, true
	case old.Status == Pending && !old.SnoozedUntil.IsZero():
		next.Status = Open
		next.SnoozedUntil = time.Time{}
		return next, true
	}
	return next, false
}

// preview keeps the newest message on the head; of two in one millisecond the higher key wins, so that every
// order gives the same row. A reaction is shown like a message. What edits, deletes or hides another message
// shows there alone (see Refresh).
func preview(c Conversation, e Entry) Conversation {
	if (e.Type.Amends() && e.Type != React) || compare(e.Key, c.Preview.Key) <= 0 {
		return c
	}
	c.Preview = previewOf(c, e)
	return c
}

func previewOf(c Conversation, e Entry) Preview {
	p := Preview{Key: e.Key, At: e.At, Direction: e.Direction, Type: e.Type, Text: e.Text, Comment: e.Comment != nil && !e.Private}
	if !e.DeletedAt.IsZero() {
		p.Type = Revoke
	}
	if p.Text == "" {
		p.Text = e.Label
	}
	p.Text = firstBytes(firstRunes(p.Text, PreviewRunes), c.room())
	return p
}

// Refresh brings the row in line with a message that was edited or deleted, if the row shows it: a deleted
// message's words stay nowhere.
func Refresh(old Conversation, e Entry, now time.Time) Change {
	p := previewOf(old, e)
	if old.Preview.Key != e.Key || (old.Preview.Text == p.Text && old.Preview.Type == p.Type) {
		return Change{Conversation: old}
	}
	next := old
	next.Preview.Text, next.Preview.Type = p.Text, p.Type
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventAmended})}, false)
}

func compare[S ~string](a, b S) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// firstBytes cuts s to at most n bytes, between characters.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
