package rules

import "time"

// Delivery is the state of a message on its way.
type Delivery string

// The states in rank order. Received is for inbound messages and stands apart.
const (
	Received Delivery = "received"

	Queued    Delivery = "queued"    // written, not yet claimed by the courier
	Sending   Delivery = "sending"   // claimed; the platform may or may not have it
	Uncertain Delivery = "unknown"   // the platform did not answer; never repeated blindly
	Accepted  Delivery = "accepted"  // the platform took it and named it
	Sent      Delivery = "sent"      // on its way to the customer's phone
	Failed    Delivery = "failed"    // the platform refused it, or we did; Entry.Error says why
	Delivered Delivery = "delivered" // outranks failed: platforms report delivery on one device after a failure on another
	Read      Delivery = "read"
	Played    Delivery = "played" // voice notes
)

var ranks = map[Delivery]int{
	Queued: 1, Sending: 2, Uncertain: 3, Accepted: 4, Sent: 5, Failed: 6, Delivered: 7, Read: 8, Played: 9,
}

// Rank orders outbound states; a state only ever moves to a higher rank. 0 is not an outbound state.
func (d Delivery) Rank() int { return ranks[d] }

// Advances reports whether going from d to next moves forward.
func (d Delivery) Advances(next Delivery) bool { return next.Rank() > d.Rank() }

// Report is one status of an outbound message, as the platform or the courier tells it. At is the platform's
// time. PlatformID is set where the reporter knows it.
type Report struct {
	Status     Delivery
	At         time.Time
	PlatformID string
	Error      *SendError
}

// Advance applies a report to a message: its state moves up or stays. ok is false when nothing changes. A
// failure that comes after "sent" is kept; one that comes after "delivered" only leaves its error. Times are
// kept whatever order the reports come in: each is the earliest that any of them told.
func Advance(e Entry, r Report) (next Entry, ok bool) {
	next = e
	if next.PlatformID == "" && r.PlatformID != "" {
		next.PlatformID, ok = r.PlatformID, true
	}
	if r.Error != nil && e.Error == nil {
		next.Error, ok = r.Error, true
	}
	switch r.Status {
	case Accepted:
		ok = earliest(&next.AcceptedAt, r.At) || ok
	case Sent:
		ok = earliest(&next.SentAt, r.At) || ok
	case Delivered:
		ok = earliest(&next.DeliveredAt, r.At) || ok
	case Read, Played: // what was read has been delivered, also when nobody said so
		ok = earliest(&next.DeliveredAt, r.At) || ok
		ok = earliest(&next.ReadAt, r.At) || ok
	}
	if e.Status.Advances(r.Status) {
		next.Status, ok = r.Status, true
	}
	return next, ok
}

// earliest moves t back to at, and reports whether that changed it.
func earliest(t *time.Time, at time.Time) bool {
	if at.IsZero() || (!t.IsZero() && !at.Before(*t)) {
		return false
	}
	*t = at
	return true
}

// Fail brings the head in line with its newest outbound message e: marked when that failed, and no longer
// marked when it was delivered after all (on another of the customer's devices).
func Fail(old Conversation, e Entry, now time.Time) Change {
	failed := e.Status == Failed
	newest := old.Preview.Key == e.Key
	if !failed { // the customer may have written since
		newest = newest || !e.At.Before(old.LastOutboundAt)
	}
	if old.Failed == failed || !newest {
		return Change{Conversation: old}
	}
	next := old
	next.Failed = failed
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventFailed})}, false)
}
