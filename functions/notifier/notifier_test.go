package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"transom/functions/internal/audience"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// desk is an office with one open socket per colleague: ada, ben, cem.
type desk struct {
	*office
	*testing.T
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{newBench(t).office(t), t}
	for _, p := range d.people {
		d.open(p, time.Hour)
	}
	return d
}

// open registers a socket of some age; its id is its owner's.
func (d *desk) open(p store.Viewer, age time.Duration) {
	d.Helper()
	now := clock.Now()
	must(d, d.Store.AddConnection(d.Context(), store.Connection{Workspace: d.ws, ID: string(p.ID), User: p.ID, Role: p.Role, Teams: p.Teams,
		State: audience.Online, Since: now.Add(-age)}, now))
}

// views makes a colleague look at a conversation.
func (d *desk) views(p store.Viewer, id rules.ConversationID) {
	d.Helper()
	c, err := d.Store.Connection(d.Context(), string(p.ID))
	must(d, err)
	c.Viewing = id
	must(d, d.Store.UpdateConnection(d.Context(), c))
}

// run hands everything that happened since to the notifier and gives what each colleague heard.
func (d *desk) run() (batch awsevents.DynamoDBEvent, ada, ben, cem []wire.Down) {
	d.Helper()
	batch = d.Records(d.T, "notifier")
	d.repeat(batch)
	return batch, d.gateway.Take(d.id(0)), d.gateway.Take(d.id(1)), d.gateway.Take(d.id(2))
}

func (d *desk) repeat(batch awsevents.DynamoDBEvent) {
	d.Helper()
	answer, err := d.handle(d.Context(), batch)
	if err != nil || len(answer.BatchItemFailures) > 0 {
		d.Fatalf("answer %v: %v", answer, err)
	}
}

func (d *desk) id(n int) string { return string(d.people[n].ID) }

func (d *desk) change(id rules.ConversationID, rule func(rules.Conversation) rules.Change) {
	d.Helper()
	_, err := d.Store.Change(d.Context(), d.ws, id, func(c rules.Conversation) (rules.Change, error) { return rule(c), nil })
	must(d, err)
}

func TestEverybodyGetsOneFrameAndOnlyTheViewerTheWords(t *testing.T) {
	d := newDesk(t)
	c := d.customer(t, 1, 2)
	d.views(d.people[1], c.ID)
	_, ada, ben, cem := d.run()
	for name, frames := range map[string][]wire.Down{"ada": ada, "ben": ben, "cem": cem} {
		if len(frames) != 1 || frames[0].T != "change" || frames[0].Sequence != 1 || len(frames[0].Rows) != 1 || frames[0].Rows[0].Version != c.Version {
			t.Errorf("%s heard %+v", name, frames)
			continue
		}
		if got := *frames[0].Counters; got != (wire.Counters{Open: 1, Unassigned: 1, Unanswered: 1}) {
			t.Errorf("%s counts %+v", name, got)
		}
		if want := map[string]int{"ben": 2}[name]; len(frames[0].Messages) != want {
			t.Errorf("%s heard %d messages, want %d", name, len(frames[0].Messages), want)
		}
	}
}

func TestABatchThatComesAgainCountsOnce(t *testing.T) {
	d := newDesk(t)
	c := d.customer(t, 1, 3)
	d.change(c.ID, func(c rules.Conversation) rules.Change { return rules.Close(c, d.people[0].ID, "", clock.Now()) })
	d.customer(t, 2, 1)
	batch, ada, _, _ := d.run()
	first := ada[len(ada)-1]
	for cut := range batch.Records { // Lambda comes again with the rest of a batch, from any record on
		d.repeat(awsevents.DynamoDBEvent{Records: batch.Records[cut:]})
	}
	for _, f := range d.gateway.Take(d.id(0)) {
		if f.Sequence != first.Sequence {
			t.Errorf("sequence moved to %d", f.Sequence)
		}
		if diff := cmp.Diff(first.Counters, f.Counters); diff != "" {
			t.Error(diff)
		}
	}
	d.exact(t)
}

func TestATransactionThatIsCutApartCountsOnce(t *testing.T) {
	d := newDesk(t)
	c := d.customer(t, 1, 5)
	batch := d.Records(t, "notifier")
	if len(batch.Records) != 5 {
		t.Fatalf("%d records of one transaction", len(batch.Records))
	}
	for _, r := range batch.Records {
		d.repeat(awsevents.DynamoDBEvent{Records: []awsevents.DynamoDBEventRecord{r}})
	}
	d.exact(t)
	slices.Reverse(batch.Records)
	d.repeat(batch)
	d.exact(t)
	if c.Version != 1 {
		t.Errorf("version %d", c.Version)
	}
}

func TestAStatusGoesToThoseWhoLookAndMovesNothing(t *testing.T) {
	d := newDesk(t)
	c := d.customer(t, 1, 1)
	now := clock.Now().Truncate(time.Millisecond)
	d.change(c.ID, func(c rules.Conversation) rules.Change {
		out, err := rules.Reply(c, rules.Draft{ClientID: "one", At: now, By: d.people[1].ID, Text: "hello"}, now)
		must(t, err)
		return out
	})
	d.run()
	d.views(d.people[1], c.ID)
	_, err := d.Store.Report(t.Context(), d.ws, store.Ref{Conversation: c.ID, Key: rules.MessageKey(now, "one")}, rules.Report{Status: rules.Delivered, At: now, PlatformID: "wamid.x"})
	must(t, err)
	_, ada, ben, cem := d.run()
	if len(ada)+len(cem) > 0 {
		t.Errorf("ada heard %+v, cem %+v", ada, cem)
	}
	if len(ben) != 1 || ben[0].Sequence != 0 || ben[0].Counters != nil || len(ben[0].Rows) != 0 || len(ben[0].Messages) != 1 || ben[0].Messages[0].Status != "delivered" {
		t.Errorf("ben heard %+v", ben)
	}
}

func TestAFailureReachesTheRowAndIsNoMessage(t *testing.T) {
	d := newDesk(t)
	c := d.customer(t, 1, 1)
	now := clock.Now().Truncate(time.Millisecond)
	d.change(c.ID, func(c rules.Conversation) rules.Change {
		out, err := rules.Reply(c, rules.Draft{ClientID: "one", At: now, By: d.people[1].ID, Text: "hello"}, now)
		must(t, err)
		return out
	})
	d.run()
	d.views(d.people[1], c.ID)
	_, err := d.Store.Report(t.Context(), d.ws, store.Ref{Conversation: c.ID, Key: rules.MessageKey(now, "one")},
		rules.Report{Status: rules.Failed, At: now, Error: &rules.SendError{Code: 131026, Reason: "undeliverable"}})
	must(t, err)
	_, ada, ben, _ := d.run()
	if len(ada) != 1 || len(ada[0].Rows) != 1 || !ada[0].Rows[0].Failed {
		t.Errorf("ada heard %+v", ada)
	}
	if len(ben) != 1 || len(ben[0].Messages) != 1 || ben[0].Messages[0].Status != "failed" || ben[0].Messages[0].Kind != "message" {
		t.Errorf("ben heard %+v", ben)
	}
}

func TestOnlyWhoLooksHearsThatWhatWaitsHasChanged(t *testing.T) {
	d := newDesk(t)
	c := d.customer(t, 1, 1)
	d.run()
	d.views(d.people[1], c.ID)
	d.change(c.ID, func(c rules.Conversation) rules.Change { return rules.TellScheduled(c, d.people[0].ID, clock.Now()) })
	_, ada, ben, _ := d.run()
	if len(ada) != 1 || len(ada[0].Messages) != 0 {
		t.Errorf("ada heard %+v", ada)
	}
	if len(ben) != 1 || len(ben[0].Messages) != 1 || ben[0].Messages[0].Event == nil || ben[0].Messages[0].Event.Type != "scheduled" {
		t.Errorf("ben heard %+v", ben)
	}
	page, err := d.Store.Entries(t.Context(), d.people[1], c.ID, "", "", 100)
	if must(t, err); len(page.Items) != 1 {
		t.Errorf("the thread shows %d entries, want the customer's one", len(page.Items))
	}
}

func TestWhatIsAssignedAwayIsGoneForThoseWhoSawIt(t *testing.T) {
	d := newDesk(t)
	c := d.customer(t, 1, 1)
	d.views(d.people[2], c.ID)
	d.run()
	d.change(c.ID, func(c rules.Conversation) rules.Change {
		return rules.Assign(c, rules.Assignee{User: d.people[1].ID}, d.people[1].ID, clock.Now())
	})
	_, ada, ben, cem := d.run()
	if len(ada[0].Rows) != 1 || len(ben[0].Rows) != 1 || len(ada[0].Gone)+len(ben[0].Gone) != 0 {
		t.Errorf("ada heard %+v, ben %+v", ada, ben)
	}
	if len(cem) != 1 || len(cem[0].Rows) != 0 || len(cem[0].Messages) != 0 || !slices.Equal(cem[0].Gone, []string{string(c.ID)}) {
		t.Errorf("cem heard %+v", cem)
	}
	d.change(c.ID, func(c rules.Conversation) rules.Change { return rules.Close(c, d.people[1].ID, "", clock.Now()) })
	_, _, _, cem = d.run()
	if len(cem) != 1 || len(cem[0].Gone)+len(cem[0].Rows)+len(cem[0].Messages) != 0 || cem[0].Sequence != 3 {
		t.Errorf("later cem heard %+v", cem)
	}
}

func TestALostPushIsMadeUpForByTheNextFrame(t *testing.T) {
	d := newDesk(t)
	d.gateway.Lose(d.id(1))
	d.customer(t, 1, 1)
	d.run()
	if c, err := d.Store.Connection(t.Context(), d.id(1)); err != nil || !c.Dirty {
		t.Fatalf("connection %+v: %v", c, err)
	}
	d.gateway.Mend(d.id(1))
	d.customer(t, 2, 1)
	_, ada, ben, _ := d.run()
	if len(ben) != 1 || ben[0].T != "resync" || ben[0].Sequence != 2 || ben[0].Counters.Open != 2 || len(ben[0].Presence) != 3 || ada[0].T != "change" {
		t.Errorf("ben heard %+v", ben)
	}
	d.customer(t, 3, 1)
	if _, _, ben, _ = d.run(); len(ben) != 1 || ben[0].T != "change" {
		t.Errorf("then ben heard %+v", ben)
	}
}

func TestAClosedSocketIsForgottenAndTheOthersHearWhoIsHere(t *testing.T) {
	d := newDesk(t)
	d.gateway.Close(d.id(2))
	d.customer(t, 1, 1)
	_, ada, _, _ := d.run()
	if all, err := d.Store.Connections(t.Context(), d.ws); err != nil || len(all) != 2 {
		t.Errorf("connections %+v: %v", all, err)
	}
	if len(ada) != 2 || ada[1].T != "presence" || len(ada[1].Presence) != 2 {
		t.Errorf("ada heard %+v", ada)
	}
}

func TestASocketThatIsStillOpeningIsKept(t *testing.T) {
	d := newDesk(t)
	d.open(d.people[2], time.Second)
	d.gateway.Close(d.id(2))
	d.customer(t, 1, 1)
	d.run()
	if _, err := d.Store.Connection(t.Context(), d.id(2)); err != nil {
		t.Error(err)
	}
}

func TestWorkspacesInOneBatchStayApart(t *testing.T) {
	d := newDesk(t)
	other := &desk{d.bench.office(t), t}
	other.open(other.people[0], time.Hour)
	d.customer(t, 1, 1)
	theirs := other.customer(t, 1, 1)
	_, ada, _, _ := d.run()
	heard := other.gateway.Take(other.id(0))
	if len(ada) != 1 || len(ada[0].Rows) != 1 || ada[0].Rows[0].ID == string(theirs.ID) || ada[0].Counters.Open != 1 {
		t.Errorf("ada heard %+v", ada)
	}
	if len(heard) != 1 || len(heard[0].Rows) != 1 || heard[0].Rows[0].ID != string(theirs.ID) {
		t.Errorf("the neighbours heard %+v", heard)
	}
}

func TestWhatCannotBeReadComesAgainOrIsLeftBehind(t *testing.T) {
	d := newDesk(t)
	d.customer(t, 1, 1)
	batch := d.Records(t, "notifier")
	odd := awsevents.DynamoDBEventRecord{EventName: "INSERT"}
	odd.Change.SequenceNumber = "odd"
	answer, err := d.handle(t.Context(), awsevents.DynamoDBEvent{Records: append([]awsevents.DynamoDBEventRecord{odd}, batch.Records...)})
	if err != nil || len(answer.BatchItemFailures) != 0 || len(d.gateway.Take(d.id(0))) != 1 {
		t.Errorf("answer %+v: %v", answer, err)
	}
}

// BenchmarkNotifier is a batch of one message to 100 open sockets, DynamoDB included.
func BenchmarkNotifier(b *testing.B) {
	o := newBench(b).office(b)
	for i := range 100 {
		p := o.people[i%3]
		must(b, o.Store.AddConnection(b.Context(), store.Connection{Workspace: o.ws, ID: fmt.Sprint(p.ID, i), User: p.ID, Role: p.Role,
			State: audience.Online, Since: clock.Now().Add(-time.Hour)}, clock.Now()))
	}
	for b.Loop() {
		b.StopTimer()
		o.customer(b, 1, 1)
		batch := o.Records(b, "notifier")
		b.StartTimer()
		if _, err := o.handle(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
}
