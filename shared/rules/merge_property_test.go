package rules

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// thread is a conversation that has lived for a while.
func thread(t *rapid.T, like *clockwork, id ConversationID) Conversation {
	w := *like
	w.head.ID, w.index, w.swept, w.awaited, w.log, w.now = id, time.Time{}, time.Time{}, nil, nil, noon
	w.write(inbound("first "+string(id), w.now))
	for range rapid.IntRange(0, 6).Draw(t, "steps") {
		w.live()
		w.pass(time.Duration(rapid.IntRange(0, 1500).Draw(t, "minutes")) * time.Minute)
	}
	for range rapid.IntRange(0, MaxLabels).Draw(t, "labels") {
		if c, err := Label(w.head, rapid.StringMatching(`[a-l]{1,2}`).Draw(t, "label"), "u1", w.now); err == nil {
			w.head = c.Conversation
		}
	}
	return w.head
}

func TestTwoThreadsBecomeOneWithTheLaterWindowAndTheLaterAd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newClockwork(t)
		into, from := thread(t, w, "older"), thread(t, w, "younger")
		now := later(into.LastInboundAt, from.LastInboundAt).Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "minutes")) * time.Minute)
		ended, goesOn := Merge(from, into, now)
		got := goesOn.Conversation
		type windows struct {
			Standard, Human, Inbound, Ad time.Time
			Unread                       int
		}
		want := windows{later(into.WindowClosesAt, from.WindowClosesAt), later(into.HumanWindowClosesAt, from.HumanWindowClosesAt),
			later(into.LastInboundAt, from.LastInboundAt), later(into.AdAt, from.AdAt), into.Unread + from.Unread}
		if diff := cmp.Diff(windows{got.WindowClosesAt, got.HumanWindowClosesAt, got.LastInboundAt, got.AdAt, got.Unread}, want); diff != "" {
			t.Fatalf("(-got +want):\n%s", diff)
		}
		for _, by := range []Sender{ByHuman, ByProgram} { // whoever might write in either thread may write in the one
			for _, old := range []Conversation{into, from} {
				if v := Judge(old, by, now); v.Allows(Text) && !Judge(got, by, now).Allows(Text) {
					t.Fatalf("a %s could write to %s and cannot any more", by, old.ID)
				}
			}
		}
		for _, old := range []Conversation{into, from} {
			if old.AdAt.Equal(got.AdAt) && !old.FreeUntil().IsZero() && got.FreeUntil().IsZero() {
				t.Fatalf("it was free of charge until %v, and is no more", old.FreeUntil())
			}
		}
		holdsOnce(t, into, from, got, now)
		again, same := Merge(ended.Conversation, got, now)
		if len(again.Entries)+len(same.Entries) > 0 {
			t.Fatal("merging again writes something")
		}
	})
}

// holdsOnce: what was done of the window that goes on is not done again, and the labels of both are there.
func holdsOnce(t *rapid.T, into, from, got Conversation, now time.Time) {
	keeper := into
	if from.Deadline().After(into.Deadline()) {
		keeper = from
	}
	ended := !now.Before(got.Deadline()) // one that opens again after its end is not closed for that
	if got.Warned != keeper.Warned || (got.WindowOver != keeper.WindowOver && !ended) {
		t.Fatalf("warned %s, over %t, and then %d, %t", keeper.Warned, keeper.WindowOver, got.Warned, got.WindowOver)
	}
	all := into.Labels.List()
	for _, label := range from.Labels.List() {
		if len(all) < MaxLabels && !slices.Contains(all, label) {
			all = append(all, label)
		}
	}
	slices.Sort(all)
	if strings.Join(all, ",") != string(got.Labels) {
		t.Fatalf("labels %q and %q become %q", into.Labels, from.Labels, got.Labels)
	}
}
