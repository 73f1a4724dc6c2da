package store_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// tide makes n conversations whose windows close, or have closed, at all times of a day around start: some wrote again
// and again, some windows' ends were acted on, some are closed or somebody's, some have no window.
func tide(t testing.TB, w *world, n int, start time.Time) {
	t.Helper()
	chat := rules.Channel{ID: "chat", Kind: rules.WebChat, AccountID: "chat", Name: "Chat", CreatedAt: start}
	must(t, w.ConnectChannel(w.ctx, w.ws, chat))
	day := 30 * 24 * 60
	parallel(t, n, func(i int) error {
		r := rand.New(rand.NewPCG(7, uint64(i)))
		ch, from := w.channel, sender(i)
		if i%9 == 8 {
			ch, from = chat, store.Sender{Address: rules.Address{UserID: fmt.Sprint("visitor", i)}}
		}
		// deadlines stay away from the present, at which the pages are read
		at := start.Add(-24*time.Hour + time.Duration(5+(i*day/n)%1400)*time.Minute)
		if i%4 == 3 {
			at = start.Add(-24*time.Hour - time.Duration(5+r.IntN(400))*time.Minute)
		}
		var c rules.Conversation
		for burst := 1 + r.IntN(4); burst > 0; burst-- {
			e := inbound(fmt.Sprint("tide", i, "-", burst), at)
			e.PlatformID = ""
			got, err := w.Receive(w.ctx, w.ws, ch, from, []rules.Entry{e})
			if err != nil {
				return err
			}
			c = got.Conversation
			if next := at.Add(time.Duration(1+r.IntN(40)) * time.Minute); next.Before(start.Add(-24*time.Hour-5*time.Minute)) || (at.After(start.Add(-24*time.Hour)) && next.Before(start)) {
				at = next
			}
		}
		_, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
			switch r.IntN(7) {
			case 0:
				return rules.Close(c, "sam", "", at), nil
			case 1:
				return rules.Assign(c, rules.Assignee{User: "ana"}, "sam", at), nil
			case 2:
				if c.WindowOpen(start) {
					return rules.Reply(c, rules.Draft{ClientID: fmt.Sprint(i), At: start, By: "sam", Text: "hi"}, start)
				}
			}
			return rules.Change{Conversation: c}, nil
		})
		if err == nil && i%2 == 0 {
			_, err = w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) { return rules.Expire(c, ch, start), nil })
		}
		return err
	})
}

// byDeadline says again, in other words, how a list by deadline is ordered.
func byDeadline(now time.Time) func(a, b rules.Conversation) int {
	group := func(c rules.Conversation) int {
		switch {
		case c.Status == rules.Closed || !c.Windowed() || c.WindowClosesAt.IsZero():
			return 2
		case !now.Before(c.Deadline()):
			return 1
		}
		return 0
	}
	return func(a, b rules.Conversation) int {
		if n := cmp.Compare(group(a), group(b)); n != 0 {
			return n
		}
		by := a.Deadline().Compare(b.Deadline())
		if group(a) == 2 {
			return -a.ActivityAt.Compare(b.ActivityAt)
		}
		return cmp.Or(by, cmp.Compare(a.ID, b.ID))
	}
}

func TestAListByDeadlineShowsExactlyItsRowsInOrder(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	start := time.Now().UTC().Truncate(time.Second)
	tide(t, w, 180, start)
	all := w.pages(w.admin, store.View{}, 100)
	equal(t, "all", len(all), 180)
	ana := w.member("ana", rules.Agent)
	hers, nobody := rules.Assignee{User: "ana"}, rules.Assignee{}
	active := []rules.Status{rules.Open, rules.Pending}
	soon := func(c rules.Conversation) bool {
		return c.Status != rules.Closed && c.Windowed() && c.Deadline().After(start) && !c.Deadline().After(start.Add(4*time.Hour))
	}
	for _, c := range []struct {
		name   string
		viewer store.Viewer
		view   store.View
		wants  func(rules.Conversation) bool
	}{
		{"everything", w.admin, store.View{}, func(rules.Conversation) bool { return true }},
		{"in progress", w.admin, store.View{Statuses: active}, func(c rules.Conversation) bool { return c.Status != rules.Closed }},
		{"closed", w.admin, store.View{Statuses: []rules.Status{rules.Closed}}, func(c rules.Conversation) bool { return c.Status == rules.Closed }},
		{"closing soon", w.admin, store.View{Within: 4 * time.Hour}, soon},
		{"closing soon for ana", ana, store.View{Within: 4 * time.Hour}, soon},
		{"closing soon and unanswered", w.admin, store.View{Within: 4 * time.Hour, Unanswered: true}, func(c rules.Conversation) bool { return soon(c) && !c.WaitingSince.IsZero() }},
		{"closing soon and hers", w.admin, store.View{Within: 4 * time.Hour, Assignee: &hers}, func(c rules.Conversation) bool { return soon(c) && c.Assignee == hers }},
		{"hers", w.admin, store.View{Assignee: &hers}, func(c rules.Conversation) bool { return c.Assignee == hers }},
		{"nobody's", w.admin, store.View{Assignee: &nobody}, func(c rules.Conversation) bool { return c.Assignee.None() }},
		{"a channel's", w.admin, store.View{Channels: []rules.ChannelID{w.channel.ID}}, func(c rules.Conversation) bool { return c.Channel == w.channel.ID }},
		{"another channel's", w.admin, store.View{Channels: []rules.ChannelID{"chat"}}, func(c rules.Conversation) bool { return c.Channel == "chat" }},
		{"comments", w.admin, store.View{Kind: rules.Comments}, func(rules.Conversation) bool { return false }},
	} {
		want := slices.DeleteFunc(slices.Clone(all), func(x rules.Conversation) bool { return !c.wants(x) || !c.viewer.Sees(x) })
		slices.SortStableFunc(want, byDeadline(start))
		for _, budget := range []int{store.MaxRows, 300} {
			w.Budget(budget)
			for _, limit := range []int{1, 7, 100} {
				c.view.Soonest = true
				got := w.pages(c.viewer, c.view, limit)
				if budget < store.MaxRows && limit < 100 { // among few heads the order is exact only where few wrote again and again
					slices.SortStableFunc(got, byDeadline(start))
				}
				equal(t, fmt.Sprintf("%s, %d of %d a page, rows", c.name, limit, budget), len(got), len(want))
				if !slices.IsSortedFunc(got, byDeadline(start)) && budget == store.MaxRows {
					t.Errorf("%s, %d of %d a page: not in order", c.name, limit, budget)
				}
				if g, x := sorted(ids(got)), sorted(ids(want)); !slices.Equal(g, x) {
					t.Errorf("%s, %d of %d a page:\n%v\n%v", c.name, limit, budget, g, x)
				}
			}
		}
		w.Budget(store.MaxRows)
	}
	if n := len(w.pages(w.admin, store.View{Within: 4 * time.Hour, Soonest: true}, 7)); n < 10 {
		t.Errorf("only %d close soon: the test shows little", n)
	}
}

func sorted(all []string) []string {
	slices.Sort(all)
	return all
}
