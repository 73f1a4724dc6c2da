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
	body := `{"kind":"whatsapp","accountId":"2002","name":"Support","holderId":"9009","distribution":"fewest","accessToken":"good-token"}`
	w.want(w.call(ben, "POST", "/channels", body), 403, "not_allowed")
	r := w.want(w.call(ada, "POST", "/channels", body), 201, "")
	if r.body["distribution"] != "fewest" || r.body["newConversationStatus"] != "open" || r.body["onExpiry"] != "mark" || r.body["accountId"] != "2002" || r.body["holderId"] != "9009" {
		t.Errorf("connected %s", r.text)
	}
	id := r.body["id"].(string)
	token := string(secret.ChannelToken(rules.ChannelID(id)))
	if got := w.secrets.held(token); got != "good-token" {
		t.Errorf("kept %q", got)
	}
	w.want(w.call(ada, "POST", "/channels", strings.Replace(body, "good-token", "good-other", 1)), 409, "account_taken")
	w.want(w.call(zoe, "POST", "/channels", body), 409, "account_taken")
	if got := w.secrets.held(token); got != "good-token" || len(w.secrets.values) != 1 {
		t.Errorf("after refusals there is %v", w.secrets.values)
	}

	changed := w.want(w.call(ada, "PATCH", "/channels/"+id, `{"name":"Help","onExpiry":"close","accessToken":"good-new"}`), 200, "")
	if changed.body["name"] != "Help" || changed.body["onExpiry"] != "close" || changed.body["distribution"] != "fewest" || w.secrets.held(token) != "good-new" {
		t.Errorf("changed %s", changed.text)
	}
	w.want(w.call(ben, "PATCH", "/channels/"+id, `{"name":"Mine"}`), 403, "not_allowed")
	w.want(w.call(ada, "PATCH", "/channels/nothing", `{"name":"Mine"}`), 404, "channel_missing")
	w.want(w.call(zoe, "PATCH", "/channels/"+id, `{"name":"Mine"}`), 404, "channel_missing")
	list := w.want(w.call(ben, "GET", "/channels", nil), 200, "")
	if len(list.items()) != 2 || strings.Contains(list.text+r.text+changed.text, "good-") {
		t.Errorf("channels %s", list.text)
	}
	if h := list.items()[1]["health"].(map[string]any); h["state"] != "working" || h["quality"] != "GREEN" {
		t.Errorf("health %v", h)
	}
}

func TestNothingIsConnectedByHalf(t *testing.T) {
	w := newWorld(t)
	body := `{"kind":"whatsapp","accountId":"2003","name":"Support","accessToken":"good"}`
	none := func(what string) {
		t.Helper()
		if got := w.want(w.call(ada, "GET", "/channels", nil), 200, "").items(); len(got) != 1 || len(w.secrets.values) != 0 {
			t.Errorf("%s leaves %d channels and %d secrets", what, len(got), len(w.secrets.values))
		}
	}
	r := w.want(w.call(ada, "POST", "/channels", strings.Replace(body, "good", "BAD-TOKEN", 1)), 422, "credentials_refused")
	if r.detail("reason") == "" || !strings.Contains(r.detail("said"), "access token") || strings.Contains(r.text, "BAD-TOKEN") {
		t.Errorf("a refusal says %s", r.text)
	}
	none("a token that the platform refuses")
	w.graph.away = true
	w.want(w.call(ada, "POST", "/channels", body), 503, "platform_unreachable")
	w.graph.away = false
	none("a platform that is away")
	w.secrets.broken = true
	w.want(w.call(ada, "POST", "/channels", body), 503, "token_not_kept")
	w.secrets.broken = false
	none("a secret store that is away")
	w.want(w.call(ada, "POST", "/channels", body), 201, "")
	id := string(rules.NewChannelID("home", rules.WhatsApp, "2003"))
	w.want(w.call(ada, "PATCH", "/channels/"+id, `{"accessToken":"BAD-TOKEN","name":"Changed"}`), 422, "credentials_refused")
	if got := w.want(w.call(ada, "GET", "/channels", nil), 200, "").items()[1]; got["name"] != "Support" || w.secrets.held(string(secret.ChannelToken(rules.ChannelID(id)))) != "good" {
		t.Errorf("a refused token changed %v", got)
	}
}

func TestATokenWithoutAChannelIsTakenBack(t *testing.T) {
	w := newWorld(t)
	other, err := w.store.Member(t.Context(), string(zoe.ID))
	w.must(err)
	// The neighbours have connected this account: only the store knows, when everything else is done.
	w.must(w.store.ConnectChannel(t.Context(), other.Workspace, rules.Channel{ID: "theirs", Kind: rules.WhatsApp, AccountID: "2004", Name: "Theirs", NewStatus: rules.Open, CreatedAt: clock.Now()}))
	w.want(w.call(ada, "POST", "/channels", `{"kind":"whatsapp","accountId":"2004","name":"Support","accessToken":"good"}`), 409, "account_taken")
	if len(w.secrets.values) != 0 {
		t.Errorf("secrets %v", w.secrets.values)
	}
}

func TestEachKindOfChannelTakesItsOwnSettings(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, body string
		status     int
		code       string
	}{
		{"a page", `{"kind":"messenger","accountId":"31","name":"x","humanAgent":true,"accessToken":"good"}`, 201, ""},
		{"an account by itself", `{"kind":"instagram","accountId":"32","name":"x","login":"instagram","accessToken":"good"}`, 201, ""},
		{"an account below a page", `{"kind":"instagram","accountId":"33","name":"x","holderId":"31"}`, 201, ""},
		{"a web chat", `{"kind":"webchat","name":"x","widget":{"origins":["https://Shop.example:443","https://shop.example","http://127.0.0.1:8080"],"colour":"#0a7a5c"}}`, 201, ""},
		{"a web chat with an id", `{"kind":"webchat","accountId":"","name":"x"}`, 201, ""},
		{"no account", `{"kind":"messenger","name":"x"}`, 400, "account_missing"},
		{"a name of spaces", `{"kind":"messenger","accountId":"34","name":"  "}`, 400, "invalid_input"},
		{"a widget on a page", `{"kind":"messenger","accountId":"34","name":"x","widget":{"origins":[]}}`, 400, "not_for_kind"},
		{"a login on a number", `{"kind":"whatsapp","accountId":"34","name":"x","login":"facebook"}`, 400, "not_for_kind"},
		{"seven days on a number", `{"kind":"whatsapp","accountId":"34","name":"x","humanAgent":true}`, 400, "not_for_kind"},
		{"a token on a web chat", `{"kind":"webchat","name":"x","accessToken":"good"}`, 400, "not_for_kind"},
		{"a token with a line break", `{"kind":"messenger","accountId":"34","name":"x","accessToken":"good\r\nX: y"}`, 400, "invalid_input"},
		{"an enormous token", `{"kind":"messenger","accountId":"34","name":"x","accessToken":"good` + strings.Repeat("x", 5000) + `"}`, 400, "invalid_input"},
		{"a path in an origin", `{"kind":"webchat","name":"x","widget":{"origins":["https://a.example/x"]}}`, 400, "bad_origin"},
		{"a wildcard in an origin", `{"kind":"webchat","name":"x","widget":{"origins":["https://*.example"]}}`, 400, "bad_origin"},
		{"an origin without scheme", `{"kind":"webchat","name":"x","widget":{"origins":["a.example"]}}`, 400, "bad_origin"},
		{"an origin of another scheme", `{"kind":"webchat","name":"x","widget":{"origins":["javascript://a.example"]}}`, 400, "bad_origin"},
		{"an origin with a person", `{"kind":"webchat","name":"x","widget":{"origins":["https://a@b.example"]}}`, 400, "bad_origin"},
		{"an origin with an odd port", `{"kind":"webchat","name":"x","widget":{"origins":["https://a.example:99999"]}}`, 400, "bad_origin"},
		{"an origin that is null", `{"kind":"webchat","name":"x","widget":{"origins":["null"]}}`, 400, "bad_origin"},
		{"a colour that is code", `{"kind":"webchat","name":"x","widget":{"origins":[],"colour":"red;}"}}`, 400, "invalid_input"},
		{"an unknown member of a widget", `{"kind":"webchat","name":"x","widget":{"origins":[],"script":"x"}}`, 400, "invalid_input"},
	} {
		t.Run(c.name, func(t *testing.T) {
			here := *w
			here.T = t
			here.want(here.call(ada, "POST", "/channels", c.body), c.status, c.code)
		})
	}
	all := w.want(w.call(ben, "GET", "/channels", nil), 200, "").items()
	if len(all) != 6 {
		t.Fatalf("%d channels", len(all))
	}
	states := []string{"working", "working", "unverified", "working", "working"}
	for i, ch := range all[1:] {
		if got := ch["health"].(map[string]any)["state"]; got != states[i] {
			t.Errorf("channel %d is %v, want %s", i, got, states[i])
		}
		if ch["capability"].(map[string]any)["files"] == nil {
			t.Errorf("channel %d does not say what it can carry", i)
		}
	}
	if got := all[4]["widget"].(map[string]any)["origins"].([]any); len(got) != 2 || got[0] != "https://shop.example" || got[1] != "http://127.0.0.1:8080" {
		t.Errorf("origins %v", got)
	}
	if all[1]["humanAgent"] != true || all[2]["login"] != "instagram" || all[3]["login"] != "facebook" || all[4]["accountId"] == all[5]["accountId"] || all[5]["accountId"] == "" {
		t.Errorf("channels %v", all)
	}
}

func TestAWidgetsSecretIsShownWhenItIsMade(t *testing.T) {
	w := newWorld(t)
	made := w.want(w.call(ada, "POST", "/channels", `{"kind":"webchat","name":"Site"}`), 201, "")
	id, first := made.body["id"].(string), made.body["widgetSecret"].(string)
	place := string(secret.WidgetSecret(rules.ChannelID(id)))
	if len(first) < 40 || w.secrets.held(place) != first {
		t.Errorf("made %q, kept %q", first, w.secrets.held(place))
	}
	w.want(w.call(ben, "POST", "/channels/"+id+"/widget-secret", nil), 403, "not_allowed")
	w.want(w.call(zoe, "POST", "/channels/"+id+"/widget-secret", nil), 404, "channel_missing")
	w.want(w.call(ada, "POST", "/channels/"+string(w.channel.ID)+"/widget-secret", nil), 400, "not_for_kind")
	w.want(w.call(ada, "GET", "/channels/"+id+"/widget-secret", nil), 404, "no_such_route")
	second := w.want(w.call(ada, "POST", "/channels/"+id+"/widget-secret", nil), 201, "").body["secret"].(string)
	if second == first || w.secrets.held(place) != second {
		t.Errorf("again %q", second)
	}
	if list := w.want(w.call(ada, "GET", "/channels", nil), 200, ""); strings.Contains(list.text, second) {
		t.Error("the list shows the secret")
	}
}

func TestAChannelIsCheckedWhenSomebodyAsks(t *testing.T) {
	w := newWorld(t)
	id := w.want(w.call(ada, "POST", "/channels", `{"kind":"messenger","accountId":"31","name":"x","accessToken":"good"}`), 201, "").body["id"].(string)
	state := func(r result) (string, string, string) {
		h := r.body["health"].(map[string]any)
		reason, _ := h["reason"].(string)
		since, _ := h["since"].(string)
		return h["state"].(string), reason, since
	}
	w.want(w.call(ben, "POST", "/channels/"+id+"/check", nil), 403, "not_allowed")
	_, _, began := state(w.want(w.call(ada, "POST", "/channels/"+id+"/check", nil), 200, ""))
	if is, _, since := state(w.want(w.call(ada, "POST", "/channels/"+id+"/check", nil), 200, "")); is != "working" || since != began {
		t.Errorf("still %s since %s, before since %s", is, since, began)
	}
	w.must(w.desk.secrets.Put(t.Context(), secret.ChannelToken(rules.ChannelID(id)), "revoked"))
	if is, reason, _ := state(w.want(w.call(ada, "POST", "/channels/"+id+"/check", nil), 200, "")); is != "unauthorized" || reason == "" {
		t.Errorf("a revoked token is %s, %s", is, reason)
	}
	if got := w.want(w.call(ben, "GET", "/channels", nil), 200, "").items()[1]["health"].(map[string]any)["state"]; got != "unauthorized" {
		t.Errorf("the list says %v", got)
	}
	w.graph.away = true
	w.want(w.call(ada, "POST", "/channels/"+id+"/check", nil), 503, "platform_unreachable")
	if is, _, _ := state(w.want(w.call(ada, "POST", "/channels/"+string(w.channel.ID)+"/check", nil), 200, "")); is != "unverified" {
		t.Errorf("without a token it is %s", is)
	}
}

func TestAChannelSaysWhatItCanCarry(t *testing.T) {
	w := newWorld(t)
	r := w.want(w.call(ben, "GET", "/channels/"+string(w.channel.ID)+"/capability", nil), 200, "")
	files := r.body["files"].(map[string]any)
	if r.body["textRunes"] != float64(4096) || files["document"].(map[string]any)["bytes"] != float64(100<<20) || r.body["choices"].(map[string]any)["rows"] != float64(10) {
		t.Errorf("capability %s", r.text)
	}
	w.want(w.call(zoe, "GET", "/channels/"+string(w.channel.ID)+"/capability", nil), 404, "channel_missing")
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
