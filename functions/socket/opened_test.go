package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

// Whoever was away when a warning opened a colleague's conversation reads it when they come back, may look at it, and
// loses it when it was shut meanwhile.
func TestWhoeverComesBackLearnsWhatWasOpenedAndShut(t *testing.T) {
	h := newHouse(t)
	dan := rules.Member{ID: "sub-dan", Role: rules.Agent, Teams: []rules.TeamID{"workshop"}}
	eve := rules.Member{ID: "sub-eve", Role: rules.Agent, Teams: []rules.TeamID{"workshop"}}
	for _, m := range []rules.Member{dan, eve} {
		h.must(h.store.PutMember(t.Context(), h.ws, m))
	}
	c := h.writes("a")
	change := func(rule func(rules.Conversation) rules.Change) {
		t.Helper()
		next, err := h.store.Change(t.Context(), h.ws, c.ID, func(c rules.Conversation) (rules.Change, error) { return rule(c), nil })
		h.must(err)
		h.touch(next)
	}
	change(func(c rules.Conversation) rules.Change {
		return rules.Assign(c, rules.Assignee{User: dan.ID}, dan.ID, clock.Now())
	})
	h.connect(eve, "e")
	h.connect(ben, "b")
	var since int64
	hears := func(id string, sees bool) {
		t.Helper()
		h.gateway.Take(id) // who came and what they look at
		d := h.one(h.says(id, fmt.Sprintf(`{"t":"ping","since":%d}`, since)), "pong")
		if got := len(d.Changed) == 1 && d.Changed[0].ID == string(c.ID); got != sees || slices.Contains(d.Gone, string(c.ID)) == sees {
			t.Errorf("%s is told to read %+v, and that %v are gone", id, d.Changed, d.Gone)
		}
		h.says(id, `{"t":"view","conversation":"`+string(c.ID)+`"}`)
		conn, err := h.store.Connection(t.Context(), id)
		h.must(err)
		if got := conn.Viewing == c.ID; got != sees {
			t.Errorf("%s views %q", id, conn.Viewing)
		}
		h.says(id, `{"t":"view"}`)
	}
	hears("e", false)
	sync, err := h.store.Sync(t.Context(), h.ws)
	h.must(err)
	since = sync.Sequence
	soon := c.Deadline().Add(-30 * time.Minute)
	change(func(c rules.Conversation) rules.Change {
		plan := rules.Plan{Warnings: []rules.Warning{{Before: time.Hour, To: rules.ToTeam}}}
		return rules.OpenToTeam(rules.Tick(c, h.channel, plan, soon), []rules.Member{dan, eve})
	})
	hears("e", true)
	hears("b", false)
	change(func(c rules.Conversation) rules.Change {
		out, err := rules.Reply(c, rules.Draft{ClientID: "one", At: soon, By: eve.ID, Text: "hello"}, soon)
		h.must(err)
		return out
	})
	hears("e", false)
}
