package intake_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

func TestALateRefusalClosesTheWindowAndSaysThatTheAccountIsLimited(t *testing.T) {
	for _, c := range []struct {
		code  int
		open  bool
		state rules.ChannelState
	}{
		{131047, false, ""},
		{131042, true, rules.Restricted},
		{131026, true, ""},
	} {
		t.Run(fmt.Sprint(c.code), func(t *testing.T) {
			h := open(t)
			now := clock.Now()
			ch, err := h.store.Channel(t.Context(), h.ws, "wa")
			must(t, err)
			at := now.Add(-time.Hour)
			e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: "wamid.1", Key: rules.MessageKey(at, "wamid.1"),
				At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
			got, err := h.store.Receive(t.Context(), h.ws, ch, store.Sender{Address: rules.Address{Phone: "40721"}}, []rules.Entry{e})
			must(t, err)
			id, key := got.Conversation.ID, rules.EntryKey("")
			_, err = h.store.Change(t.Context(), h.ws, id, func(old rules.Conversation) (rules.Change, error) {
				change, err := rules.Reply(old, rules.Draft{ClientID: "c1", At: now, By: "u1", Text: "x"}, now)
				key = change.Entries[0].Key
				return change, err
			})
			must(t, err)
			h.take(fmt.Sprintf(`{"object":"whatsapp_business_account","entry":[{"id":"200","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",`+
				`"metadata":{"display_phone_number":"1","phone_number_id":"300"},"statuses":[{"id":"wamid.OUT","status":"failed","timestamp":"%d","recipient_id":"40721",`+
				`"biz_opaque_callback_data":%q,"errors":[{"code":%d,"title":"t"}]}]}}]}]}`, now.Unix(), channel.Correlation(id, key), c.code))
			head, err := h.store.Head(t.Context(), h.ws, id)
			must(t, err)
			ch, err = h.store.Channel(t.Context(), h.ws, "wa")
			must(t, err)
			if head.WindowOpen(clock.Now()) != c.open || ch.Health.State != c.state {
				t.Errorf("the window is open: %t, the channel is %+v", head.WindowOpen(clock.Now()), ch.Health)
			}
		})
	}
}
