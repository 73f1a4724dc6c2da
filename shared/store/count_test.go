package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

func TestARepeatedBatchCountsOnce(t *testing.T) {
	w := newWorld(t)
	batch := []store.Touch{
		{Conversation: "a", Version: 1, Deltas: rules.Counters{Open: 1}},
		{Conversation: "b", Version: 4, Deltas: rules.Counters{Open: 1, Unanswered: 1}},
		{Conversation: "a", Version: 2, Deltas: rules.Counters{Open: -1}},
		{Conversation: "a", Version: 2},
	}
	state, news, err := w.Advance(w.ctx, w.ws, batch)
	must(t, err)
	equal(t, "news", len(news), 3)
	equal(t, "sequence", state.Sequence, 1)
	equal(t, "counters", state.Counters, rules.Counters{Open: 1, Unanswered: 1})
	_, news, err = w.Advance(w.ctx, w.ws, batch)
	must(t, err)
	equal(t, "news of the repetition", len(news), 0)

	late := []store.Touch{{Conversation: "b", Version: 5}}
	_, _, err = w.Advance(w.ctx, w.ws, late)
	must(t, err)
	late[0].Deltas = rules.Counters{Unanswered: -1}
	for _, want := range []int{1, 0} {
		_, news, err = w.Advance(w.ctx, w.ws, late)
		must(t, err)
		equal(t, "deltas that come after their version", len(news), want)
	}
	state, err = w.Sync(w.ctx, w.ws)
	must(t, err)
	equal(t, "counters", state.Counters, rules.Counters{Open: 1})
	equal(t, "sequence", state.Sequence, 3)
	equal(t, "ring", fmt.Sprint(state.Recent), "[{a 2 {0 0 0 0 0} 1} {b 5 {0 0 0 0 0} 3}]")
	for since, want := range map[int64]int{0: 2, 1: 1, 2: 1, 3: 0} {
		changed, ok := state.Since(since)
		equal(t, fmt.Sprint("reaches back to ", since), ok, true)
		equal(t, fmt.Sprint("changed since ", since), len(changed), want)
	}
	if _, ok := state.Since(99); ok {
		t.Error("a sequence from elsewhere was believed")
	}
}

func TestTwoNotifiersShareOneSequence(t *testing.T) {
	w := newWorld(t)
	const n = 40
	parallel(t, n, func(i int) error {
		_, _, err := w.Advance(w.ctx, w.ws, []store.Touch{{Conversation: rules.ConversationID(fmt.Sprint("c", i%10)), Version: int64(i/10 + 1), Deltas: rules.Counters{Open: 1}}})
		return err
	})
	state, err := w.Sync(w.ctx, w.ws)
	must(t, err)
	equal(t, "one entry per conversation", len(state.Recent), 10)
	if int64(state.Counters.Open) != state.Sequence {
		t.Errorf("%d steps counted %d times", state.Sequence, state.Counters.Open)
	}
}

func TestTheRingForgetsTheOldest(t *testing.T) {
	w := newWorld(t)
	for i := range 60 {
		_, _, err := w.Advance(w.ctx, w.ws, []store.Touch{{Conversation: rules.NewConversationID("w", "c", rules.ContactID(fmt.Sprint(i))), Version: 1}})
		must(t, err)
	}
	state, err := w.Sync(w.ctx, w.ws)
	must(t, err)
	equal(t, "ring", len(state.Recent), 48)
	if _, ok := state.Since(11); ok {
		t.Error("the ring claims to reach further back than it does")
	}
	changed, ok := state.Since(13)
	if !ok || len(changed) != 47 {
		t.Errorf("since 13: %d, %v", len(changed), ok)
	}
}

// After any run of things that happen, what the entries say they changed, what Sync kept, and what the heads
// show are the same; so are the loads.
func TestCountersAndLoadsAreExact(t *testing.T) {
	w := newWorld(t)
	people := []rules.UserID{"ana", "ben", ""}
	rng := rand.New(rand.NewPCG(5, 6))
	const conversations, steps = 12, 240
	plans := make([][]int, conversations)
	for range steps {
		i := rng.IntN(conversations)
		plans[i] = append(plans[i], rng.IntN(1<<20))
	}
	parallel(t, conversations, func(i int) error { return w.live(i, plans[i], people) })

	var counted, told rules.Counters
	loads := map[rules.UserID]int{}
	var batch []store.Touch
	page, err := w.Conversations(w.ctx, w.admin, store.View{}, "", 100)
	must(t, err)
	equal(t, "conversations", len(page.Items), conversations)
	for _, c := range page.Items {
		counted = counted.Plus(rules.Tally(c))
		if c.InProgress() && c.Assignee.User != "" {
			loads[c.Assignee.User]++
		}
		for _, e := range w.log(c.ID) {
			told = told.Plus(e.Deltas)
			batch = append(batch, store.Touch{Conversation: c.ID, Version: e.Version, Deltas: e.Deltas})
		}
	}
	equal(t, "what the entries told", told, counted)
	for i := 0; i < len(batch); i += 7 { // each batch comes twice
		for range 2 {
			_, _, err := w.Advance(w.ctx, w.ws, batch[i:min(i+7, len(batch))])
			must(t, err)
		}
	}
	state, err := w.Sync(w.ctx, w.ws)
	must(t, err)
	equal(t, "what Sync kept", state.Counters, counted)
	drift, err := w.Recount(w.ctx, w.ws)
	must(t, err)
	equal(t, "drift", drift, rules.Counters{})
	got, err := w.Loads(w.ctx, w.ws)
	must(t, err)
	for _, u := range people[:2] {
		equal(t, "load of "+string(u), got[u], loads[u])
	}
}

// live leads one conversation through a plan.
func (w *world) live(i int, plan []int, people []rules.UserID) error {
	at := noon
	c, err := w.Receive(w.ctx, w.ws, w.channel, sender(i), []rules.Entry{inbound(fmt.Sprint(i), at)})
	for n, p := range plan {
		if err != nil {
			return err
		}
		at = at.Add(time.Second)
		if p%3 == 0 {
			_, err = w.Receive(w.ctx, w.ws, w.channel, sender(i), []rules.Entry{inbound(fmt.Sprint(i, "-", n), at)})
			continue
		}
		_, err = w.Change(w.ctx, w.ws, c.Conversation.ID, func(c rules.Conversation) (rules.Change, error) {
			switch p / 3 % 6 {
			case 0:
				return rules.Assign(c, rules.Assignee{User: people[p/18%3]}, "sam", at), nil
			case 1:
				return rules.Close(c, "sam", "", at), nil
			case 2:
				return rules.Reopen(c, "sam", at), nil
			case 3:
				return rules.Snooze(c, at.Add(time.Hour), "sam", at), nil
			case 4:
				return rules.MarkRead(c, "sam", at), nil
			}
			return rules.Reply(c, rules.Draft{ClientID: fmt.Sprint(i, "-", n), At: at, By: "sam", Text: "yes"}, at)
		})
	}
	return err
}

func TestRecountCorrectsADrift(t *testing.T) {
	w := newWorld(t)
	w.receive(sender(1), inbound("a", noon))
	want := rules.Counters{Open: 1, Unassigned: 1, Unanswered: 1}
	drift, err := w.Recount(w.ctx, w.ws)
	must(t, err)
	equal(t, "drift", drift, want)
	state, err := w.Sync(w.ctx, w.ws)
	must(t, err)
	equal(t, "counters", state.Counters, want)
}
