package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"pgregory.net/rapid"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

func TestMain(m *testing.M) {
	flag.Parse()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("20") // each is a workspace with a few hundred writes on the real engine
	}
	os.Exit(m.Run())
}

// TestASnapshotAndItsFramesAreTheLaterSnapshot lets customers and colleagues act at random, cuts the stream
// into random batches of which some come twice, loses pushes and connections, and then holds every browser
// against what it would read afresh, and the counters against the heads themselves.
func TestASnapshotAndItsFramesAreTheLaterSnapshot(t *testing.T) {
	b := newBench(t)
	rapid.Check(t, func(t *rapid.T) {
		o := b.office(t)
		o.hire(t, rules.Member{ID: o.people[0].ID + "-dan", Role: rules.Agent, Teams: []rules.TeamID{"billing"}}) // cem's colleague
		var clients []*client
		for _, who := range o.people {
			clients = append(clients, o.client(t, who))
		}
		clients = append(clients, o.client(t, o.people[1]))
		var backlog []awsevents.DynamoDBEventRecord
		steps := rapid.IntRange(5, 40).Draw(t, "steps")
		for range steps {
			switch rapid.IntRange(0, 9).Draw(t, "step") {
			case 0:
				o.trouble(t, rapid.SampledFrom(clients).Draw(t, "client"))
			case 1:
				c := rapid.SampledFrom(clients).Draw(t, "client")
				if ids := o.ids(t); len(ids) > 0 {
					c.look(t, rapid.SampledFrom(ids).Draw(t, "open"))
				}
			case 2, 3:
				backlog = append(backlog, o.Records(b.t, "notifier").Records...)
				backlog = o.deliver(t, backlog, clients)
			default:
				o.act(t)
			}
		}
		backlog = append(backlog, o.Records(b.t, "notifier").Records...)
		for len(backlog) > 0 {
			backlog = o.deliver(t, backlog, clients)
		}
		for _, c := range clients {
			o.recover(t, c)
			c.agrees(t)
		}
		o.exact(t)
	})
}

// trouble loses a client's pushes, or takes it offline, or brings it back.
func (o *office) trouble(t *rapid.T, c *client) {
	switch {
	case c.id == "":
		o.connect(t, c)
	case rapid.Bool().Draw(t, "offline"):
		o.gateway.Close(c.id)
		o.gateway.Take(c.id)
		c.id = ""
	case rapid.Bool().Draw(t, "mend"):
		o.gateway.Mend(c.id)
	default:
		o.gateway.Lose(c.id)
		c.troubled = true
	}
}

// recover ends the trouble: who is offline comes back, who lost pushes pings. Who had no trouble is up to
// date without asking.
func (o *office) recover(t *rapid.T, c *client) {
	switch {
	case c.id == "":
		o.connect(t, c)
	case c.troubled:
		o.gateway.Mend(c.id)
		c.listen(t)
		c.ask(t, "pong")
	}
}

// deliver hands the notifier the first records of the backlog, as one batch that may come twice.
func (o *office) deliver(t *rapid.T, backlog []awsevents.DynamoDBEventRecord, clients []*client) []awsevents.DynamoDBEventRecord {
	if len(backlog) == 0 {
		return nil
	}
	n := rapid.IntRange(1, min(len(backlog), 12)).Draw(t, "batch")
	times := 1
	if rapid.IntRange(0, 3).Draw(t, "again") == 0 {
		times = 2
	}
	for range times {
		answer, err := o.handle(context.Background(), awsevents.DynamoDBEvent{Records: backlog[:n]})
		must(t, err)
		if len(answer.BatchItemFailures) > 0 {
			t.Fatalf("failures %v", answer.BatchItemFailures)
		}
		for _, c := range clients {
			if c.id != "" {
				c.listen(t)
			}
		}
	}
	return backlog[n:]
}

// act lets a customer or a colleague do something; what the rules refuse is no change.
func (o *office) act(t *rapid.T) {
	ctx := context.Background()
	now := clock.Now().Truncate(time.Millisecond)
	who := rapid.SampledFrom(o.people).Draw(t, "who")
	ids := o.ids(t)
	kind := rapid.IntRange(0, 14).Draw(t, "act")
	if kind <= 2 || len(ids) == 0 {
		o.customer(t, rapid.IntRange(0, 3).Draw(t, "customer"), rapid.IntRange(1, 3).Draw(t, "messages"))
		return
	}
	id := rapid.SampledFrom(ids).Draw(t, "conversation")
	draft := rules.Draft{ClientID: fmt.Sprint(now.UnixNano()), At: now, By: who.ID, Text: "text"}
	to := rules.Assignee{User: rapid.SampledFrom(o.people).Draw(t, "to").ID}
	if rapid.IntRange(0, 3).Draw(t, "team") == 0 {
		to = rules.Assignee{Team: "billing"}
	}
	_, err := o.Store.Change(ctx, o.ws, id, func(c rules.Conversation) (rules.Change, error) {
		switch kind {
		case 3:
			return rules.Claim(c, who.Member, now)
		case 4:
			return rules.Assign(c, to, who.ID, now), nil
		case 5:
			return rules.Assign(c, rules.Assignee{}, who.ID, now), nil
		case 6:
			return rules.Close(c, who.ID, "", now), nil
		case 7:
			return rules.Reopen(c, who.ID, now), nil
		case 8:
			return rules.MarkRead(c, who.ID, now), nil
		case 9:
			return rules.Annotate(c, draft)
		case 11:
			return rules.Label(c, rapid.SampledFrom([]string{"vip", "late"}).Draw(t, "label"), who.ID, now)
		case 12:
			return rules.Unlabel(c, "vip", who.ID, now), nil
		case 13:
			plan := rules.Plan{Warnings: []rules.Warning{{Before: 25 * time.Hour, To: rules.ToTeam}}}
			return rules.OpenToTeam(rules.Tick(c, o.channel, plan, now), o.members()), nil
		case 14:
			return rules.SkipLastCall(c, "missing_value", now), nil
		default:
			return rules.Reply(c, draft, now)
		}
	})
	var refused *fault.Error
	if err != nil && !errors.As(err, &refused) {
		t.Fatal(err)
	}
	if kind == 10 && err == nil {
		o.status(t, store.Ref{Conversation: id, Key: rules.MessageKey(now, draft.ClientID)}, now)
	}
}

// status moves a message up, which changes an entry and not the head, unless it fails.
func (o *office) status(t *rapid.T, ref store.Ref, now time.Time) {
	report := rules.Report{Status: rapid.SampledFrom([]rules.Delivery{rules.Sent, rules.Failed, rules.Read}).Draw(t, "status"), At: now, PlatformID: "wamid." + string(ref.Key)}
	if report.Status == rules.Failed {
		report.Error = &rules.SendError{Code: 131026, Reason: "undeliverable"}
	}
	_, err := o.Store.Report(context.Background(), o.ws, ref, report)
	must(t, err)
}

// customer writes some messages at once: one transaction with several entries.
func (o *office) customer(t fataler, n, messages int) rules.Conversation {
	now := clock.Now().Truncate(time.Millisecond)
	var entries []rules.Entry
	for i := range messages {
		at := now.Add(time.Duration(i) * time.Millisecond)
		id := fmt.Sprintf("wamid.%d.%d.%d", n, clock.Now().UnixNano(), i)
		entries = append(entries, rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: id, PlatformID: id, Status: rules.Received,
			Key: rules.MessageKey(at, id), At: at, ReceivedAt: now, Opens: true, Counts: true})
	}
	from := store.Sender{Address: rules.Address{UserID: fmt.Sprint("customer", n)}, Name: fmt.Sprint("Customer ", n)}
	got, err := o.Store.Receive(context.Background(), o.ws, o.channel, from, entries)
	must(t, err)
	return got.Conversation
}

// heads are all conversations, as an admin reads them.
func (o *office) heads(t fataler) []rules.Conversation {
	page, err := o.Store.Conversations(context.Background(), o.people[0], store.View{}, "", 100)
	must(t, err)
	return page.Items
}

func (o *office) ids(t fataler) []rules.ConversationID {
	var ids []rules.ConversationID
	for _, h := range o.heads(t) {
		ids = append(ids, h.ID)
	}
	return ids
}

// exact holds the counters against the heads.
func (o *office) exact(t fataler) {
	var want rules.Counters
	for _, h := range o.heads(t) {
		want = want.Plus(rules.Tally(h))
	}
	sync, err := o.Store.Sync(context.Background(), o.ws)
	must(t, err)
	if sync.Counters != want {
		t.Fatalf("counters %+v, the heads say %+v", sync.Counters, want)
	}
}
