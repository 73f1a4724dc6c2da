package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func TestAccountEventsAreKeptOnceAndListedNewestFirst(t *testing.T) {
	w := newWorld(t)
	for i := range 25 {
		e := rules.AccountEvent{Account: "waba", Field: "message_template_status_update", Event: "APPROVED", Subject: fmt.Sprint("t", i), At: noon.Add(time.Duration(i) * time.Minute), Details: []byte(`{"a":1}`)}
		ws := w.ws
		switch i % 3 {
		case 0:
			e.Channel = w.channel.ID
		case 1:
			ws = store.Workspace{}
		}
		for range 2 {
			must(t, w.NoteAccountEvent(w.ctx, ws, e))
		}
	}
	late := rules.AccountEvent{ID: "same", Field: "account_alerts", At: noon}
	must(t, w.NoteAccountEvent(w.ctx, w.ws, late))
	late.At = noon.Add(time.Hour)
	must(t, w.NoteAccountEvent(w.ctx, w.ws, late))
	list := func(channel rules.ChannelID, limit int) (all []rules.AccountEvent) {
		for cursor := ""; ; {
			page, err := w.AccountEvents(w.ctx, w.admin, channel, cursor, limit)
			must(t, err)
			all = append(all, page.Items...)
			if cursor = page.Cursor; cursor == "" {
				return all
			}
		}
	}
	for _, limit := range []int{1, 4, 100} {
		all := list("", limit)
		equal(t, fmt.Sprint("events in pages of ", limit), len(all), 26)
		for i := range all[1:] {
			if all[i].At.Before(all[i+1].At) {
				t.Errorf("pages of %d: event %d is older than the next", limit, i)
			}
		}
		equal(t, fmt.Sprint("events of the channel in pages of ", limit), len(list(w.channel.ID, limit)), 9)
	}
	equal(t, "details", string(list("", 1)[0].Details), `{"a":1}`)
	_, err := w.AccountEvents(w.ctx, w.member("agent", rules.Agent), "", "", 10)
	equal(t, "an agent is refused", errors.Is(err, rules.ErrNotAllowed), true)
	_, err = w.AccountEvents(w.ctx, w.admin, "", "forged", 10)
	equal(t, "a forged cursor", code(err), "bad_cursor")
	other := settle(t, w.Store, "other")
	page, err := other.AccountEvents(other.ctx, other.admin, "", "", 100)
	must(t, err)
	equal(t, "another workspace sees the deployment's", len(page.Items), 8)
}

func TestAChannelKeepsItsSettingsAndItsHealthApart(t *testing.T) {
	w := newDesk(t, storetest.New(t), "demo", rules.Instagram)
	ch := w.channel
	ch.Holder, ch.Login, ch.HumanAgent, ch.PhoneApp, ch.Name = "page1", rules.InstagramLogin, true, true, "Shop"
	ch.NewStatus, ch.Distribution, ch.OnExpiry = rules.Pending, rules.Fewest, rules.CloseExpired
	ch.Widget = rules.Widget{Origins: []string{"https://a.example", "https://b.example"}, Title: "Hi", Greeting: "Hello", Colour: "#112233", Start: true, Identify: true}
	ch.Health = rules.Health{State: rules.Unauthorized}
	must(t, w.UpdateChannel(w.ctx, w.ws, ch))
	health := rules.Health{State: rules.Restricted, Reason: "FLAGGED", Quality: "YELLOW", Since: noon}
	must(t, w.SetHealth(w.ctx, w.ws, ch.ID, health))
	must(t, w.SetHealth(w.ctx, w.ws, ch.ID, rules.Health{State: rules.Working, Since: noon.Add(-time.Minute)}))
	read := func() rules.Channel {
		got, err := w.Channel(w.ctx, w.ws, ch.ID)
		must(t, err)
		return got
	}
	ch.Health = health
	if diff := cmp.Diff(ch, read()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	must(t, w.SetHealth(w.ctx, w.ws, ch.ID, rules.Health{State: rules.Working, Since: noon.Add(time.Minute)}))
	equal(t, "health", read().Health, rules.Health{State: rules.Working, Quality: "YELLOW", Since: noon.Add(time.Minute)})
	equal(t, "health of a channel that is not there", code(w.SetHealth(w.ctx, w.ws, "none", health)), "channel_missing")
	equal(t, "settings of a channel that is not there", code(w.UpdateChannel(w.ctx, w.ws, rules.Channel{ID: "none"})), "channel_missing")

	below := func(holder string) int {
		homes, err := w.ChannelsOfHolder(w.ctx, rules.Instagram, holder)
		must(t, err)
		for _, h := range homes {
			equal(t, "workspace", h.Workspace, w.ws)
			equal(t, "channel", h.Channel.ID, ch.ID)
		}
		return len(homes)
	}
	equal(t, "channels below the page", below("page1"), 1)
	ch.Holder, ch.Widget, ch.HumanAgent = "page2", rules.Widget{}, false
	must(t, w.UpdateChannel(w.ctx, w.ws, ch))
	equal(t, "channels below the page it left", below("page1"), 0)
	equal(t, "channels below the page it is below now", below("page2"), 1)
	equal(t, "channels below no page", below(""), 0)
	equal(t, "widget", len(read().Widget.Origins), 0)
	third := ch
	third.ID, third.AccountID, third.Holder = "third", "third", "page3"
	must(t, w.ConnectChannel(w.ctx, w.ws, third))
	homes, err := w.ChannelsOfHolder(w.ctx, rules.Instagram, "page3")
	must(t, err)
	equal(t, "a channel that was connected below one", len(homes), 1)
}
