package store_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// pages reads a view to its end, and checks that every page keeps to its bounds.
func (w *world) pages(v store.Viewer, view store.View, limit int) (rows []rules.Conversation) {
	w.t.Helper()
	for cursor := ""; ; {
		page, err := w.Conversations(w.ctx, v, view, cursor, limit)
		must(w.t, err)
		if len(page.Items) > limit || page.Examined > 2500 {
			w.t.Errorf("a page of %d has %d rows, read from %d", limit, len(page.Items), page.Examined)
		}
		rows = append(rows, page.Items...)
		if cursor = page.Cursor; cursor == "" {
			return rows
		}
	}
}

// crowd makes n conversations in every state, by turns.
func crowd(t testing.TB, w *world, n int) {
	t.Helper()
	parallel(t, n, func(i int) error {
		at := noon.Add(time.Duration(i*37%n) * time.Second)
		got, err := w.Receive(w.ctx, w.ws, w.channel, sender(i), []rules.Entry{inbound(fmt.Sprint("crowd", i), at)})
		if err != nil {
			return err
		}
		_, err = w.Change(w.ctx, w.ws, got.Conversation.ID, func(c rules.Conversation) (rules.Change, error) {
			switch i % 6 {
			case 1:
				return rules.Assign(c, rules.Assignee{User: "ana"}, "sam", at), nil
			case 2:
				return rules.Assign(c, rules.Assignee{Team: "sales"}, "sam", at), nil
			case 3:
				return rules.Close(c, "sam", "", at), nil
			case 4:
				return rules.Snooze(c, time.Time{}, "sam", at), nil
			case 5:
				return rules.Reply(c, rules.Draft{ClientID: fmt.Sprint(i), At: at.Add(time.Millisecond), By: "sam", Text: "hi"}, at)
			}
			return rules.Change{Conversation: c}, nil
		})
		if err == nil && i%12 == 3 { // closed by ana
			_, err = w.Change(w.ctx, w.ws, got.Conversation.ID, func(c rules.Conversation) (rules.Change, error) {
				return rules.Assign(c, rules.Assignee{User: "ana"}, "sam", at), nil
			})
		}
		return err
	})
}

func TestEveryViewShowsExactlyItsRowsInOrder(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	crowd(t, w, 120)
	all := w.pages(w.admin, store.View{}, 100)
	equal(t, "all", len(all), 120)
	ana, sales := rules.Assignee{User: "ana"}, rules.Assignee{Team: "sales"}
	nobody := rules.Assignee{}
	is := func(sts ...rules.Status) func(rules.Conversation) bool {
		return func(c rules.Conversation) bool { return slices.Contains(sts, c.Status) }
	}
	for _, c := range []struct {
		name  string
		view  store.View
		wants func(rules.Conversation) bool
	}{
		{"all", store.View{}, func(rules.Conversation) bool { return true }},
		{"open", store.View{Statuses: []rules.Status{rules.Open}}, is(rules.Open)},
		{"pending and closed", store.View{Statuses: []rules.Status{rules.Closed, rules.Pending}}, is(rules.Pending, rules.Closed)},
		{"ana's", store.View{Assignee: &ana}, func(c rules.Conversation) bool { return c.Assignee == ana }},
		{"ana's closed", store.View{Assignee: &ana, Statuses: []rules.Status{rules.Closed}}, func(c rules.Conversation) bool { return c.Assignee == ana && c.Status == rules.Closed }},
		{"a team's", store.View{Assignee: &sales}, func(c rules.Conversation) bool { return c.Assignee == sales }},
		{"unassigned and open", store.View{Assignee: &nobody, Statuses: []rules.Status{rules.Open}}, func(c rules.Conversation) bool { return c.Assignee.None() && c.Status == rules.Open }},
		{"assigned", store.View{Assigned: true}, func(c rules.Conversation) bool { return !c.Assignee.None() }},
		{"unanswered", store.View{Unanswered: true}, func(c rules.Conversation) bool { return !c.WaitingSince.IsZero() && c.Status != rules.Closed }},
		{"a channel's", store.View{Channels: []rules.ChannelID{w.channel.ID}}, func(rules.Conversation) bool { return true }},
		{"another channel's", store.View{Channels: []rules.ChannelID{"other"}}, func(rules.Conversation) bool { return false }},
		{"comments", store.View{Kind: rules.Comments}, func(rules.Conversation) bool { return false }},
		{"a status nobody knows", store.View{Statuses: []rules.Status{"asleep"}}, func(rules.Conversation) bool { return false }},
	} {
		for _, oldest := range []bool{false, true} {
			for _, limit := range []int{7, 100} {
				c.view.Oldest = oldest
				got := w.pages(w.admin, c.view, limit)
				want := slices.DeleteFunc(slices.Clone(all), func(x rules.Conversation) bool { return !c.wants(x) })
				sortBy(want, oldest)
				if !slices.Equal(ids(got), ids(want)) {
					t.Errorf("%s, oldest %v, %d a page: %d rows, want %d\n%v\n%v", c.name, oldest, limit, len(got), len(want), ids(got), ids(want))
				}
			}
		}
	}
}

func ids(cs []rules.Conversation) (out []string) {
	for _, c := range cs {
		out = append(out, string(c.ID))
	}
	return out
}

func sortBy(rows []rules.Conversation, oldest bool) {
	slices.SortFunc(rows, func(a, b rules.Conversation) int {
		if !oldest {
			return -strings.Compare(byActivity(a), byActivity(b))
		}
		if a.WaitingSince.IsZero() != b.WaitingSince.IsZero() {
			if a.WaitingSince.IsZero() {
				return 1
			}
			return -1
		}
		if n := a.WaitingSince.Compare(b.WaitingSince); n != 0 {
			return n
		}
		return strings.Compare(byActivity(a), byActivity(b))
	})
}

func byActivity(c rules.Conversation) string {
	return fmt.Sprintf("%013d %s", c.ActivityAt.UnixMilli(), c.ID)
}

func TestAViewerSeesOnlyTheirOwn(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	crowd(t, w, 60)
	agents := map[string]store.Viewer{
		"ana":   w.member("ana", rules.Agent),
		"sales": w.member("sal", rules.Agent, "sales"),
		"boss":  w.member("bo", rules.Supervisor),
	}
	all := w.pages(w.admin, store.View{}, 100)
	for name, v := range agents {
		want := slices.DeleteFunc(slices.Clone(all), func(c rules.Conversation) bool { return !v.Sees(c) })
		equal(t, name+" sees", strings.Join(ids(w.pages(v, store.View{}, 9)), " "), strings.Join(ids(want), " "))
	}
	for _, c := range all {
		_, err := w.Conversation(w.ctx, agents["ana"], c.ID)
		equal(t, "read by id", err == nil, agents["ana"].Sees(c))
		_, err = w.Entries(w.ctx, agents["ana"], c.ID, "", "", 5)
		equal(t, "read the log", err == nil, agents["ana"].Sees(c))
		_, err = w.EntryOf(w.ctx, agents["ana"], store.Ref{Conversation: c.ID, Key: c.Preview.Key})
		equal(t, "read an entry", err == nil, agents["ana"].Sees(c))
		_, err = w.ChangeAs(w.ctx, agents["ana"], c.ID, 0, func(c rules.Conversation) (rules.Change, error) { return rules.Change{Conversation: c}, nil })
		if sees := agents["ana"].Sees(c); (err == nil) != sees || (!sees && !errors.Is(err, rules.ErrNoConversation)) {
			t.Errorf("change: %v, sees %v", err, sees)
		}
	}
}

func TestAForgedCursorIsRefused(t *testing.T) {
	s := storetest.New(t)
	w, other := settle(t, s, "demo"), settle(t, s, "other")
	for i := range 6 {
		w.receive(sender(i), inbound(fmt.Sprint(i), noon.Add(time.Duration(i)*time.Second)))
	}
	view := store.View{Statuses: []rules.Status{rules.Open}}
	page, err := w.Conversations(w.ctx, w.admin, view, "", 2)
	must(t, err)
	if page.Cursor == "" {
		t.Fatal("no cursor")
	}
	raw, err := base64.RawURLEncoding.DecodeString(page.Cursor)
	must(t, err)
	raw[len(raw)-1] ^= 1
	flipped := base64.RawURLEncoding.EncodeToString(raw)
	for name, ask := range map[string]func() error{
		"flipped":           func() error { _, err := w.Conversations(w.ctx, w.admin, view, flipped, 2); return err },
		"nonsense":          func() error { _, err := w.Conversations(w.ctx, w.admin, view, "%%%", 2); return err },
		"too short":         func() error { _, err := w.Conversations(w.ctx, w.admin, view, "AAAA", 2); return err },
		"another workspace": func() error { _, err := w.Conversations(w.ctx, other.admin, view, page.Cursor, 2); return err },
		"another view":      func() error { _, err := w.Conversations(w.ctx, w.admin, store.View{}, page.Cursor, 2); return err },
		"another list":      func() error { _, err := w.Quarantines(w.ctx, w.admin, page.Cursor, 2); return err },
		"a key of a log":    func() error { _, err := w.Entries(w.ctx, w.admin, page.Items[0].ID, "M#x", "", 2); return err },
	} {
		var f *fault.Error
		if err := ask(); !errors.As(err, &f) || f.Code != "bad_cursor" || f.Kind != fault.Invalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
	_, err = w.Conversations(w.ctx, w.admin, view, page.Cursor, 2)
	must(t, err)
}

func TestAWorkspaceNeverReadsAnother(t *testing.T) {
	s := storetest.New(t)
	a, b := settle(t, s, "aaa"), settle(t, s, "bbb")
	c := a.receive(sender(1), inbound("a", noon))
	ref := store.Ref{Conversation: c.ID, Key: inbound("a", noon).Key}
	for name, err := range map[string]error{
		"conversation": second(b.Conversation(b.ctx, b.admin, c.ID)),
		"log":          second(b.Entries(b.ctx, b.admin, c.ID, "", "", 10)),
		"entry":        second(b.EntryOf(b.ctx, b.admin, ref)),
		"by platform":  second(b.EntryByPlatformID(b.ctx, b.admin, a.channel.ID, inbound("a", noon).PlatformID)),
		"head":         second(b.Head(b.ctx, b.ws, c.ID)),
		"report":       second(b.Report(b.ctx, b.ws, ref, rules.Report{Status: rules.Read, At: noon})),
		"channel":      second(b.Channel(b.ctx, b.ws, a.channel.ID)),
		"change":       second(b.Change(b.ctx, b.ws, c.ID, func(c rules.Conversation) (rules.Change, error) { return rules.Close(c, "x", "", noon), nil })),
		"crafted id":   second(b.Conversation(b.ctx, b.admin, rules.ConversationID("x#"+string(c.ID)))),
	} {
		if fault.KindOf(err) != fault.Missing {
			t.Errorf("%s: got %v", name, err)
		}
	}
	equal(t, "list", len(b.pages(b.admin, store.View{}, 10)), 0)
	heads, err := b.Heads(b.ctx, b.ws, []rules.ConversationID{c.ID})
	must(t, err)
	equal(t, "heads", len(heads), 0)
	equal(t, "the same customer elsewhere is another conversation", b.receive(sender(1), inbound("a", noon)).ID == c.ID, false)
	equal(t, "and the first is untouched", a.receive(sender(1), inbound("b", noon)).Unread, 2)
	if _, err := b.CreateWorkspace(b.ctx, "bad#name", ""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a workspace's id with a separator: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestAPageStopsAtItsBudget(t *testing.T) {
	equal(t, "budget", store.MaxRows, 2500)
	w := settle(t, storetest.Quiet(t), "demo")
	w.Budget(250)
	seed(t, w, 260)
	for _, sts := range [][]rules.Status{{rules.Open}, nil} {
		elsewhere := store.View{Channels: []rules.ChannelID{"other"}, Statuses: sts}
		page, err := w.Conversations(w.ctx, w.admin, elsewhere, "", 50)
		must(t, err)
		if page.Examined > 250 || page.Examined < 200 || len(page.Items) != 0 || page.Cursor == "" {
			t.Errorf("examined %d, %d rows, cursor %q", page.Examined, len(page.Items), page.Cursor)
		}
		page, err = w.Conversations(w.ctx, w.admin, elsewhere, page.Cursor, 50)
		must(t, err)
		if page.Examined > 60 || page.Cursor != "" {
			t.Errorf("second page: examined %d, cursor %q", page.Examined, page.Cursor)
		}
	}
	rows := w.pages(w.admin, store.View{Oldest: true, Statuses: []rules.Status{rules.Open}}, 100)
	equal(t, "oldest reaches all", len(rows), 260)
	equal(t, "and begins with the oldest", rows[0].WaitingSince, noon.Add(-259*time.Second))
}

// Somebody who has more than a page may gather gets the same rows by a walk, in the same order.
func TestGatheringAndWalkingAgree(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	const n = 230
	seed(t, w, n)
	all := w.pages(w.admin, store.View{}, 100)
	ana := rules.Assignee{User: "ana"}
	parallel(t, n, func(i int) error {
		_, err := w.Change(w.ctx, w.ws, all[i].ID, func(c rules.Conversation) (rules.Change, error) { return rules.Assign(c, ana, "sam", noon), nil })
		return err
	})
	walked := w.pages(w.admin, store.View{Assignee: &ana}, 20)
	equal(t, "walked", strings.Join(ids(walked), " "), strings.Join(ids(all), " "))
	for _, c := range all[:60] {
		_, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
			return rules.Assign(c, rules.Assignee{}, "sam", noon), nil
		})
		must(t, err)
	}
	gathered := w.pages(w.admin, store.View{Assignee: &ana}, 20)
	equal(t, "gathered", strings.Join(ids(gathered), " "), strings.Join(ids(all[60:]), " "))
}
