package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// noon is a time near the present, so that windows opened at it are open; whole seconds, as platforms send.
var noon = time.Now().UTC().Truncate(time.Second).Add(-time.Hour)

// world is a workspace with a channel and an admin.
type world struct {
	*store.Store
	t       testing.TB
	ctx     context.Context
	ws      store.Workspace
	channel rules.Channel
	admin   store.Viewer
}

func newWorld(t testing.TB) *world { return settle(t, storetest.New(t), "demo") }

func meteredWorld(t testing.TB) (*world, *store.Meter) {
	s, m := storetest.Metered(t)
	w := settle(t, s, "demo")
	m.TakeAll()
	return w, m
}

// settle makes a workspace called id in a store.
func settle(t testing.TB, s *store.Store, id string) *world {
	t.Helper()
	w := &world{Store: s, t: t, ctx: t.Context()}
	var err error
	w.ws, err = s.CreateWorkspace(w.ctx, id, "Demo")
	must(t, err)
	w.channel = rules.Channel{ID: rules.NewChannelID(id, rules.WhatsApp, "10"+id), Kind: rules.WhatsApp, AccountID: "10" + id, Name: "Sales", CreatedAt: noon}
	must(t, s.ConnectChannel(w.ctx, w.ws, w.channel))
	w.admin = w.member(rules.UserID("admin"+id), rules.Admin)
	return w
}

func (w *world) member(id rules.UserID, role rules.Role, teams ...rules.TeamID) store.Viewer {
	w.t.Helper()
	must(w.t, w.PutMember(w.ctx, w.ws, rules.Member{ID: id, Email: string(id) + "@demo", Name: string(id), Role: role, Teams: teams}))
	v, err := w.Member(w.ctx, string(id))
	must(w.t, err)
	return v
}

// sender is a customer with both kinds of id.
func sender(n int) store.Sender {
	return store.Sender{Name: fmt.Sprintf("Customer %04d", n), Address: rules.Address{
		UserID: fmt.Sprintf("US.1349120865530%07d", n), Phone: fmt.Sprintf("49151%08d", n)}}
}

// inbound is a text as the WhatsApp channel reads it.
func inbound(id string, at time.Time) rules.Entry {
	wamid := "wamid.HBgNNDkxNTExMjM0NTY3OBUCABIYFjNFQjBD" + id
	return rules.Entry{
		Kind: rules.Message, Direction: rules.In, Type: rules.Text, PlatformID: wamid, Key: rules.MessageKey(at, wamid),
		Text: "Hello, is my order on its way? It should have come on Monday. " + id,
		At:   at, Status: rules.Received, Opens: true, Counts: true, ReceivedAt: at.Add(time.Second),
	}
}

func (w *world) receive(from store.Sender, entries ...rules.Entry) rules.Conversation {
	w.t.Helper()
	got, err := w.Receive(w.ctx, w.ws, w.channel, from, entries)
	must(w.t, err)
	return got.Conversation
}

// reply queues an answer by the admin and gives its name.
func (w *world) reply(id rules.ConversationID, client string) store.Ref {
	w.t.Helper()
	return w.replyAt(id, client, time.Now().UTC())
}

func (w *world) replyAt(id rules.ConversationID, client string, at time.Time) store.Ref {
	w.t.Helper()
	_, err := w.ChangeAs(w.ctx, w.admin, id, 0, func(c rules.Conversation) (rules.Change, error) {
		return rules.Reply(c, rules.Draft{ClientID: client, At: at, By: w.admin.ID, Text: "It left this morning and arrives tomorrow."}, at)
	})
	must(w.t, err)
	return store.Ref{Conversation: id, Key: rules.MessageKey(at, client)}
}

func (w *world) entry(ref store.Ref) rules.Entry {
	w.t.Helper()
	e, err := w.EntryOf(w.ctx, w.admin, ref)
	must(w.t, err)
	return e
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
