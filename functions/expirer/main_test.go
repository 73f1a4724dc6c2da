package main

import (
	"testing"
	"time"

	"transom/functions/internal/streamtest"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// desk is a workspace with a channel and the expirer.
type desk struct {
	t    *testing.T
	desk *streamtest.Desk
	ws   store.Workspace
	ch   rules.Channel
	now  time.Time
}

func open(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, desk: streamtest.Open(t), now: clock.Now().Truncate(time.Second)}
	var err error
	d.ws, err = d.desk.Store.CreateWorkspace(t.Context(), "w1", "Workspace")
	d.must(err)
	d.ch = rules.Channel{ID: "ch1", Kind: rules.WhatsApp, AccountID: "300", Name: "Desk", NewStatus: rules.Open, CreatedAt: d.now}
	d.must(d.desk.Store.ConnectChannel(t.Context(), d.ws, d.ch))
	d.must(d.desk.Store.Swept(t.Context(), d.now, d.now))
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) writes(id string, at time.Time) rules.ConversationID {
	d.t.Helper()
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: id, Key: rules.MessageKey(at, id),
		At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
	got, err := d.desk.Store.Receive(d.t.Context(), d.ws, d.ch, store.Sender{Address: rules.Address{UserID: "u"}}, []rules.Entry{e})
	d.must(err)
	return got.Conversation.ID
}

func (d *desk) changes(id rules.ConversationID, rule func(rules.Conversation) rules.Change) {
	d.t.Helper()
	_, err := d.desk.Store.Change(d.t.Context(), d.ws, id, func(c rules.Conversation) (rules.Change, error) { return rule(c), nil })
	d.must(err)
}

// timers lets the expirer read what the stream holds, twice, as streams may, and gives how long each kind of timer takes.
func (d *desk) timers() map[store.TimerKind][]time.Duration {
	d.t.Helper()
	batch := d.desk.Records(d.t, "expirer")
	for range 2 {
		out, err := handle(d.desk.Store)(d.t.Context(), batch)
		d.must(err)
		if len(out.BatchItemFailures) > 0 {
			d.t.Fatalf("%d records failed", len(out.BatchItemFailures))
		}
	}
	due, err := d.desk.Store.Due(d.t.Context(), d.now.Add(72*time.Hour), 100)
	d.must(err)
	all := map[store.TimerKind][]time.Duration{}
	for _, t := range due {
		all[t.Kind] = append(all[t.Kind], t.Due.Sub(d.now).Round(time.Minute))
	}
	return all
}

func (d *desk) want(what string, kind store.TimerKind, want ...time.Duration) {
	d.t.Helper()
	got := d.timers()[kind]
	same := len(got) == len(want)
	for i := range want {
		same = same && got[i] == want[i]
	}
	if !same {
		d.t.Errorf("%s: %s timers in %v, want %v", what, kind, got, want)
	}
}

// What is to come is in the index of deadlines already: no message costs a timer.
func TestAWindowThatOpensNeedsNoTimer(t *testing.T) {
	d := open(t)
	id := d.writes("m1", d.now)
	d.want("the first message", store.ExpireTimer)
	d.writes("m2", d.now.Add(time.Minute))
	d.changes(id, func(c rules.Conversation) rules.Change {
		change, err := rules.Reply(c, rules.Draft{ClientID: "c1", At: d.now.Add(time.Minute), By: "u1", Text: "yes"}, d.now)
		d.must(err)
		return change
	})
	d.want("more messages", store.ExpireTimer)
	d.changes(id, func(c rules.Conversation) rules.Change { return rules.Snooze(c, d.now.Add(3*time.Hour), "u1", d.now) })
	d.want("a snooze", store.SnoozeTimer, 3*time.Hour)
}

// A message that reached us late brings moments that are over.
func TestWhatIsDueWhenAWindowOpensIsDueNow(t *testing.T) {
	for _, c := range []struct {
		name string
		late time.Duration
		lead time.Duration
		want []time.Duration
	}{
		{"its lead is to come", 12*time.Hour + 30*time.Minute, 10 * time.Hour, nil},
		{"its lead is near", 13*time.Hour + 30*time.Minute, 10 * time.Hour, []time.Duration{30 * time.Minute}},
		{"its lead is over", 15 * time.Hour, 10 * time.Hour, []time.Duration{0}},
		{"its window is over", 25 * time.Hour, 10 * time.Hour, []time.Duration{0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t)
			d.must(d.desk.Store.SetPlan(t.Context(), d.ws, rules.Plan{Warnings: []rules.Warning{{Before: c.lead, To: rules.ToTeam}}}))
			d.writes("m1", d.now.Add(-c.late))
			d.want(c.name, store.ExpireTimer, c.want...)
		})
	}
}

// Nobody looked at a conversation while it was closed.
func TestAClosedConversationHasATimerOnceItIsOpenedAgain(t *testing.T) {
	d := open(t)
	id := d.writes("m1", d.now.Add(-23*time.Hour))
	d.changes(id, func(c rules.Conversation) rules.Change { return rules.Close(c, "u1", "", d.now) })
	d.want("closed", store.ExpireTimer, 0)
	d.must(d.desk.Store.Swept(t.Context(), d.now.Add(time.Hour), d.now.Add(time.Hour)))
	d.changes(id, func(c rules.Conversation) rules.Change {
		change := rules.Reopen(c, "u1", d.now.Add(time.Minute))
		change.Conversation.WaitingSince = d.now.Add(-23 * time.Hour)
		return change
	})
	d.want("opened again", store.ExpireTimer, 0)
}
