package store_test

import (
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

func TestAParkedMessageIsNobodysUntilItIsWoken(t *testing.T) {
	w := newWorld(t)
	now := clock.Now()
	ref := w.reply(w.receive(sender(1), inbound("a", noon)).ID, "c1")
	why := rules.SendError{Code: 190, Reason: "channel_unauthorized"}
	for range 2 { // repeating is safe
		must(t, w.Park(w.ctx, w.ws, ref, now.Add(time.Minute), why))
	}
	if e := w.entry(ref); e.Status != rules.Queued || e.Error == nil || *e.Error != why {
		t.Fatalf("parked it is %s %+v", e.Status, e.Error)
	}
	if _, ok, err := w.Claim(w.ctx, w.ws, ref, now, time.Minute); ok || err != nil {
		t.Errorf("somebody could claim it: %t, %v", ok, err)
	}
	due, err := w.Due(w.ctx, now.Add(2*time.Minute), 10)
	must(t, err)
	if len(due) != 1 || due[0].Kind != store.RetryTimer || due[0].Key != ref.Key {
		t.Errorf("timers: %+v", due)
	}
	must(t, w.Wake(w.ctx, w.ws, ref))
	if e := w.entry(ref); e.Error == nil {
		t.Error("those behind it can no longer see that it waited")
	}
	e, ok, err := w.Claim(w.ctx, w.ws, ref, now, time.Minute)
	if !ok || err != nil || e.Error != nil || e.Status != rules.Sending {
		t.Errorf("woken it is claimed: %t, %v, %s %+v", ok, err, e.Status, e.Error)
	}
	must(t, w.Park(w.ctx, w.ws, ref, now.Add(time.Minute), why)) // by whoever holds it
	must(t, w.Wake(w.ctx, w.ws, ref))
	_, err = w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Sent, At: now})
	must(t, err)
	must(t, w.Park(w.ctx, w.ws, ref, now.Add(time.Minute), why))
	if e := w.entry(ref); e.Status != rules.Sent {
		t.Errorf("what has gone out was parked: %s", e.Status)
	}
}

func TestOfAllWhoAskForSomethingAtOnceOneHearsThatItIsTheFirst(t *testing.T) {
	w := newWorld(t)
	now := clock.Now()
	answers := make(chan bool, 8)
	for range cap(answers) {
		go func() {
			first, err := w.Once(w.ctx, w.ws, "c1", "typing", now, 20*time.Second)
			answers <- first && err == nil
		}()
	}
	firsts := 0
	for range cap(answers) {
		if <-answers {
			firsts++
		}
	}
	if firsts != 1 {
		t.Errorf("%d were the first", firsts)
	}
	for _, c := range []struct {
		name, id, what string
		at             time.Duration
		want           bool
	}{
		{"just before", "c1", "typing", 19 * time.Second, false}, {"when it is over", "c1", "typing", 20 * time.Second, true},
		{"of another conversation", "c2", "typing", 0, true}, {"another thing", "c1", "read", 0, true},
	} {
		if first, err := w.Once(w.ctx, w.ws, rules.ConversationID(c.id), c.what, now.Add(c.at), 20*time.Second); err != nil || first != c.want {
			t.Errorf("%s: %t, %v", c.name, first, err)
		}
	}
}
