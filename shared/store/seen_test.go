package store_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func TestAThousandTimersAreReadInTenCalls(t *testing.T) {
	w, m := meteredWorld(t)
	afloat(t, w, 1000, noon)
	timers := make([]store.Timer, 1000)
	for i := range timers {
		timers[i] = store.Timer{Workspace: w.ws, Conversation: rules.ConversationID(fmt.Sprintf("c%015d", 999-i)), Kind: store.ExpireTimer, Due: noon}
	}
	m.TakeAll()
	seen, err := w.TimerHeads(w.ctx, timers)
	must(t, err)
	got := m.Take("timer heads")
	within(t, "the conversations of 1,000 timers", got, 0, 1000)
	if got.Reads > 10 {
		t.Errorf("read in %d calls", got.Reads)
	}
	for i, s := range seen {
		if s.Conversation.ID != timers[i].Conversation || s.Workspace != w.ws {
			t.Fatalf("timer %d got %s", i, s.Conversation.ID)
		}
	}
	must(t, w.Arm(w.ctx, timers[0]))
	within(t, "arming a timer", m.Take("arm"), 1, 0)
}

func TestTimersOfSeveralWorkspacesAreReadTogether(t *testing.T) {
	s := storetest.New(t)
	a, b := settle(t, s, "aaa"), settle(t, s, "bbb")
	ca, cb := a.receive(sender(1), inbound("a", noon)), b.receive(sender(1), inbound("b", noon))
	seen, err := s.TimerHeads(a.ctx, []store.Timer{
		{Workspace: b.ws, Conversation: cb.ID}, {Workspace: a.ws, Conversation: ca.ID}, {Workspace: a.ws, Conversation: cb.ID},
		{Workspace: b.ws, Conversation: cb.ID, Kind: store.SnoozeTimer}, {Workspace: a.ws, Conversation: "x#y"},
	})
	must(t, err)
	for i, want := range []rules.Conversation{cb, ca, {}, cb, {}} {
		equal(t, fmt.Sprint("timer ", i), seen[i].Conversation.ID, want.ID)
		equal(t, fmt.Sprint("version ", i), seen[i].Conversation.Version, want.Version)
	}
	_, err = s.ChangeSeen(a.ctx, seen[2], func(c rules.Conversation) (rules.Change, error) { return rules.Close(c, "x", "", noon), nil })
	if !errors.Is(err, rules.ErrNoConversation) {
		t.Errorf("changing what is not there: %v", err)
	}
	none, err := s.TimerHeads(a.ctx, nil)
	must(t, err)
	equal(t, "none", len(none), 0)
}

func TestWhatWasSeenIsChangedWithoutReadingAgain(t *testing.T) {
	w, m := meteredWorld(t)
	c := w.receive(sender(1), inbound("a", noon.Add(-25*time.Hour)))
	timers := []store.Timer{{Workspace: w.ws, Conversation: c.ID}}
	seen, err := w.TimerHeads(w.ctx, timers)
	must(t, err)
	m.TakeAll()
	expire := func(c rules.Conversation) (rules.Change, error) {
		return rules.Tick(c, w.channel, rules.Usual, noon), nil
	}
	now, err := w.ChangeSeen(w.ctx, seen[0], expire)
	must(t, err)
	equal(t, "acted on", now.WindowOver, true)
	got := m.Take("change")
	equal(t, "reads", got.Reads, 0)
	within(t, "the end of a window", got, 12, 0)

	again, err := w.ChangeSeen(w.ctx, seen[0], expire) // seen before the first
	must(t, err)
	equal(t, "the second changes nothing", again.Version, now.Version)
	if got := m.Take("change"); got.Reads == 0 || got.Write != 0 {
		t.Errorf("what has moved is read again: %+v", got)
	}
	fresh, err := w.TimerHeads(w.ctx, timers)
	must(t, err)
	m.TakeAll()
	_, err = w.ChangeSeen(w.ctx, fresh[0], expire)
	must(t, err)
	equal(t, "what changes nothing costs", m.Take("change"), store.Capacity{})
}

// A customer writes while a sweep acts on what it saw before.
func TestWhatWasSeenGivesWayToTheCustomer(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon.Add(-25*time.Hour)))
	seen, err := w.TimerHeads(w.ctx, []store.Timer{{Workspace: w.ws, Conversation: c.ID}})
	must(t, err)
	w.receive(sender(1), inbound("b", noon))
	var asked atomic.Int32
	now, err := w.ChangeSeen(w.ctx, seen[0], func(c rules.Conversation) (rules.Change, error) {
		asked.Add(1)
		return rules.Tick(c, w.channel, rules.Usual, noon), nil
	})
	must(t, err)
	equal(t, "asked", asked.Load(), 2)
	equal(t, "over", now.WindowOver, false)
	equal(t, "open", now.WindowOpen(noon), true)
}
