package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

func TestOnlyWhatWeSentCountsTowardsThePairRule(t *testing.T) {
	now := clock.Now()
	many := func(e rules.Entry) (all []rules.Entry) {
		e.Kind, e.Type = rules.Message, rules.Text
		for range rules.PairBurst {
			all = append(all, e)
		}
		return all
	}
	before := now.Add(-time.Second)
	for _, c := range []struct {
		name  string
		on    rules.ChannelKind
		entry rules.Entry
		waits bool
	}{
		{"accepted", rules.WhatsApp, rules.Entry{Direction: rules.Out, Status: rules.Accepted, AcceptedAt: before}, true},
		{"accepted, as only a status told", rules.WhatsApp, rules.Entry{Direction: rules.Out, Status: rules.Sent, SentAt: before}, true},
		{"still queued", rules.WhatsApp, rules.Entry{Direction: rules.Out, Status: rules.Queued}, false},
		{"refused", rules.WhatsApp, rules.Entry{Direction: rules.Out, Status: rules.Failed}, false},
		{"written in the phone app", rules.WhatsApp, rules.Entry{Direction: rules.Out, Via: rules.ViaPhone, Status: rules.Sent, SentAt: before}, false},
		{"said by the customer", rules.WhatsApp, rules.Entry{Direction: rules.In, Status: rules.Received}, false},
		{"on a channel without such a rule", rules.Messenger, rules.Entry{Direction: rules.Out, Status: rules.Sent, AcceptedAt: before}, false},
	} {
		if got := paced(rules.Channel{Kind: c.on}, many(c.entry), now); (got > 0) != c.waits {
			t.Errorf("%s: waits %s", c.name, got)
		}
	}
}

func TestSixtyMessagesToOneCustomerKeepThePairRuleAndTheirOrder(t *testing.T) {
	w := newTown(t)
	w.call("POST", "/api/settings", map[string]any{"pairRule": true}, nil)
	who := w.writes(shops[0])
	var refs []store.Ref
	var want []string
	for n := range 60 {
		want = append(want, fmt.Sprint("n", n))
		refs = append(refs, w.drafts(who.thread, rules.Draft{Text: want[n], ClientID: fmt.Sprint(n)}))
	}
	w.deliver(w.courier)
	if first := len(w.arrived(who)); first != rules.PairBurst {
		t.Fatalf("%d go at once, want %d", first, rules.PairBurst)
	}
	minutes := 0
	for ; len(w.arrived(who)) < 60 && minutes < 30; minutes++ { // the closer comes every minute
		w.advance(time.Minute)
		w.sweep(clock.Now())
		w.deliver(w.courier)
	}
	if got := w.arrived(who); !slices.Equal(got, want) {
		t.Errorf("the customer got %d messages: %v", len(got), got)
	}
	for _, a := range w.asked() {
		if a.Code != 0 {
			t.Errorf("refused with %d", a.Code)
		}
	}
	for _, ref := range refs {
		if e := w.entry(ref); e.Status.Rank() < rules.Accepted.Rank() || e.Status == rules.Failed {
			t.Errorf("a message is %s %+v", e.Status, e.Error)
		}
	}
	if minutes > 5 { // two bursts of twenty are paid for in four
		t.Errorf("it took %d minutes", minutes)
	}
}
