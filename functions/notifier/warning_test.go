package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"transom/functions/internal/stream"
	"transom/shared/clock"
	"transom/shared/live"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// lead is longer than what the customers of these tests have left.
const lead = 2 * time.Hour

// waits makes a customer who wrote 23 hours ago and belongs to somebody by now.
func (d *desk) waits(n int, to rules.Assignee) rules.Conversation {
	d.Helper()
	at := clock.Now().Add(-23 * time.Hour).Truncate(time.Millisecond)
	id := fmt.Sprint("wamid.waits.", n)
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: id, PlatformID: id, Status: rules.Received,
		Key: rules.MessageKey(at, id), At: at, ReceivedAt: at, Opens: true, Counts: true}
	got, err := d.Store.Receive(d.Context(), d.ws, d.channel, store.Sender{Address: rules.Address{UserID: id}, Name: "Zoë"}, []rules.Entry{e})
	must(d, err)
	d.change(got.Conversation.ID, func(c rules.Conversation) rules.Change { return rules.Assign(c, to, to.User, at) })
	c, err := d.Store.Head(d.Context(), d.ws, got.Conversation.ID)
	must(d, err)
	return c
}

// warn does what is due by a plan of warnings to these audiences.
func (d *desk) warn(id rules.ConversationID, audiences ...rules.Audience) {
	d.Helper()
	var plan rules.Plan
	for i, to := range audiences {
		plan.Warnings = append(plan.Warnings, rules.Warning{Before: lead - time.Duration(i)*time.Minute, To: to})
	}
	d.change(id, func(c rules.Conversation) rules.Change {
		return rules.OpenToTeam(rules.Tick(c, d.channel, plan, clock.Now()), d.members())
	})
}

// told gives what each colleague was warned of, as audiences, and holds the frames to their shape.
func (d *desk) told(c rules.Conversation, frames ...[]wire.Down) (to []string) {
	d.Helper()
	for _, heard := range frames {
		word := ""
		for _, f := range heard {
			if len(f.Messages) > 0 {
				d.Errorf("a warning stands in the thread: %+v", f.Messages)
			}
			for _, w := range f.Warnings {
				if word != "" || w.Conversation != string(c.ID) || !w.ClosesAt.Equal(c.Deadline()) || len(f.Rows) != 1 || f.Rows[0].ID != w.Conversation {
					d.Errorf("heard %+v with %d rows", w, len(f.Rows))
				}
				word = w.To
			}
		}
		to = append(to, word)
	}
	return to
}

// ada is an admin, ben and cem are agents, cem of the team billing.
func TestAWarningReachesThoseWhomItConcerns(t *testing.T) {
	const a, b, c = 0, 1, 2
	for _, tc := range []struct {
		name string
		to   func(d *desk) rules.Assignee
		warn []rules.Audience
		want []string
	}{
		{"nobody's, to whoever may take it", nobody, []rules.Audience{rules.ToAssignee}, []string{"assignee", "assignee", "assignee"}},
		{"nobody's, to the team", nobody, []rules.Audience{rules.ToTeam}, []string{"team", "team", "team"}},
		{"ben's, to him", person(b), []rules.Audience{rules.ToAssignee}, []string{"", "assignee", ""}},
		{"ben's, to supervisors", person(b), []rules.Audience{rules.ToSupervisors}, []string{"supervisors", "", ""}},
		{"cem's, to his team, of which nobody else is", person(c), []rules.Audience{rules.ToTeam}, []string{"", "", "team"}},
		{"billing's, to whoever has it", billing, []rules.Audience{rules.ToAssignee}, []string{"", "", "assignee"}},
		{"billing's, to the team", billing, []rules.Audience{rules.ToTeam}, []string{"", "", "team"}},
		{"ada's, to her twice at once", person(a), []rules.Audience{rules.ToAssignee, rules.ToSupervisors}, []string{"supervisors", "", ""}},
		{"ben's, to everybody at once", person(b), []rules.Audience{rules.ToAssignee, rules.ToTeam, rules.ToSupervisors}, []string{"supervisors", "assignee", ""}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := newDesk(t)
			head := d.waits(1, tc.to(d))
			d.views(d.people[0], head.ID)
			d.run()
			d.warn(head.ID, tc.warn...)
			batch, ada, ben, cem := d.run()
			if diff := cmp.Diff(d.told(head, ada, ben, cem), tc.want); diff != "" {
				t.Errorf("ada, ben, cem (-got +want):\n%s", diff)
			}
			d.repeat(batch)
			if diff := cmp.Diff(d.told(head, d.gateway.Take(d.id(0)), d.gateway.Take(d.id(1)), d.gateway.Take(d.id(2))), tc.want); diff != "" {
				t.Errorf("a batch that comes again says something else (-got +want):\n%s", diff)
			}
			d.exact(t)
		})
	}
}

func nobody(*desk) rules.Assignee  { return rules.Assignee{} }
func billing(*desk) rules.Assignee { return rules.Assignee{Team: "billing"} }
func person(n int) func(*desk) rules.Assignee {
	return func(d *desk) rules.Assignee { return rules.Assignee{User: d.people[n].ID} }
}

func TestAWarningThatNoLongerHoldsIsNotTold(t *testing.T) {
	for name, meanwhile := range map[string]func(d *desk, c rules.Conversation) rules.Change{
		"answered": func(d *desk, c rules.Conversation) rules.Change {
			now := clock.Now().Truncate(time.Millisecond)
			out, err := rules.Reply(c, rules.Draft{ClientID: "one", At: now, By: d.people[1].ID, Text: "hello"}, now)
			must(d, err)
			return out
		},
		"closed": func(d *desk, c rules.Conversation) rules.Change {
			return rules.Close(c, d.people[0].ID, "", clock.Now())
		},
		"wrote again": func(d *desk, c rules.Conversation) rules.Change {
			now := clock.Now().Truncate(time.Millisecond)
			return rules.Receive(c, d.channel, []rules.Entry{{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "x", Key: rules.MessageKey(now, "x"),
				PlatformID: "x", At: now, Opens: true, Counts: true, Status: rules.Received}}, now)
		},
		"window refused": func(d *desk, c rules.Conversation) rules.Change {
			return rules.CloseWindow(c, d.channel, rules.Free, clock.Now(), clock.Now())
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			head := d.waits(1, rules.Assignee{})
			d.run()
			d.warn(head.ID, rules.ToAssignee)
			d.change(head.ID, func(c rules.Conversation) rules.Change { return meanwhile(d, c) })
			_, ada, ben, cem := d.run()
			if got := d.told(head, ada, ben, cem); slices.ContainsFunc(got, func(to string) bool { return to != "" }) {
				t.Errorf("warned %v", got)
			}
		})
	}
}

func TestLabelsAndLastCallsStandInTheThread(t *testing.T) {
	d := newDesk(t)
	c := d.customer(t, 1, 1)
	d.run()
	d.views(d.people[1], c.ID)
	d.change(c.ID, func(c rules.Conversation) rules.Change {
		out, err := rules.Label(c, "vip", d.people[0].ID, clock.Now())
		must(t, err)
		return out
	})
	d.change(c.ID, func(c rules.Conversation) rules.Change { return rules.Unlabel(c, "vip", d.people[0].ID, clock.Now()) })
	d.change(c.ID, func(c rules.Conversation) rules.Change { return rules.SkipLastCall(c, "missing_value", clock.Now()) })
	_, _, ben, _ := d.run()
	var got []string
	for _, f := range ben {
		for _, m := range f.Messages {
			got = append(got, m.Event.Type+" "+m.Event.Reason)
		}
	}
	if diff := cmp.Diff(got, []string{"labelled vip", "unlabelled vip", "last_call missing_value"}); diff != "" {
		t.Error(diff)
	}
}

// Forty-eight warnings are the most one batch can hold.
func TestABatchFullOfWarningsStaysInItsFrames(t *testing.T) {
	d := newDesk(t)
	var warned []string
	for n := range 48 {
		head := d.waits(n, rules.Assignee{})
		d.warn(head.ID, rules.ToAssignee)
		warned = append(warned, string(head.ID))
	}
	records := d.Records(d.T, "notifier").Records
	records = slices.DeleteFunc(records, func(r awsevents.DynamoDBEventRecord) bool { return !isWarning(r) })
	d.repeat(awsevents.DynamoDBEvent{Records: records})
	var told []string
	for _, f := range d.gateway.Take(d.id(1)) {
		frames, err := live.Encode(f)
		must(t, err)
		if len(frames) != 1 || len(frames[0]) > live.FrameLimit {
			t.Errorf("a frame has %d bytes", len(frames[0]))
		}
		for _, w := range f.Warnings {
			told = append(told, w.Conversation)
		}
	}
	slices.Sort(told)
	slices.Sort(warned)
	if diff := cmp.Diff(told, warned); diff != "" {
		t.Errorf("warned of (-got +want):\n%s", diff)
	}
}

// isWarning reads a record as the notifier does.
func isWarning(r awsevents.DynamoDBEventRecord) bool {
	threads, _ := stream.Threads(awsevents.DynamoDBEvent{Records: []awsevents.DynamoDBEventRecord{r}})
	n := gather(threads)
	return len(n) == 1 && len(n[0].conversations) == 1 && len(n[0].conversations[0].warned) == 1
}
