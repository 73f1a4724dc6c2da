package rules

import (
	"testing"
	"time"
)

// What brings a moment of a running window nearer than its timer asks for a timer; nothing else does.
func TestATimerIsAskedForWhereNoneMayBeWaiting(t *testing.T) {
	ch := Channel{Kind: WhatsApp}
	asked := Receive(fresh(), ch, []Entry{inbound("a", noon)}, noon).Conversation
	later, over := noon.Add(time.Hour), asked.WindowClosesAt
	answered, err := Reply(asked, Draft{ClientID: "c", At: later, By: "ana", Text: "yes"}, later)
	if err != nil {
		t.Fatal(err)
	}
	closed := Close(answered.Conversation, "ana", "", later).Conversation
	again := func(old Conversation, at time.Time) Conversation {
		c, err := Reply(old, Draft{ClientID: "d", At: at, By: "ana", Text: "and"}, at)
		if err != nil {
			t.Fatal(err)
		}
		return c.Conversation
	}
	receive := func(old Conversation, id string, at time.Time) Conversation {
		return Receive(old, ch, []Entry{inbound(id, at)}, later).Conversation
	}
	for _, c := range []struct {
		name string
		got  Conversation
		want bool
	}{
		{"a window opens", asked, true},
		{"an agent answers", answered.Conversation, false},
		{"a conversation is closed", closed, false},
		{"a customer writes again", receive(asked, "b", later), false},
		{"a customer writes after an answer", receive(answered.Conversation, "b", later.Add(time.Minute)), false},
		{"a message from before the answer comes late", receive(answered.Conversation, "b", noon.Add(-time.Minute)), true},
		{"an agent opens a closed one", Reopen(closed, "ana", later).Conversation, true},
		{"an agent opens one whose window is over", Reopen(closed, "ana", over).Conversation, false},
		{"an agent writes to a closed one", again(closed, later), true},
		{"a customer writes to a closed one", receive(closed, "b", later.Add(time.Minute)), true},
		{"a colleague gets it", Assign(asked, Assignee{User: "ana"}, "ana", later).Conversation, false},
	} {
		if c.got.WantsTimer != c.want {
			t.Errorf("%s: asks for a timer %t, want %t", c.name, c.got.WantsTimer, c.want)
		}
	}
	if at := NextTick(closed, Usual, later); !at.IsZero() {
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
