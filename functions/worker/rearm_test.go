package main

import (
	"fmt"
	"testing"
	"time"

	"transom/events"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// A plan with a longer lead counts for windows that opened before it: what is due by it already is due now, and what is
// to come the closer finds.
func TestAPlanThatChangedIsDueForOpenWindows(t *testing.T) {
	d := open(t, rules.WhatsApp, rules.Messages, time.Hour)
	now := clock.Now()
	ch, err := d.store.Channel(t.Context(), d.ws, "ch1")
	d.must(err)
	customer := func(n int, ago time.Duration, then func(rules.Conversation) rules.Change) rules.ConversationID {
		at := now.Add(-ago)
		id := fmt.Sprint("wamid.", n)
		e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: id, Key: rules.MessageKey(at, id),
			At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
		got, err := d.store.Receive(t.Context(), d.ws, ch, store.Sender{Address: rules.Address{UserID: fmt.Sprint("user", n)}}, []rules.Entry{e})
		d.must(err)
		if then != nil {
			_, err = d.store.Change(t.Context(), d.ws, got.Conversation.ID, func(c rules.Conversation) (rules.Change, error) { return then(c), nil })
			d.must(err)
		}
		return got.Conversation.ID
	}
	d.must(d.store.Swept(t.Context(), now, now))
	young := customer(1, time.Minute, nil)
	closed := customer(2, 2*time.Hour, func(c rules.Conversation) rules.Change { return rules.Close(c, "u1", "", now) })
	over := customer(3, 30*time.Hour, func(c rules.Conversation) rules.Change { return rules.Tick(c, ch, rules.Usual, now) })
	snoozed := customer(4, 20*time.Hour, func(c rules.Conversation) rules.Change { return rules.Snooze(c, now.Add(time.Hour), "u1", now) })
	for n := range 120 { // more than one page
		customer(10+n, 15*time.Hour, nil)
	}
	d.must(d.store.SetPlan(t.Context(), d.ws, rules.Plan{Warnings: []rules.Warning{{Before: 10 * time.Hour, To: rules.ToTeam}}}))
	for range 2 { // repeating is safe
		d.must(d.work.do(t.Context(), events.Job{Kind: events.JobRearm, User: "u1"}))
	}
	due, err := d.store.Due(t.Context(), now.Add(48*time.Hour), 1000)
	d.must(err)
	at := map[rules.ConversationID]time.Duration{}
	for _, timer := range due {
		if _, twice := at[timer.Conversation]; twice || timer.Kind != store.ExpireTimer {
			t.Errorf("a %s timer of %s is there twice", timer.Kind, timer.Conversation)
		}
		at[timer.Conversation] = timer.Due.Sub(now).Round(time.Minute)
	}
	if len(at) != 121 {
		t.Errorf("%d conversations have timers, want 121", len(at))
	}
	if got, there := at[snoozed]; !there || got != 0 {
		t.Errorf("the timer of one within the lead comes in %s (%t), want now", got, there)
	}
	for name, id := range map[string]rules.ConversationID{"closed": closed, "over": over, "young": young, "an hour old": d.id} {
		if got, there := at[id]; there {
			t.Errorf("one that is %s has a timer in %s", name, got)
		}
	}
}
