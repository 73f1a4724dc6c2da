package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// outage lets the platform fail for ten minutes in which agents go on writing, and gives how often it was called.
func (w *town) outage(fault map[string]any, people []resident, perMinute int) (calls int, refs []store.Ref, texts map[string][]string) {
	w.Helper()
	texts = map[string][]string{}
	before := len(w.asked())
	w.call("POST", "/api/faults", fault, nil)
	for minute := range 10 {
		for n := range perMinute {
			who := people[n%len(people)]
			text := fmt.Sprint("n", minute*perMinute+n)
			refs = append(refs, w.drafts(who.thread, rules.Draft{Text: text, ClientID: text}))
			texts[who.id] = append(texts[who.id], text)
		}
		w.deliver(w.courier)
		w.advance(time.Minute)
		w.sweep(clock.Now())
		w.deliver(w.courier)
	}
	w.call("DELETE", "/api/faults", nil, nil)
	return len(w.asked()) - before, refs, texts
}

// settle lets minutes pass until no timer is left.
func (w *town) settle() {
	w.Helper()
	for range 60 {
		w.advance(time.Minute)
		if w.sweep(clock.Now()) == 0 && w.sweep(clock.Now().Add(time.Hour)) == 0 {
			return
		}
		w.deliver(w.courier)
	}
	w.Fatal("after an hour there are timers left")
}

func TestAnOutageOfTenMinutesCostsFewCallsAndNoMessage(t *testing.T) {
	w := newTown(t)
	var people []resident
	for range 50 {
		people = append(people, w.writes(shops[0]))
	}
	calls, refs, texts := w.outage(map[string]any{"refuse": map[string]any{"count": -1, "code": 2, "status": 503}}, people, 50)
	if calls > 30 {
		t.Errorf("the platform was called %d times while it was away", calls)
	}
	t.Logf("%d calls while the platform was away, %d messages", calls, len(refs))
	for _, ref := range refs {
		if e := w.entry(ref); e.Status != rules.Queued || e.Error == nil || e.Error.Reason != "platform_down" {
			t.Fatalf("while the platform is away a message is %s %+v", e.Status, e.Error)
		}
	}
	w.settle()
	for _, who := range people {
		if got := w.arrived(who); !slices.Equal(got, texts[who.id]) {
			t.Errorf("a customer got %v, want %v", got, texts[who.id])
		}
	}
	for _, ref := range refs {
		if e := w.entry(ref); e.Status.Rank() < rules.Accepted.Rank() || e.Status == rules.Failed || e.Error != nil {
			t.Errorf("in the end a message is %s %+v", e.Status, e.Error)
		}
	}
	line, err := w.desk.Store.Line(t.Context(), w.ws, "wa", commonRate)
	w.must(err)
	if line.Breaker != (rules.Breaker{}) {
		t.Errorf("in the end the breaker is %+v", line.Breaker)
	}
}

func TestOnlyThePlatformsOwnAnswerClosesABreaker(t *testing.T) {
	refused := func(reason string, code int) channel.Outcome {
		return channel.Outcome{Error: &rules.SendError{Reason: reason, Code: code}}
	}
	for _, c := range []struct {
		name string
		out  channel.Outcome
		open bool
	}{
		{"accepted", channel.Outcome{PlatformID: "wamid.1"}, false},
		{"taken without an id", channel.Outcome{}, false},
		{"refused with a code", refused("window_closed", 131047), false},
		{"throttled by the platform", refused("throttled", 130429), false},
		{"held back by our own line", refused("throttled", 0), true},
		{"a file of ours is gone", refused("file_missing", 0), true},
		{"out of order", refused("platform_down", 2), true},
		{"not reached", refused("unreachable", 0), true},
		{"nothing came back", channel.Outcome{Unknown: true}, true},
	} {
		o := open(t)
		_, err := o.desk.Store.ChangeLine(t.Context(), o.ws, o.channel.ID, commonRate, rules.Line{}, func(l rules.Line) rules.Line {
			l.Breaker = rules.Breaker{Failures: rules.BreakAfter, FailedAt: clock.Now(), Until: clock.Now().Add(time.Minute)}
			return l
		})
		o.must(err)
		o.courier.learn(t.Context(), o.ws, o.channel, c.out, true)
		l, err := o.desk.Store.Line(t.Context(), o.ws, o.channel.ID, commonRate)
		o.must(err)
		if l.Open() != c.open {
			t.Errorf("%s: the breaker is open: %t, want %t", c.name, l.Open(), c.open)
		}
	}
}

// Whoever gets no answer cannot know whether the message went out: those that were on their way end as unknown, and
// all others wait.
func TestAPlatformThatSaysNothingLeavesFewMessagesUnknown(t *testing.T) {
	w := newTown(t)
	var people []resident
	for range 8 {
		people = append(people, w.writes(shops[1]))
	}
	calls, refs, _ := w.outage(map[string]any{"refuse": map[string]any{"count": -1, "status": 502}}, people, 8)
	unknown := 0
	for _, ref := range refs {
		switch e := w.entry(ref); {
		case e.Status == rules.Uncertain:
			unknown++
		case e.Status != rules.Queued || e.Error == nil:
			t.Errorf("a message is %s %+v", e.Status, e.Error)
		}
	}
	if unknown != calls || unknown < rules.BreakAfter || unknown > 30 {
		t.Errorf("%d of %d are unknown after %d calls", unknown, len(refs), calls)
	}
	w.settle()
	for _, ref := range refs {
		if e := w.entry(ref); e.Status != rules.Uncertain && e.Status != rules.Sent && e.Status != rules.Delivered {
			t.Errorf("in the end a message is %s %+v", e.Status, e.Error)
		}
	}
}
