package main

import (
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

func TestAVisitorHearsOfNewsAndNothingElse(t *testing.T) {
	d := newDesk(t)
	ch := rules.Channel{ID: rules.NewChannelID("x", rules.WebChat, d.ws.String()), Kind: rules.WebChat, AccountID: d.ws.String(), Name: "Chat", NewStatus: rules.Open, CreatedAt: clock.Now()}
	must(t, d.Store.ConnectChannel(t.Context(), d.ws, ch))
	now := clock.Now().Truncate(time.Millisecond)
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: "v1.a", Key: rules.MessageKey(now, "v1.a"), At: now,
		ReceivedAt: now, Status: rules.Received, Opens: true, Counts: true}
	got, err := d.Store.Receive(t.Context(), d.ws, ch, store.Sender{Address: rules.Address{UserID: "v1"}}, []rules.Entry{e})
	must(t, err)
	id := got.Conversation.ID
	for _, socket := range []struct {
		id  string
		age time.Duration
	}{{"tab1", time.Hour}, {"tab2", time.Hour}, {"closed", time.Hour}, {"opening", 0}} {
		must(t, d.Store.AddVisitorConnection(t.Context(), store.VisitorConnection{Workspace: d.ws, Conversation: id, ID: socket.id, Since: now.Add(-socket.age)}, now))
	}
	d.gateway.Close("closed")
	d.gateway.Close("opening")
	heard := func(what string, want int) {
		t.Helper()
		d.run()
		for _, tab := range []string{"tab1", "tab2"} {
			frames := d.gateway.Take(tab)
			if len(frames) != want {
				t.Errorf("%s: %s heard %+v, want %d", what, tab, frames, want)
			}
			for _, f := range frames {
				if f.T != "news" || len(f.Rows)+len(f.Messages) > 0 || f.Counters != nil {
					t.Errorf("%s: %s heard %+v", what, tab, f)
				}
			}
		}
	}
	heard("the visitor's own message, for the other tab", 1)
	left, err := d.Store.VisitorConnections(t.Context(), d.ws, id)
	must(t, err)
	if len(left) != 3 {
		t.Errorf("%d sockets left, want the two and the one that is still opening", len(left))
	}
	d.change(id, func(c rules.Conversation) rules.Change {
		out, err := rules.Annotate(c, rules.Draft{ClientID: "note", At: now, By: d.people[0].ID, Text: "private"})
		must(t, err)
		return out
	})
	heard("a note", 0)
	d.change(id, func(c rules.Conversation) rules.Change {
		out, err := rules.Reply(c, rules.Draft{ClientID: "one", At: now, By: d.people[0].ID, Text: "answer"}, now)
		must(t, err)
		return out
	})
	heard("an answer on its way", 0)
	report := func(st rules.Delivery) {
		t.Helper()
		_, err := d.Store.Report(t.Context(), d.ws, store.Ref{Conversation: id, Key: rules.MessageKey(now, "one")}, rules.Report{Status: st, At: now, PlatformID: "us.1"})
		must(t, err)
	}
	report(rules.Accepted)
	heard("an answer", 1)
	report(rules.Delivered)
	heard("their own receipt", 0)
}
