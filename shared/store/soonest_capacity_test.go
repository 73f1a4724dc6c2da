package store_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// afloat writes n conversations whose windows close evenly over a day; every fourth wrote again within the last hour
// of its writing, and every tenth is assigned.
func afloat(t testing.TB, w *world, n int, start time.Time) {
	t.Helper()
	all := make([]rules.Conversation, n)
	for i := range all {
		end := start.Add(time.Duration(i+1) * 24 * time.Hour / time.Duration(n))
		all[i] = rules.Conversation{
			ID: rules.ConversationID(fmt.Sprintf("c%015d", i)), Contact: rules.ContactID(fmt.Sprintf("p%015d", i)), Channel: w.channel.ID,
			On: rules.WhatsApp, Kind: rules.Messages, Version: 1, Status: rules.Open, Name: "Anna Example", Address: rules.Address{Phone: fmt.Sprintf("49151%08d", i)},
			CreatedAt: end.Add(-48 * time.Hour), ActivityAt: end.Add(-24 * time.Hour), LastInboundAt: end.Add(-24 * time.Hour), WaitingSince: end.Add(-24 * time.Hour),
			WindowClosesAt: end, HumanWindowClosesAt: end, Episode: 1,
			Preview: rules.Preview{Key: rules.MessageKey(end, fmt.Sprint(i)), At: end, Direction: rules.In, Type: rules.Text, Text: "Hello, is my order on its way? It should have come on Monday."},
		}
		if i%10 == 0 {
			all[i].Assignee = rules.Assignee{User: "ana"}
		}
		if i%2 == 0 {
			all[i].WaitingSince = time.Time{}
		}
	}
	must(t, w.PutHeads(w.ctx, w.ws, all, func(i int) time.Duration {
		if i%4 == 0 {
			return time.Duration(i%59) * time.Minute
		}
		return 0
	}))
}

func TestAListByDeadlineCostsTheSameAtAnyNumber(t *testing.T) {
	ana, nobody := rules.Assignee{User: "ana"}, rules.Assignee{}
	for _, n := range []int{1000, 10_000} {
		w, m := meteredWorld(t)
		start := time.Now().UTC()
		afloat(t, w, n, start)
		m.TakeAll()
		for _, c := range []struct {
			name  string
			view  store.View
			reads float64
			rows  int
		}{
			{"closing soon", store.View{Within: 4 * time.Hour}, 60, 50},
			{"by deadline", store.View{}, 60, 50},
			{"closing soon and unanswered", store.View{Within: 4 * time.Hour, Unanswered: true}, 122, 50},
			{"closing soon and nobody's", store.View{Within: 4 * time.Hour, Assignee: &nobody}, 122, 50},
			{"closing soon and ana's", store.View{Within: 4 * time.Hour, Assignee: &ana}, 122, 0},
			{"closing soon on another channel", store.View{Within: 4 * time.Hour, Channels: []rules.ChannelID{"other"}}, 30, 0},
			{"closing soon among comments", store.View{Within: 4 * time.Hour, Kind: rules.Comments}, 0, 0},
			{"closing soon where no row fits", store.View{Within: 4 * time.Hour, Assigned: true, Unanswered: true}, 122, 0},
		} {
			c.view.Soonest = true
			page, err := w.Conversations(w.ctx, w.admin, c.view, "", 50)
			must(t, err)
			if page.Examined > 2500 || len(page.Items) < c.rows {
				t.Errorf("%s of %d: %d rows, read from %d", c.name, n, len(page.Items), page.Examined)
			}
			within(t, fmt.Sprintf("%s, of %d", c.name, n), m.Take("list"), 0, c.reads)
			if page.Cursor == "" {
				continue
			}
			if len(page.Cursor) > 4096 {
				t.Errorf("%s: a cursor of %d bytes", c.name, len(page.Cursor))
			}
			_, err = w.Conversations(w.ctx, w.admin, c.view, page.Cursor, 50)
			must(t, err)
			within(t, fmt.Sprintf("%s, of %d, second page", c.name, n), m.Take("list"), 0, 122)
		}
	}
}
