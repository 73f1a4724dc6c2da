package main

import (
	"os"
	"path/filepath"
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

func TestOneTimerIsArmedWhenAWindowOpens(t *testing.T) {
	d := open(t)
	id := d.writes("m1", d.now)
	d.want("the first message", store.ExpireTimer, 22*time.Hour)
	d.writes("m2", d.now.Add(time.Minute))
	d.changes(id, func(c rules.Conversation) rules.Change {
		change, err := rules.Reply(c, rules.Draft{ClientID: "c1", At: d.now.Add(time.Minute), By: "u1", Text: "yes"}, d.now)
		d.must(err)
		return change
	})
	d.want("more messages", store.ExpireTimer, 22*time.Hour)
	d.changes(id, func(c rules.Conversation) rules.Change { return rules.Snooze(c, d.now.Add(3*time.Hour), "u1", d.now) })
	d.want("a snooze", store.SnoozeTimer, 3*time.Hour)
}

func TestTheWorkspacesPlanSaysWhenAWindowIsLookedAt(t *testing.T) {
	d := open(t)
	d.must(d.desk.Store.SetPlan(t.Context(), d.ws, rules.Plan{Warnings: []rules.Warning{{Before: 10 * time.Hour, To: rules.ToTeam}}}))
	d.writes("m1", d.now)
	d.want("a long lead", store.ExpireTimer, 14*time.Hour)
}

func TestAClosedConversationHasATimerOnceItIsOpenedAgain(t *testing.T) {
	d := open(t)
	id := d.writes("m1", d.now)
	d.changes(id, func(c rules.Conversation) rules.Change { return rules.Close(c, "u1", "", d.now) })
	d.timers()
	d.changes(id, func(c rules.Conversation) rules.Change { return rules.Reopen(c, "u1", d.now.Add(time.Minute)) })
	d.must(d.desk.Store.Disarm(t.Context(), []store.Timer{{Workspace: d.ws, Conversation: id, Kind: store.ExpireTimer, Due: d.now.Add(22 * time.Hour)}}))
	d.want("opened again", store.ExpireTimer, 22*time.Hour)
}

// A stream that lags behind by more than a window arms for now: the end of the window is not lost.
func TestAWindowThatClosedBeforeItsRecordCameIsDueNow(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock")
	t.Setenv(clock.File, file)
	d := open(t)
	d.writes("m1", d.now)
	d.must(os.WriteFile(file, []byte("30h"), 0o600))
	d.want("late", store.ExpireTimer, 30*time.Hour)
}
