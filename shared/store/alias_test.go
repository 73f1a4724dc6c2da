package store_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func known(user, phone string) rules.Address { return rules.Address{UserID: user, Phone: phone} }

// changed is what a platform says about an id that has become another one.
func changed(id string, from, to rules.Address, at time.Time) (store.Sender, rules.Entry) {
	e := inbound(id, at)
	e.Type, e.Opens, e.Counts, e.Label = rules.System, false, false, "The customer has a new number"
	return store.Sender{Address: to, Also: []rules.Address{from}}, e
}

func TestIDsThatChangeLeadToOneThread(t *testing.T) {
	a, b, c := known("US.A", "4915100000001"), known("US.B", "4915100000002"), known("US.C", "4915100000003")
	at := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }
	type step func(w *world)
	says := func(id string, who rules.Address, n int) step {
		return func(w *world) { w.receive(store.Sender{Address: who}, inbound(id, at(n))) }
	}
	becomes := func(id string, from, to rules.Address, n int) step {
		return func(w *world) { from, e := changed(id, from, to, at(n)); w.receive(from, e) }
	}
	for _, c := range []struct {
		name  string
		steps []step
	}{
		{"in order", []step{says("1", a, 1), becomes("2", a, b, 2), becomes("3", b, c, 3), says("4", c, 4)}},
		{"the second change first", []step{says("1", a, 1), becomes("3", b, c, 3), becomes("2", a, b, 2), says("4", c, 4)}},
		{"the new id wrote before the change was told", []step{says("1", a, 1), says("4", c, 4), becomes("3", b, c, 3), becomes("2", a, b, 2)}},
		{"each told twice", []step{says("1", a, 1), becomes("3", b, c, 3), becomes("2", a, b, 2), becomes("3", b, c, 3), becomes("2", a, b, 2), says("4", c, 4), says("1", a, 1)}},
		{"without scoped ids", []step{says("1", known("", "4915100000001"), 1), becomes("3", known("", b.Phone), known("", c.Phone), 3),
			becomes("2", known("", a.Phone), known("", b.Phone), 2), says("4", known("", c.Phone), 4)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			for _, do := range c.steps {
				do(w)
			}
			last := w.receive(store.Sender{Address: known("US.C", "4915100000003")}, inbound("5", at(5)))
			first := w.receive(store.Sender{Address: known("US.A", "")}, inbound("6", at(6)))
			if c.name != "without scoped ids" {
				equal(t, "the first and the last id lead to", last.ID, first.ID)
			}
			page, err := w.Conversations(w.ctx, w.admin, store.View{Statuses: []rules.Status{rules.Open}}, "", 10)
			must(t, err)
			if c.name != "without scoped ids" {
				equal(t, "open conversations", len(page.Items), 1)
			}
			if id := w.found(inbound("1", at(1)).PlatformID).Conversation; id != last.ID {
				t.Errorf("the first message is in %s, the last one in %s", id, last.ID)
			}
			for _, id := range []string{"1", "2", "3", "4"} {
				if e := w.found(inbound(id, noon).PlatformID); e.Conversation != last.ID {
					h, err := w.Head(w.ctx, w.ws, e.Conversation)
					must(t, err)
					equal(t, "message "+id+" stands in a thread that goes on in", h.Merged, last.ID)
					equal(t, "its status", h.Status, rules.Closed)
				}
			}
		})
	}
}

func TestMergingIsHealedAfterACrash(t *testing.T) {
	s, trouble := storetest.Troubled(t)
	for n := range 8 {
		for how, mishap := range map[string]storetest.Mishap{"b": storetest.Before, "a": storetest.Lost} {
			trouble.Plan(nil)
			w := settle(t, s, fmt.Sprint("w", n, how))
			old := w.receive(store.Sender{Address: known("US.A", "1")}, inbound("1", noon))
			young := w.receive(store.Sender{Address: known("US.B", "2")}, inbound("2", noon.Add(time.Minute)))
			_, err := w.ChangeAs(w.ctx, w.admin, young.ID, 0, func(c rules.Conversation) (rules.Change, error) {
				return rules.Claim(c, w.admin.Member, noon)
			})
			must(t, err)
			trouble.Plan(func(write int) storetest.Mishap {
				if write == n {
					return mishap
				}
				return storetest.None
			})
			from, e := changed("3", known("US.A", "1"), known("US.B", "2"), noon.Add(2*time.Minute))
			for {
				if _, err := w.Receive(w.ctx, w.ws, w.channel, from, []rules.Entry{e}); err == nil {
					break
				}
			}
			trouble.Plan(nil)
			c := w.receive(store.Sender{Address: known("US.B", "2")}, inbound("4", noon.Add(3*time.Minute)))
			equal(t, fmt.Sprint(n, how, " goes on in"), c.ID, old.ID)
			equal(t, fmt.Sprint(n, how, " unread"), c.Unread, 3)
			h, err := w.Head(w.ctx, w.ws, young.ID)
			must(t, err)
			equal(t, fmt.Sprint(n, how, " merged into"), h.Merged, old.ID)
			loads, err := w.Loads(w.ctx, w.ws)
			must(t, err)
			equal(t, fmt.Sprint(n, how, " load of the agent"), loads[w.admin.ID], 0)
			repeated := w.receive(store.Sender{Address: known("US.B", "2")}, inbound("2", noon.Add(time.Minute)))
			equal(t, fmt.Sprint(n, how, " unread after a message of the merged thread came again"), repeated.Unread, 3)
		}
	}
}

func TestAPhoneNumberIsKnownInItsOtherForm(t *testing.T) {
	for _, c := range []struct {
		name     string
		was, now rules.Address
		one      bool
	}{
		{"Brazil, then with the ninth digit", known("", "551187654321"), known("", "5511987654321"), true},
		{"Brazil, then without it", known("", "5511987654321"), known("", "551187654321"), true},
		{"a landline in Brazil", known("", "551132345678"), known("", "5511932345678"), false},
		{"Argentina", known("", "5491123456789"), known("", "541123456789"), true},
		{"Mexico", known("", "525512345678"), known("", "5215512345678"), true},
		{"with a scoped id now", known("", "551187654321"), known("BR.1", "5511987654321"), true},
		{"with a scoped id before", known("BR.1", "551187654321"), known("", "5511987654321"), true},
		{"two people", known("BR.1", "551187654321"), known("BR.2", "5511987654321"), false},
	} {
		w := newWorld(t)
		first := w.receive(store.Sender{Address: c.was}, inbound("1", noon))
		second := w.receive(store.Sender{Address: c.now}, inbound("2", noon.Add(time.Minute)))
		equal(t, c.name+": one thread", first.ID == second.ID, c.one)
		equal(t, c.name+": answers go to the form received", second.Address.Phone, c.now.Phone)
		third := w.receive(store.Sender{Address: c.now}, inbound("3", noon.Add(2*time.Minute)))
		equal(t, c.name+": and so it stays", third.ID, second.ID)
	}
}

func TestAnAnswerOfThePlatformAddsAnID(t *testing.T) {
	w := newWorld(t)
	c := w.receive(store.Sender{Address: known("BR.1", "")}, inbound("1", noon))
	for range 2 {
		must(t, w.AddReach(w.ctx, w.ws, c.ID, known("", "4915100000009")))
	}
	equal(t, "the number leads to", w.receive(store.Sender{Address: known("", "4915100000009")}, inbound("2", noon)).ID, c.ID)
	equal(t, "of a conversation that is not there", code(w.AddReach(w.ctx, w.ws, "none", known("", "1"))), "conversation_missing")
}
