package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// afternoon is when the windows of what came at noon have less than an hour left.
var afternoon = noon.Add(23 * time.Hour)

// open makes a conversation that waits with a person and warns their team of it.
func (w *world) openTo(n int, has rules.UserID, colleagues ...store.Viewer) rules.Conversation {
	w.t.Helper()
	c := w.receive(sender(n), inbound(fmt.Sprint("opens", n), noon.Add(time.Duration(n)*time.Second)))
	c, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: has}, "sam", noon), nil
	})
	must(w.t, err)
	var all []rules.Member
	for _, v := range colleagues {
		all = append(all, v.Member)
	}
	c, err = w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		plan := rules.Plan{Warnings: []rules.Warning{{Before: 2 * time.Hour, To: rules.ToTeam}}}
		return rules.OpenToTeam(rules.Tick(c, w.channel, plan, afternoon), all), nil
	})
	must(w.t, err)
	return c
}

// Whatever a warning has opened stands in every list in which it belongs, for the colleagues of the person who has it
// and for nobody else, and opens by its address.
func TestWhatAWarningOpensIsFoundByTheTeamInEveryList(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	ana, ben := w.member("ana", rules.Agent, "workshop", "sales"), w.member("ben", rules.Agent, "workshop")
	cem, eve := w.member("cem", rules.Agent, "billing"), w.member("eve", rules.Agent)
	var rows []string
	for i := range 3 {
		rows = append(rows, string(w.openTo(i, "ana", ana, ben, cem, eve).ID))
	}
	w.openTo(7, "cem", ana, ben, cem, eve) // nobody else is in his team
	c := w.receive(sender(8), inbound("waits on", noon))
	_, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: "ana"}, "sam", noon), nil
	})
	must(t, err)

	anas := rules.Assignee{User: "ana"}
	views := map[string]store.View{
		"all": {}, "open": {Statuses: []rules.Status{rules.Open}}, "unanswered": {Unanswered: true}, "assigned": {Assigned: true},
		"ana's": {Assignee: &anas}, "closing": {Within: 48 * time.Hour, Soonest: true}, "ana's by deadline": {Assignee: &anas, Soonest: true},
		"closing, unanswered": {Within: 48 * time.Hour, Soonest: true, Unanswered: true}, "oldest": {Oldest: true},
	}
	for name, view := range views {
		found := map[string]bool{}
		for _, row := range w.pages(ben, view, 2) {
			found[string(row.ID)] = row.OpenedTo == "sales workshop"
		}
		for _, id := range rows {
			if !found[id] {
				t.Errorf("%s: ben does not find what is open to his team", name)
			}
		}
		equal(t, name+": ben's rows", len(found), len(rows))
		equal(t, name+": eve's rows", len(w.pages(eve, view, 2)), 0)
	}
	for _, v := range []store.Viewer{ben, eve} {
		id := rules.ConversationID(rows[0])
		_, err := w.Conversation(w.ctx, v, id)
		equal(t, "reads it by its address", err == nil, v.ID == "ben")
		_, err = w.Entries(w.ctx, v, id, "", "", 5)
		equal(t, "reads its log", err == nil, v.ID == "ben")
		_, err = w.ChangeAs(w.ctx, v, id, 0, func(c rules.Conversation) (rules.Change, error) { return rules.Label(c, "seen", v.ID, afternoon) })
		equal(t, "acts on it", err == nil, v.ID == "ben")
		if err != nil && !errors.Is(err, rules.ErrNoConversation) {
			t.Errorf("%s is answered %v", v.ID, err)
		}
	}
}

func TestAnAnswerThatShutsAConversationIsStillItsAuthors(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	ana, ben := w.member("ana", rules.Agent, "workshop"), w.member("ben", rules.Agent, "workshop")
	c := w.openTo(1, "ana", ana, ben)
	draft := rules.Draft{ClientID: "one", At: afternoon, By: ben.ID, Text: "hello"}
	_, err := w.ChangeAs(w.ctx, ben, c.ID, 0, func(c rules.Conversation) (rules.Change, error) { return rules.Reply(c, draft, afternoon) })
	must(t, err)
	_, err = w.Conversation(w.ctx, ben, c.ID)
	equal(t, "ben sees it no more", errors.Is(err, rules.ErrNoConversation), true)
	ref := store.Ref{Conversation: c.ID, Key: rules.MessageKey(draft.At, draft.ClientID)}
	e, err := w.Written(w.ctx, ben, ref)
	must(t, err)
	equal(t, "what he wrote", e.Text, "hello")
	for name, ask := range map[string]func() error{
		"another person": func() error { _, err := w.Written(w.ctx, ana, ref); return err },
		"nobody":         func() error { _, err := w.Written(w.ctx, store.Viewer{Workspace: w.ws}, ref); return err },
		"the customer's": func() error {
			_, err := w.Written(w.ctx, ben, store.Ref{Conversation: c.ID, Key: c.Preview.Key})
			return err
		},
		"nothing": func() error { _, err := w.Written(w.ctx, ben, store.Ref{Conversation: c.ID, Key: "x"}); return err },
		"another's room": func() error {
			_, err := w.Written(w.ctx, ben, store.Ref{Conversation: "a#b", Key: ref.Key})
			return err
		},
	} {
		if err := ask(); fault.KindOf(err) != fault.Missing {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a warning opens costs what any row costs: it is read where it stands.
func TestWhatAWarningOpensCostsNoReadMore(t *testing.T) {
	for _, opens := range []bool{false, true} {
		w, m := meteredWorld(t)
		ana, ben := w.member("ana", rules.Agent, "workshop"), w.member("ben", rules.Agent, "workshop")
		colleagues := []store.Viewer{ben}
		if opens {
			colleagues = append(colleagues, ana)
		}
		for i := range 60 {
			w.openTo(i, "ana", colleagues...)
		}
		seed(t, w, 400)
		m.TakeAll()
		for _, c := range []struct {
			name  string
			view  store.View
			reads float64
		}{
			{"open", store.View{Statuses: []rules.Status{rules.Open}}, 8},
			{"unanswered", store.View{Unanswered: true}, 10},
			{"closing", store.View{Within: 48 * time.Hour, Soonest: true}, 122},
		} {
			page, err := w.Conversations(w.ctx, ben, c.view, "", 50)
			must(t, err)
			equal(t, "rows", len(page.Items), 50)
			within(t, fmt.Sprintf("%s, with opened ones %t", c.name, opens), m.Take("list"), 0, c.reads)
		}
		_, err := w.Conversations(w.ctx, w.admin, store.View{Statuses: []rules.Status{rules.Open}}, "", 50)
		must(t, err)
		within(t, fmt.Sprintf("a full page, with opened ones %t", opens), m.Take("list"), 0, 2.5)
	}
}

// A warning writes the row anyway: whom it lets in comes along with it.
func TestAWarningThatOpensCostsNoWriteMore(t *testing.T) {
	w, m := meteredWorld(t)
	ana := w.member("ana", rules.Agent, "workshop")
	cost := func(name string, n int, rule func(rules.Conversation) rules.Change) store.Capacity {
		c := w.receive(sender(n), inbound(fmt.Sprint("costs", n), noon))
		_, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
			return rules.Assign(c, rules.Assignee{User: "ana"}, "sam", noon), nil
		})
		must(t, err)
		m.TakeAll()
		_, err = w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) { return rule(c), nil })
		must(t, err)
		got := m.Take("change")
		t.Logf("%-30s %.2f WRU", name, got.Write)
		return got
	}
	plan := rules.Plan{Warnings: []rules.Warning{{Before: 2 * time.Hour, To: rules.ToTeam}}}
	warned := cost("a warning", 1, func(c rules.Conversation) rules.Change { return rules.Tick(c, w.channel, plan, afternoon) })
	opened := cost("a warning that opens", 2, func(c rules.Conversation) rules.Change {
		return rules.OpenToTeam(rules.Tick(c, w.channel, plan, afternoon), []rules.Member{ana.Member})
	})
	given := cost("giving it to the team", 3, func(c rules.Conversation) rules.Change {
		return rules.Assign(c, rules.Assignee{Team: "workshop"}, "", afternoon)
	})
	equal(t, "WRU of a warning that opens", opened.Write, warned.Write)
	if given.Write <= opened.Write-warned.Write {
		t.Errorf("giving it away costs %.2f WRU", given.Write)
	}
}
