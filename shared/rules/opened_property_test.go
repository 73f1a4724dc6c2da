package rules

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever happens in whatever order, a conversation is open to the colleagues of the person who has it and to nobody
// else, for as long as the customer waits in the window in which they were warned; and whoever loses sight of it is told.
func TestAConversationIsOpenToNobodyWithoutAReason(t *testing.T) {
	plan := Plan{Warnings: []Warning{{Before: 3 * hour, To: ToTeam}, {Before: hour, To: ToTeam}, {Before: 30 * time.Minute, To: ToSupervisors}}}
	rapid.Check(t, func(t *rapid.T) {
		w := newClockwork(t)
		w.plan = plan
		w.write(inbound("m0", noon))
		var since Conversation // when it was opened
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			old := w.head
			if rapid.Bool().Draw(t, "waits") { // until the team is due
				w.now = later(w.now, w.head.Deadline().Add(-3*hour))
				w.apply(OpenToTeam(Tick(w.head, w.ch, plan, w.now), office))
			} else {
				w.now = w.now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "minutes")) * time.Minute)
				if w.act(t); old.OpenedTo == "" && w.head.OpenedTo != "" {
					t.Fatalf("opened without a warning: %+v", w.head)
				}
			}
			if old.OpenedTo == "" {
				since = w.head
			}
			if old.OpenedTo != "" && w.head.OpenedTo == "" && w.log[len(w.log)-1].Shut != old.OpenedTo {
				t.Fatalf("nobody is told that it was shut: %+v", w.log[len(w.log)-1])
			}
			if c := w.head; c.OpenedTo != "" {
				reason := c.Assignee == since.Assignee && c.Assignee.User != "" && !c.WaitingSince.IsZero() && c.Status != Closed && !c.Deadline().After(since.Deadline())
				if !reason || c.OpenedTo != Teams("").with(teamsOf(c.Assignee.User)) {
					t.Fatalf("open to %q without a reason: %+v, since %+v", c.OpenedTo, c, since)
				}
			}
		}
	})
}

// act does what the clockwork does, and gives the conversation to the people of the office.
func (w *clockwork) act(t *rapid.T) {
	if rapid.Bool().Draw(t, "lives") {
		w.live()
		return
	}
	to := Assignee{User: rapid.SampledFrom(office).Draw(t, "to").ID}
	if rapid.IntRange(0, 4).Draw(t, "team") == 0 {
		to = Assignee{Team: "workshop"}
	}
	w.apply(Assign(w.head, to, "sam", w.now))
}

func teamsOf(user UserID) []TeamID {
	for _, m := range office {
		if m.ID == user {
			return m.Teams
		}
	}
	return nil
}
