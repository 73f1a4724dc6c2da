package rules

import "time"

// CallLast queues a program's last words before a window closes, all or none: one message, or a text and the file
// that cannot carry it. They answer nobody, and there is one last call in a window. An error is the first fact that
// forbids one of them (see CanSend).
func CallLast(old Conversation, action Action, words []Draft, now time.Time) (Change, error) {
	if old.LastCalled {
		return Change{Conversation: old}, nil
	}
	next := old
	next.LastCalled, next.Failed = true, false
	var entries []Entry
	for _, d := range words {
		e := outgoing(d)
		if _, err := CanSend(old, e, ByProgram, now); err != nil {
			return Change{}, err
		}
		entries = append(entries, e)
		next = answeredAd(preview(next, e), d.At)
		next.LastOutboundAt = later(next.LastOutboundAt, d.At)
		next.ActivityAt = later(next.ActivityAt, d.At)
	}
	entries = append(entries, happened(old, now, 0, Happening{Type: EventLastCall, Reason: string(action)}))
	return step(old, next, entries, false), nil
}
