package main

import (
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

func TestAdminsSeeWhatPlatformsSayAboutAccounts(t *testing.T) {
	w := newWorld(t)
	for i, word := range []string{"APPROVED", "REJECTED", "PAUSED"} {
		w.must(w.store.NoteAccountEvent(t.Context(), w.home, rules.AccountEvent{ID: word, Channel: w.channel.ID, Account: "1001", Field: "message_template_status_update",
			Event: word, Subject: "welcome", Details: []byte(`{"reason":"x"}`), At: clock.Now().Add(time.Duration(i) * time.Second)}))
	}
	w.want(w.call(ben, "GET", "/account-events", nil), 403, "not_allowed")
	r := w.want(w.call(ada, "GET", "/account-events?limit=2", nil), 200, "")
	if got := r.items(); len(got) != 2 || got[0]["event"] != "PAUSED" || got[0]["details"].(map[string]any)["reason"] != "x" || got[0]["channelId"] != string(w.channel.ID) {
		t.Errorf("events %s", r.text)
	}
	next := w.want(w.call(ada, "GET", "/account-events?limit=2&cursor="+escape(r.body["cursor"].(string)), nil), 200, "")
	if got := next.items(); len(got) != 1 || got[0]["event"] != "APPROVED" || next.body["cursor"] != nil {
		t.Errorf("next page %s", next.text)
	}
	if got := w.want(w.call(ada, "GET", "/account-events?channelId=other", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("another channel's events are %v", got)
	}
	if got := w.want(w.call(zoe, "GET", "/account-events", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("neighbours see %v", got)
	}
	w.want(w.call(ada, "GET", "/account-events?cursor=forged", nil), 400, "bad_cursor")
	w.want(w.call(zoe, "GET", "/account-events?cursor="+escape(r.body["cursor"].(string)), nil), 400, "bad_cursor")
}
