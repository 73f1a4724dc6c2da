package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// flood is a payload of n messages of n people.
func flood(n int) []store.Batch {
	var all []store.Batch
	for i := range n {
		all = append(all, store.Batch{From: sender(i), Entries: []rules.Entry{inbound(fmt.Sprint("s", i), noon)}})
	}
	return all
}

func TestAThousandNewSendersOfOnePayloadAreStoredInFewWrites(t *testing.T) {
	s, trouble := storetest.Troubled(t)
	w := settle(t, s, "demo")
	trouble.Plan(nil)
	got, err := w.ReceiveAll(w.ctx, w.ws, w.channel, flood(1000))
	must(t, err)
	if n := trouble.Writes(); n > 65 {
		t.Errorf("%d writes", n)
	}
	for i, r := range got {
		if r.Err != nil || r.Stored != 1 || r.Conversation.Unread != 1 {
			t.Fatalf("sender %d: %+v", i, r)
		}
	}
	equal(t, "found by its platform id in", w.found(inbound("s999", noon).PlatformID).Conversation, got[999].Conversation.ID)
}

func TestManyNewSendersStayWithinTheirBudget(t *testing.T) {
	w, m := meteredWorld(t)
	got, err := w.ReceiveAll(w.ctx, w.ws, w.channel, flood(100))
	must(t, err)
	within(t, "first message of a new customer, among many", over(m.Take("receive"), 100), 17, 3)
	again, err := w.ReceiveAll(w.ctx, w.ws, w.channel, flood(100))
	must(t, err)
	for i, r := range again {
		if r.Stored != 0 || r.Duplicates != 1 || r.Conversation.ID != got[i].Conversation.ID {
			t.Fatalf("sender %d came again: %+v", i, r)
		}
	}
}

// What is written for several together is nobody's by halves, whatever goes wrong with the others.
func TestNewSendersAreStoredOnceWhateverHappensToTheirGroup(t *testing.T) {
	for name, plan := range map[string]func(int) storetest.Mishap{
		"conflicts": func(n int) storetest.Mishap { return []storetest.Mishap{storetest.Conflict, storetest.None}[n%2] },
		"throttled": func(n int) storetest.Mishap {
			return []storetest.Mishap{storetest.Throttle, storetest.Throttle, storetest.None}[n%3]
		},
		"an answer that got lost": func(n int) storetest.Mishap {
			return map[bool]storetest.Mishap{true: storetest.Lost, false: storetest.None}[n == 0]
		},
	} {
		s, trouble := storetest.Troubled(t)
		w := settle(t, s, "demo")
		trouble.Plan(plan)
		batches := flood(40)
		batches[7].From.Address = rules.Address{} // can never be stored
		got, err := w.ReceiveAll(w.ctx, w.ws, w.channel, batches)
		must(t, err)
		for i, r := range got {
			if i == 7 {
				equal(t, name+": a sender without an id", code(r.Err), "no_identity")
				continue
			}
			if r.Err != nil || r.Stored+r.Duplicates != 1 || r.Conversation.Unread != 1 {
				t.Errorf("%s, sender %d: %+v", name, i, r)
			}
		}
	}
}

func TestPayloadsWithTheSameNewSendersMeet(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	var g errgroup.Group
	stored := make([]int, 4)
	for p := range stored {
		g.Go(func() error {
			batches := flood(60)
			batches[p].Entries = append(batches[p].Entries, inbound(fmt.Sprint("more", p), noon.Add(time.Minute)))
			got, err := w.ReceiveAll(context.Background(), w.ws, w.channel, batches)
			for _, r := range got {
				stored[p] += r.Stored
			}
			return err
		})
	}
	must(t, g.Wait())
	equal(t, "messages stored", stored[0]+stored[1]+stored[2]+stored[3], 64)
}

func TestOnePayloadMayNameOnePersonTwice(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	batches := append(flood(3), store.Batch{From: sender(1), Entries: []rules.Entry{inbound("other", noon.Add(time.Minute))}})
	got, err := w.ReceiveAll(w.ctx, w.ws, w.channel, batches)
	must(t, err)
	equal(t, "thread", got[3].Conversation.ID, got[1].Conversation.ID)
	equal(t, "unread", got[3].Conversation.Unread, 2)
}
