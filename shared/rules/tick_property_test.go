package rules

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// what an event says, without the key, which tells transactions apart.
type what struct {
	Type   EventType
	Reason string
	At     time.Time
}

// told gives the events as the log sorts them.
func told(entries []Entry) (all []what) {
	entries = slices.Clone(entries)
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(string(a.Key), string(b.Key)) })
	for _, e := range entries {
		all = append(all, what{e.Event.Type, e.Event.Reason, e.At})
	}
	slices.SortStableFunc(all, func(a, b what) int { return a.At.Compare(b.At) })
	return all
}

// idle lets only time act on a conversation, at these moments, and gives what it said.
func idle(c Conversation, ch Channel, plan Plan, moments []time.Time) (Conversation, []Entry) {
	var log []Entry
	for _, at := range moments {
		change := Tick(c, ch, plan, at)
		c, log = change.Conversation, append(log, change.Entries...)
	}
	return c, log
}

// times draws moments within nine days, in order.
func times(t *rapid.T) []time.Time {
	var all []time.Time
	for range rapid.IntRange(0, 12).Draw(t, "ticks") {
		all = append(all, noon.Add(time.Duration(rapid.IntRange(0, 9*24*60*60).Draw(t, "second"))*time.Second))
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

// Ticks that come late, early or twice leave the log that one would leave: the same events with the same true times.
// Only what has lost its meaning by then is left out: a warning, and the standard end, once the window is over.
func TestLateEarlyAndRepeatedTicksLeaveTheSameLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newClockwork(t)
		w.write(inbound("m0", noon))
		if rapid.Bool().Draw(t, "answered") {
			c, err := Reply(w.head, Draft{ClientID: "1", At: noon.Add(time.Minute), By: "u1", Text: "yes"}, noon.Add(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			w.head = c.Conversation
		}
		end := w.head.Deadline()
		last := noon.Add(time.Duration(rapid.IntRange(0, 9*24*60*60).Draw(t, "last")) * time.Second)
		some := slices.DeleteFunc(times(t), func(at time.Time) bool { return at.After(last) })
		once, atOnce := idle(w.head, w.ch, w.plan, []time.Time{last})
		often, inSteps := idle(w.head, w.ch, w.plan, append(some, last))
		twice, repeated := idle(w.head, w.ch, w.plan, append(slices.Repeat(append(some, last), 2), some...))

		if diff := cmp.Diff(told(repeated), told(inSteps)); diff != "" {
			t.Fatalf("repeating says something else (-got +want):\n%s", diff)
		}
		if diff := cmp.Diff(twice, often); diff != "" {
			t.Fatalf("repeating changes the head (-got +want):\n%s", diff)
		}
		kept := told(inSteps)
		if !last.Before(end) {
			kept = slices.DeleteFunc(kept, func(x what) bool { return x.Type == EventWarned || x.Reason == "standard" })
			often.Warned, once.Warned = 0, 0
		}
		if diff := cmp.Diff(kept, told(atOnce)); diff != "" {
			t.Fatalf("in steps and at once differ (-steps +once):\n%s", diff)
		}
		often.Version, once.Version = 0, 0
		if diff := cmp.Diff(often, once); diff != "" {
			t.Fatalf("the heads differ (-steps +once):\n%s", diff)
		}
	})
}

// The deadlines are those of the newest message, whatever came first and however it was batched.
func TestTheOrderOfArrivalIsNothingToTheDeadlines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newClockwork(t)
		var entries []Entry
		for i := range rapid.IntRange(1, 7).Draw(t, "messages") {
			e := inbound(string(rune('a'+i)), noon.Add(-time.Duration(rapid.IntRange(0, 300).Draw(t, "minutes"))*time.Minute))
			e.Opens, e.Counts, e.ByAd = rapid.Bool().Draw(t, "opens"), rapid.Bool().Draw(t, "counts"), rapid.Bool().Draw(t, "ad")
			entries = append(entries, e)
		}
		whole := Receive(w.head, w.ch, entries, noon).Conversation
		shuffled := rapid.Permutation(entries).Draw(t, "order")
		c, now := w.head, noon
		for len(shuffled) > 0 {
			n := rapid.IntRange(1, len(shuffled)).Draw(t, "batch")
			c = Receive(c, w.ch, shuffled[:n], now).Conversation
			shuffled, now = shuffled[n:], now.Add(time.Duration(rapid.IntRange(0, 3600).Draw(t, "later"))*time.Second)
		}
		type deadlines struct {
			Standard, Human, Ad, Inbound, Waiting time.Time
			Unread                                int
		}
		of := func(c Conversation) deadlines {
			return deadlines{c.WindowClosesAt, c.HumanWindowClosesAt, c.AdAt, c.LastInboundAt, c.WaitingSince, c.Unread}
		}
		if diff := cmp.Diff(of(c), of(whole)); diff != "" {
			t.Fatalf("one by one and at once differ (-one by one +at once):\n%s", diff)
		}
	})
}

func TestBothEndsAtOnceAreOneEnd(t *testing.T) {
	c := fresh()
	c.On = Instagram
	ch := Channel{Kind: Instagram, HumanAgent: true, OnExpiry: CloseExpired}
	c = Receive(c, ch, []Entry{inbound("a", noon)}, noon).Conversation
	week := noon.Add(7 * 24 * hour)
	for name, change := range map[string]Change{"Expire": Expire(c, ch, week.Add(90*24*hour)), "Tick": Tick(c, ch, Usual, week.Add(90*24*hour))} {
		want := []what{{EventWindowExpired, "", week}, {EventClosed, "window_expired", week}}
		if diff := cmp.Diff(told(change.Entries), want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", name, diff)
		}
		got := change.Conversation
		if !got.WindowExpired || !got.WindowOver || got.Status != Closed || !got.ClosedAt.Equal(week) {
			t.Errorf("%s leaves %+v", name, got)
		}
	}
}

func TestAPolicyClosesWhatItSaysAndNothingBefore(t *testing.T) {
	for _, policy := range []ExpiryPolicy{MarkExpired, CloseExpired, CloseUnassigned, CloseAnswered, ""} {
		for _, assigned := range []bool{false, true} {
			for _, answered := range []bool{false, true} {
				for _, humanAgent := range []bool{false, true} {
					c := fresh()
					c.On = Messenger
					ch := Channel{Kind: Messenger, HumanAgent: humanAgent, OnExpiry: policy}
					c = Receive(c, ch, []Entry{inbound("a", noon)}, noon).Conversation
					if assigned {
						c = Assign(c, Assignee{User: "u1"}, "u1", noon).Conversation
					}
					if answered {
						c.WaitingSince = time.Time{}
					}
					end := c.Deadline()
					for off, closes := range map[time.Duration]bool{
						-time.Second: false,
						0:            policy == "close" || policy == "close_unassigned" && !assigned || policy == "close_answered" && answered,
					} {
						got := Tick(c, ch, Plan{}, end.Add(off)).Conversation
						if (got.Status == Closed) != closes {
							t.Errorf("%q, assigned %t, answered %t, human agent %t, %v from the end: %s", policy, assigned, answered, humanAgent, off, got.Status)
						}
					}
				}
			}
		}
	}
}
