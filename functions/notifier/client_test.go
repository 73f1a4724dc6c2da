package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"transom/functions/internal/audience"
	"transom/functions/internal/audience/audiencetest"
	"transom/functions/internal/streamtest"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// bench is one engine and one gateway, on which every test and every run of a property has its own workspace.
type bench struct {
	*streamtest.Desk
	gateway  *audiencetest.Gateway
	audience *audience.Audience
	handle   handler
	t        testing.TB
	made     int
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{Desk: streamtest.Open(t), gateway: audiencetest.Open(t), t: t}
	b.audience = audience.New(b.Store, b.gateway.Pusher)
	n := &notifier{store: b.Store, audience: b.audience}
	b.handle = n.handle
	return b
}

// office is a workspace with a channel and people.
type office struct {
	*bench
	ws      store.Workspace
	channel rules.Channel
	people  []store.Viewer
	sockets int
}

func (b *bench) office(t fataler) *office {
	b.made++
	ctx := context.Background()
	id := fmt.Sprint("ws", b.made)
	ws, err := b.Store.CreateWorkspace(ctx, id, id)
	must(t, err)
	o := &office{bench: b, ws: ws, channel: rules.Channel{ID: rules.NewChannelID(id, rules.WhatsApp, id), Kind: rules.WhatsApp, AccountID: id,
		Name: id, NewStatus: rules.Open, Distribution: rules.Manual, OnExpiry: rules.MarkExpired, CreatedAt: clock.Now()}}
	must(t, b.Store.ConnectChannel(ctx, ws, o.channel))
	for _, m := range []rules.Member{
		{ID: rules.UserID(id + "-ada"), Role: rules.Admin}, {ID: rules.UserID(id + "-ben"), Role: rules.Agent},
		{ID: rules.UserID(id + "-cem"), Role: rules.Agent, Teams: []rules.TeamID{"billing"}},
	} {
		o.hire(t, m)
	}
	return o
}

// hire adds a colleague.
func (o *office) hire(t fataler, m rules.Member) store.Viewer {
	must(t, o.Store.PutMember(context.Background(), o.ws, m))
	v, err := o.Store.Member(context.Background(), string(m.ID))
	must(t, err)
	o.people = append(o.people, v)
	return v
}

// members are all of them, as the closer knows them.
func (o *office) members() (all []rules.Member) {
	for _, p := range o.people {
		all = append(all, p.Member)
	}
	return all
}

// fataler is what *testing.T and *rapid.T have in common here.
type fataler interface {
	Fatal(...any)
	Fatalf(string, ...any)
}

func must(t fataler, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// client is a browser as shared/wire/frame.go describes it: it applies frames, sees gaps, asks again.
type client struct {
	*office
	who      store.Viewer
	id       string // of its socket, "" while offline
	sequence int64
	counters wire.Counters
	rows     map[string]wire.Conversation
	open     rules.ConversationID
	thread   map[string]wire.Message
	troubled bool // it lost something and has not asked since
}

// connect opens a socket and says hello with what the client has.
func (o *office) connect(t fataler, c *client) {
	o.sockets++
	c.id = fmt.Sprintf("%s-%d", c.who.ID, o.sockets)
	now := clock.Now()
	must(t, o.Store.AddConnection(context.Background(), store.Connection{Workspace: o.ws, ID: c.id, User: c.who.ID, Role: c.who.Role, Teams: c.who.Teams,
		Viewing: c.open, State: audience.Online, Since: now.Add(-60e9)}, now))
	c.ask(t, "welcome")
}

func (o *office) client(t fataler, who store.Viewer) *client {
	c := &client{office: o, who: who, rows: map[string]wire.Conversation{}, thread: map[string]wire.Message{}}
	o.connect(t, c)
	return c
}

// look opens a conversation: its newest page is read, and the registry told.
func (c *client) look(t fataler, id rules.ConversationID) {
	c.open = id
	c.refresh(t)
	if c.id == "" {
		return
	}
	conn, err := c.Store.Connection(context.Background(), c.id)
	if fault.KindOf(err) == fault.Missing && err != nil {
		return
	}
	must(t, err)
	conn.Viewing = id
	must(t, c.Store.UpdateConnection(context.Background(), conn))
	c.refresh(t) // what came between the first reading and the registry
}

// ask says hello or ping, as the socket function answers it.
func (c *client) ask(t fataler, as string) {
	c.troubled = false
	ctx := context.Background()
	conn, err := c.Store.Connection(ctx, c.id)
	must(t, err)
	d, err := c.audience.CatchUp(ctx, conn, c.who, c.sequence, as, clock.Now())
	must(t, err)
	conn.Dirty = false
	must(t, c.Store.UpdateConnection(ctx, conn))
	c.hear(t, d)
}

// listen applies what the gateway delivered.
func (c *client) listen(t fataler) {
	for _, d := range c.gateway.Take(c.id) {
		c.hear(t, d)
	}
}

func (c *client) hear(t fataler, d wire.Down) {
	if d.Counters != nil && d.Sequence >= c.sequence {
		c.counters = *d.Counters
	}
	switch d.T {
	case "change":
		if d.Sequence > c.sequence+1 {
			c.apply(d)
			c.ask(t, "welcome")
			return
		}
		c.apply(d)
		c.sequence = max(c.sequence, d.Sequence)
	case "welcome", "pong":
		for _, ch := range d.Changed {
			c.read(t, ch.ID)
		}
		c.lose(d.Gone)
		c.sequence = d.Sequence
		if d.T == "welcome" || len(d.Changed) > 0 {
			c.refresh(t)
		}
	case "resync":
		c.reload(t)
		c.sequence = d.Sequence
		c.refresh(t)
	}
}

func (c *client) apply(d wire.Down) {
	for _, r := range d.Rows {
		if r.Version > c.rows[r.ID].Version {
			c.rows[r.ID] = r
		}
	}
	c.lose(d.Gone)
	for _, m := range d.Messages {
		if m.ConversationID == string(c.open) {
			c.thread[m.ID] = m
		}
	}
}

func (c *client) lose(gone []string) {
	for _, id := range gone {
		delete(c.rows, id)
		if id == string(c.open) {
			c.open, c.thread = "", map[string]wire.Message{}
		}
	}
}

// read is GET /conversations/{id}.
func (c *client) read(t fataler, id string) {
	got, err := c.Store.Conversation(context.Background(), c.who, rules.ConversationID(id))
	if err != nil && fault.KindOf(err) == fault.Missing {
		c.lose([]string{id})
		return
	}
	must(t, err)
	if got.Version >= c.rows[id].Version {
		c.rows[id] = wire.OfConversation(got)
	}
}

// reload is GET /conversations, page by page.
func (c *client) reload(t fataler) { c.rows = c.snapshot(t) }

func (c *client) snapshot(t fataler) map[string]wire.Conversation {
	rows, cursor := map[string]wire.Conversation{}, ""
	for {
		page, err := c.Store.Conversations(context.Background(), c.who, store.View{}, cursor, 100)
		must(t, err)
		for _, got := range page.Items {
			rows[string(got.ID)] = wire.OfConversation(got)
		}
		if cursor = page.Cursor; cursor == "" {
			return rows
		}
	}
}

// refresh is GET …/messages of the open conversation.
func (c *client) refresh(t fataler) { c.open, c.thread = c.log(t) }

func (c *client) log(t fataler) (rules.ConversationID, map[string]wire.Message) {
	thread := map[string]wire.Message{}
	if c.open == "" {
		return "", thread
	}
	page, err := c.Store.Entries(context.Background(), c.who, c.open, "", "", 100)
	if err != nil && fault.KindOf(err) == fault.Missing {
		return "", thread
	}
	must(t, err)
	for _, e := range page.Items {
		if e.Event == nil || (e.Event.Type != rules.EventSeen && e.Event.Type != rules.EventFailed && e.Event.Type != rules.EventAmended) {
			thread[string(e.Key)] = wire.OfEntry(e)
		}
	}
	return c.open, thread
}

// agrees holds what the client has against what it would read now.
func (c *client) agrees(t fataler) {
	same := cmpopts.EquateEmpty()
	if diff := cmp.Diff(c.snapshot(t), c.rows, same); diff != "" {
		t.Fatalf("rows of %s differ from a snapshot (-snapshot +client):\n%s", c.id, diff)
	}
	sync, err := c.Store.Sync(context.Background(), c.ws)
	must(t, err)
	if diff := cmp.Diff(wire.OfCounters(sync.Counters), c.counters); diff != "" {
		t.Fatalf("counters of %s (-store +client):\n%s", c.id, diff)
	}
	_, log := c.log(t)
	if diff := cmp.Diff(log, c.thread, same); diff != "" {
		t.Fatalf("thread of %s differs from the log (-log +client):\n%s", c.id, diff)
	}
}
