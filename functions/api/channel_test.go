package main

import (
	"strings"
	"testing"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

func TestAnAdminConnectsAnAccountAndItsTokenIsNeverGivenBack(t *testing.T) {
	w := newWorld(t)
	body := `{"kind":"whatsapp","accountId":"2002","name":"Support","distribution":"fewest","accessToken":"EAAB-token"}`
	w.want(w.call(ben, "POST", "/channels", body), 403, "not_allowed")
	r := w.want(w.call(ada, "POST", "/channels", body), 201, "")
	if r.body["distribution"] != "fewest" || r.body["newConversationStatus"] != "open" || r.body["onExpiry"] != "mark" || r.body["accountId"] != "2002" {
		t.Errorf("connected %s", r.text)
	}
	id := r.body["id"].(string)
	if got := w.secrets.values["/test"+string(secret.ChannelToken(rules.ChannelID(id)))]; got != "EAAB-token" {
		t.Errorf("kept %v", w.secrets.values)
	}
	w.want(w.call(ada, "POST", "/channels", body), 409, "account_taken")
	w.want(w.call(zoe, "POST", "/channels", body), 409, "account_taken")

	changed := w.want(w.call(ada, "PATCH", "/channels/"+id, `{"name":"Help","onExpiry":"close","accessToken":"EAAB-new"}`), 200, "")
	if changed.body["name"] != "Help" || changed.body["onExpiry"] != "close" || changed.body["distribution"] != "fewest" {
		t.Errorf("changed %s", changed.text)
	}
	w.want(w.call(ben, "PATCH", "/channels/"+id, `{"name":"Mine"}`), 403, "not_allowed")
	w.want(w.call(ada, "PATCH", "/channels/nothing", `{"name":"Mine"}`), 404, "channel_missing")
	list := w.want(w.call(ben, "GET", "/channels", nil), 200, "")
	if len(list.items()) != 2 || strings.Contains(list.text+r.text+changed.text, "EAAB") {
		t.Errorf("channels %s", list.text)
	}
}

func TestATokenThatCannotBeKeptIsTold(t *testing.T) {
	w := newWorld(t)
	w.secrets.broken = true
	w.want(w.call(ada, "POST", "/channels", `{"kind":"whatsapp","accountId":"2003","name":"Support","accessToken":"x"}`), 503, "token_not_kept")
	w.secrets.broken = false
	id := string(rules.NewChannelID("home", rules.WhatsApp, "2003"))
	w.want(w.call(ada, "PATCH", "/channels/"+id, `{"accessToken":"x"}`), 200, "")
}

func TestOnlyAdminsSeeWhatCouldNotBeUsed(t *testing.T) {
	w := newWorld(t)
	w.must(w.store.Quarantine(t.Context(), w.home, store.Quarantined{ID: "q1", At: clock.Now(), Reason: "bad_shape", Kind: "whatsapp_business_account", Account: "1001", Object: "quarantine/q1", Size: 12}))
	w.want(w.call(ben, "GET", "/quarantine", nil), 403, "not_allowed")
	r := w.want(w.call(ada, "GET", "/quarantine", nil), 200, "")
	if got := r.items(); len(got) != 1 || got[0]["reason"] != "bad_shape" || got[0]["size"] != float64(12) || strings.Contains(r.text, "quarantine/q1") {
		t.Errorf("quarantine %s", r.text)
	}
	if got := w.want(w.call(zoe, "GET", "/quarantine", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("neighbours see %v", got)
	}
	w.want(w.call(ada, "GET", "/quarantine?cursor=forged", nil), 400, "bad_cursor")
}

func TestASocketTicketLetsItsOwnerInOnce(t *testing.T) {
	w := newWorld(t)
	r := w.want(w.call(ben, "POST", "/socket-tickets", nil), 200, "")
	base, ticket, ok := strings.Cut(r.body["url"].(string), "?ticket=")
	if !ok || base != "wss://socket.test/" {
		t.Fatalf("url %v", r.body["url"])
	}
	v, err := w.store.TakeTicket(t.Context(), ticket, clock.Now())
	if err != nil || v.ID != ben.ID || v.Workspace != w.home {
		t.Errorf("ticket of %s: %v", v.ID, err)
	}
	if _, err := w.store.TakeTicket(t.Context(), ticket, clock.Now()); err == nil {
		t.Error("the ticket works twice")
	}
}
