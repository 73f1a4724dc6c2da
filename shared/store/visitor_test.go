package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// chat gives a workspace a web chat.
func (w *world) chat() rules.Channel {
	w.t.Helper()
	ch := rules.Channel{ID: rules.NewChannelID("demo", rules.WebChat, "pub"), Kind: rules.WebChat, AccountID: "pub", Name: "Chat", CreatedAt: noon,
		Widget: rules.Widget{Origins: []string{"https://shop.example"}}}
	must(w.t, w.ConnectChannel(w.ctx, w.ws, ch))
	return ch
}

// writes stores a visitor's message as the visitor function does.
func (w *world) writes(ch rules.Channel, visitor, client string, now time.Time) rules.Conversation {
	w.t.Helper()
	id := visitor + "." + client
	at, err := w.FirstHeard(w.ctx, w.ws, ch.ID, id, now)
	must(w.t, err)
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "visitor " + client, PlatformID: id, Key: rules.MessageKey(at, id),
		At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
	got, err := w.Receive(w.ctx, w.ws, ch, store.Sender{Address: rules.Address{UserID: visitor}, Name: "Visitor"}, []rules.Entry{e})
	must(w.t, err)
	return got.Conversation
}

func TestWhatAVisitorRepeatsTakesItsFirstPlace(t *testing.T) {
	w := newWorld(t)
	ch := w.chat()
	first := clock.Now().Truncate(time.Millisecond)
	w.writes(ch, "v1", "a", first)
	c := w.writes(ch, "v1", "a", first.Add(time.Hour))
	equal(t, "entries", len(w.log(c.ID)), 1)
	equal(t, "unread", c.Unread, 1)
	derived, err := w.VisitorThread(w.ctx, w.ws, ch, "v2")
	must(t, err)
	equal(t, "before the first word", derived.Version, 0)
	equal(t, "the thread that will be", w.writes(ch, "v2", "a", first).ID, derived.ID)
}

// TestAVisitorMissesNothing lets messages be written with clocks that are minutes off, and sent in another
// order than written: who reads on from their cursor has read everything in the end.
func TestAVisitorMissesNothing(t *testing.T) {
	w := newWorld(t)
	ch := w.chat()
	now := clock.Now().Truncate(time.Millisecond)
	c := w.writes(ch, "v1", "first", now)
	seen, cursor := map[string]bool{}, ""
	read := func() {
		t.Helper()
		head, err := w.VisitorThread(w.ctx, w.ws, ch, "v1")
		must(t, err)
		p, err := w.VisitorEntries(w.ctx, w.ws, head, cursor, 100)
		must(t, err)
		for _, e := range p.Items {
			seen[e.Text] = true
		}
		if cursor = p.Cursor; !slices.IsSortedFunc(p.Items, func(a, b rules.Entry) int { return int(a.At.Sub(b.At)) }) {
			t.Error("not in order")
		}
	}
	read()
	var refs []store.Ref
	for i := range 60 {
		at := now.Add(time.Duration((i*137)%580-290) * time.Second) // up to five minutes either way
		id := fmt.Sprintf("draft%02d", i)
		_, err := w.ChangeAs(w.ctx, w.admin, c.ID, 0, func(c rules.Conversation) (rules.Change, error) {
			return rules.Reply(c, rules.Draft{ClientID: id, At: at, By: w.admin.ID, Text: id}, now)
		})
		must(t, err)
		refs = append(refs, store.Ref{Conversation: c.ID, Key: rules.MessageKey(at, id)})
		if i%7 == 0 {
			read()
		}
		if i%2 == 1 { // the second of two is sent before the first
			for _, ref := range []store.Ref{refs[i], refs[i-1]} {
				_, err := w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Accepted, At: now, PlatformID: "us." + string(ref.Key[2:])})
				must(t, err)
				read()
			}
		}
	}
	w.writes(ch, "v1", "last", now.Add(time.Second))
	read()
	equal(t, "read", len(seen), 62)
}

func TestAVisitorsCursorIsTheirsAlone(t *testing.T) {
	w := newWorld(t)
	ch := w.chat()
	a, b := w.writes(ch, "v1", "a", noon), w.writes(ch, "v2", "b", noon)
	p, err := w.VisitorEntries(w.ctx, w.ws, a, "", 100)
	must(t, err)
	for name, cursor := range map[string]string{"another's": p.Cursor, "forged": "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cut": p.Cursor[:10], "not base64": "%"} {
		if _, err := w.VisitorEntries(w.ctx, w.ws, b, cursor, 100); code(err) != "bad_cursor" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestVisitorsSocketsAreFoundByConversation(t *testing.T) {
	w := newWorld(t)
	now := clock.Now()
	c := store.VisitorConnection{Workspace: w.ws, Conversation: "conv", ID: "conn1=", Since: now.Truncate(time.Millisecond)}
	must(t, w.AddVisitorConnection(w.ctx, c, now))
	all, err := w.VisitorConnections(w.ctx, w.ws, "conv")
	must(t, err)
	equal(t, "found", len(all), 1)
	equal(t, "the same", all[0].ID == c.ID && all[0].Since.Equal(c.Since), true)
	agents, err := w.Connections(w.ctx, w.ws)
	must(t, err)
	equal(t, "agents", len(agents), 0)
	if _, err := w.Connection(w.ctx, c.ID); fault.KindOf(err) != fault.Missing {
		t.Errorf("an agent's connection: %v", err)
	}
	for range 2 {
		must(t, w.RemoveVisitorConnection(w.ctx, c))
	}
	if _, err := w.VisitorConnection(w.ctx, c.ID); fault.KindOf(err) != fault.Missing {
		t.Errorf("gone: %v", err)
	}
}

func TestALimitHoldsHoweverManyAskAtOnce(t *testing.T) {
	w := newWorld(t)
	var wait sync.WaitGroup
	var mu sync.Mutex
	allowed := 0
	for range 60 {
		wait.Go(func() {
			err := w.Allow(w.ctx, "visitor", 5, 240*time.Hour)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				allowed++
			} else if fault.KindOf(err) != fault.TooMany {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	equal(t, "allowed", allowed, 5)
	must(t, w.Allow(w.ctx, "another", 5, 240*time.Hour))
}

func TestBudgetOfAVisitor(t *testing.T) {
	w, m := meteredWorld(t)
	ch := w.chat()
	now := clock.Now().Truncate(time.Millisecond)
	w.writes(ch, "v1", "a", now)
	m.TakeAll()
	w.writes(ch, "v1", "b", now.Add(time.Second))
	heard, receive := m.Take("heard"), m.Take("receive")
	must(t, w.Allow(w.ctx, "v1", 5, time.Hour))
	allow := m.Take("allow")
	c, err := w.VisitorThread(w.ctx, w.ws, ch, "v1")
	must(t, err)
	thread := m.Take("visitor")
	p, err := w.VisitorEntries(w.ctx, w.ws, c, "", 100)
	must(t, err)
	m.TakeAll()
	_, err = w.VisitorEntries(w.ctx, w.ws, c, p.Cursor, 100)
	must(t, err)
	idle := m.Take("visitor")
	t.Logf("a message: heard %.1f, limit %.1f, receive %.1f WRU; a poll without news: %.1f RRU", heard.Write, allow.Write, receive.Write, thread.Read+idle.Read)
	if heard.Write > 1 || allow.Write > 1 || thread.Read > 1.5 || idle.Read > 0 {
		t.Errorf("heard %+v, limit %+v, thread %+v, idle %+v", heard, allow, thread, idle)
	}
}
