package rules

import (
	"testing"
	"time"
)

// A timer is asked for where something of a running window may be due already; what is to come needs none.
func TestATimerIsAskedForWhereSomethingMayBeDue(t *testing.T) {
	ch := Channel{Kind: WhatsApp}
	asked := Receive(fresh(), ch, []Entry{inbound("a", noon)}, noon).Conversation
	soon, late, over := noon.Add(time.Hour), noon.Add(13*time.Hour), asked.WindowClosesAt
	write := func(old Conversation, id string, at time.Time) Conversation {
		c, err := Reply(old, Draft{ClientID: id, At: at, By: "ana", Text: "yes"}, at)
		if err != nil {
			t.Fatal(err)
		}
		return c.Conversation
	}
	answered := write(asked, "c", soon)
	closed := Close(answered, "ana", "", soon).Conversation
	receive := func(old Conversation, id string, at, now time.Time) Conversation {
		return Receive(old, ch, []Entry{inbound(id, at)}, now).Conversation
	}
	for _, c := range []struct {
		name string
		got  Conversation
		want bool
	}{
		{"a window opens", asked, false},
		{"an agent answers", write(asked, "d", late), false},
		{"a conversation is closed", closed, false},
		{"a customer writes again", receive(asked, "b", late, late), false},
		{"a customer writes after an answer", receive(answered, "b", late, late), false},
		{"a customer's message comes half a day late", receive(asked, "b", soon, late), true},
		{"a customer's message comes nearly half a day late", receive(asked, "b", soon, late.Add(-50*time.Minute)), true},
		{"a customer's message comes a little less late", receive(asked, "b", soon, late.Add(-time.Hour-time.Minute)), false},
		{"a customer's first message comes half a day late", receive(fresh(), "b", noon, late), true},
		{"a message from before the answer comes late", receive(answered, "b", noon.Add(-time.Minute), late), true},
		{"an agent opens a closed one early", Reopen(closed, "ana", soon).Conversation, false},
		{"an agent opens a closed one late", Reopen(closed, "ana", late).Conversation, true},
		{"an agent opens one whose window is over", Reopen(closed, "ana", over).Conversation, false},
		{"an agent writes to a closed one late", write(closed, "d", late), true},
		{"a customer writes to a closed one", receive(closed, "b", late, late), false},
		{"a colleague gets it", Assign(asked, Assignee{User: "ana"}, "ana", late).Conversation, false},
	} {
		if c.got.WantsTimer != c.want {
			t.Errorf("%s: asks for a timer %t, want %t", c.name, c.got.WantsTimer, c.want)
		}
	}
	if at := NextTick(closed, Usual, soon); !at.IsZero() {
		t.Errorf("a closed conversation is looked at at %s", at)
	}
}

func TestAThreadThatTakesOverAWindowBeginsItsWarningsAnew(t *testing.T) {
	ch := Channel{Kind: WhatsApp}
	into := Receive(fresh(), ch, []Entry{inbound("a", noon)}, noon).Conversation
	into = Tick(into, ch, Usual, into.WindowClosesAt).Conversation
	next := noon.Add(30 * time.Hour)
	from := Receive(fresh(), ch, []Entry{inbound("b", next)}, next).Conversation
	from.ID = "younger"
	_, goesOn := Merge(from, into, next)
	c := goesOn.Conversation
	want(t, "over", c.WindowOver || c.WindowExpired || c.LastCalled, false)
	want(t, "asks for a timer", c.WantsTimer, true)
	warned := Tick(c, ch, Usual, c.Deadline().Add(-time.Hour))
	want(t, "warnings", len(warned.Entries), 2)
}

func TestOpeningAConversationAfterItsWindowIsNotUndoneByTheWindowsEnd(t *testing.T) {
	ch := Channel{Kind: WhatsApp, OnExpiry: CloseExpired}
	c := Receive(fresh(), ch, []Entry{inbound("a", noon)}, noon).Conversation
	late := c.WindowClosesAt.Add(time.Hour)
	closed := Close(c, "ana", "", noon.Add(time.Minute)).Conversation
	opened := Reopen(closed, "ana", late).Conversation
	snoozed := Snooze(opened, late.Add(48*time.Hour), "ana", late).Conversation
	for name, c := range map[string]Conversation{"opened": opened, "snoozed": snoozed} {
		if change := Tick(c, ch, Usual, late.Add(time.Hour)); len(change.Entries) != 0 {
			t.Errorf("%s: the end of a window long over still does something: %+v", name, change.Entries)
		}
	}
	again := Receive(opened, ch, []Entry{inbound("b", late)}, late).Conversation
	want(t, "the customer's next message opens the window", again.WindowOver || again.WindowExpired, false)
}
