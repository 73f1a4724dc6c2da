package rules

import (
	"testing"
	"time"
)

func TestAWarningHoldsUntilItsWindowIsAnsweredMovedOrOver(t *testing.T) {
	ch := Channel{Kind: WhatsApp}
	receive := func(c Conversation, id string, at time.Time) Conversation {
		return Receive(c, ch, []Entry{inbound(id, at)}, at).Conversation
	}
	c := receive(fresh(), "a", noon)
	end := noon.Add(24 * hour)
	change := Tick(c, ch, Usual, end.Add(-2*hour))
	c = change.Conversation
	warning := change.Entries[0]
	answered, err := Reply(c, Draft{ClientID: "1", At: end.Add(-hour), By: "u1", Text: "yes"}, end.Add(-hour))
	if err != nil {
		t.Fatal(err)
	}
	moved := receive(c, "b", noon.Add(10*time.Minute)) // from before the warning, and late
	again := Tick(moved, ch, Usual, moved.Deadline().Add(-hour)).Conversation
	refused := CloseWindow(c, ch, Free, end.Add(-hour), end.Add(-hour)).Conversation
	for _, w := range []struct {
		name    string
		c       Conversation
		warning Entry
		at      time.Time
		want    bool
	}{
		{"at once", c, warning, warning.At, true},
		{"a second before the end", c, warning, end.Add(-time.Second), true},
		{"at the end", c, warning, end, false},
		{"answered", answered.Conversation, warning, end.Add(-hour), false},
		{"closed", Close(c, "u1", "", warning.At).Conversation, warning, warning.At, false},
		{"moved a little by a message that came late", moved, warning, end.Add(-hour), false},
		{"moved by a new message", receive(c, "b", end.Add(-hour)), warning, end.Add(-hour), false},
		{"moved, and warned of again: an old one says nothing wrong", again, warning, end.Add(-time.Minute), true},
		{"refused by the platform", refused, warning, end.Add(-hour), false},
		{"no warning", c, answered.Entries[0], warning.At, false},
	} {
		if got := Warns(w.c, w.warning, w.at); got != w.want {
			t.Errorf("%s: got %t, want %t", w.name, got, w.want)
		}
	}
}
