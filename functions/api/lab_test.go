package main

import (
	"strings"
	"testing"

	"transom/functions/internal/intake"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// webhook is a WhatsApp body with one text for an account.
func webhook(account, id string) string {
	return `{"object":"whatsapp_business_account","entry":[{"id":"9","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",` +
		`"metadata":{"display_phone_number":"1","phone_number_id":"` + account + `"},` +
		`"contacts":[{"profile":{"name":"Ana"},"wa_id":"34600000001"}],` +
		`"messages":[{"from":"34600000001","id":"` + id + `","timestamp":"1795000000","type":"text","text":{"body":"hello"}}]}}]}]}`
}

func TestAPastedBodyIsUnderstoodAndChangesNothing(t *testing.T) {
	w := newWorld(t)
	w.want(w.call(ben, "POST", "/replay", map[string]any{"body": webhook("1001", "wamid.pasted")}), 403, "not_allowed")
	r := w.want(w.call(ada, "POST", "/replay", map[string]any{"body": webhook("1001", "wamid.pasted")}), 200, "")
	accounts, messages, effects := r.body["accounts"].([]any), r.body["messages"].([]any), r.body["effects"].([]any)
	if r.body["object"] != "whatsapp_business_account" || len(accounts) != 1 || len(messages) != 1 || len(effects) == 0 {
		t.Fatalf("understood %s", r.text)
	}
	if a := accounts[0].(map[string]any); a["known"] != true || a["channelId"] != string(w.channel.ID) {
		t.Errorf("account %v", a)
	}
	for name, body := range map[string]string{
		"no JSON": "{", "a list": "[]", "an unknown object": `{"object":"fax"}`, "nothing of ours": webhook("4004", "wamid.x"),
		"deep": strings.Repeat(`{"a":`, 5000), "words": "hello",
	} {
		if r := w.want(w.call(ada, "POST", "/replay", map[string]any{"body": body}), 200, ""); r.body["messages"] == nil || r.body["effects"] == nil {
			t.Errorf("%s is understood as %s", name, r.text)
		}
	}
	if got := w.want(w.call(ada, "GET", "/conversations", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("there are conversations %v", got)
	}
	if got := w.want(w.call(ada, "GET", "/quarantine", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("there is quarantine %v", got)
	}
	w.want(w.call(ada, "POST", "/replay", map[string]any{"body": strings.Repeat("x", 1<<20+1)}), 413, "body_too_large")
	w.want(w.call(ada, "POST", "/replay", map[string]any{"body": strings.Repeat("x", 3<<20)}), 413, "body_too_large")
	w.want(w.call(ada, "POST", "/replay", map[string]any{"body": ""}), 400, "invalid_input")
	w.want(w.call(ada, "POST", "/replay", map[string]any{"body": "{}", "object": "fax"}), 400, "invalid_input")
}

func TestAQuarantinedBodyIsTriedAgainForGood(t *testing.T) {
	w := withFiles(t)
	body := webhook("3003", "wamid.early")
	w.must(intake.New(w.store, w.desk.bucket).Take(t.Context(), []byte(body)))
	items := w.want(w.call(ada, "GET", "/quarantine", nil), 200, "").items()
	if len(items) != 1 || items[0]["reason"] != "unknown_account" {
		t.Fatalf("quarantine %v", items)
	}
	path := "/quarantine/" + items[0]["id"].(string)
	w.want(w.call(ben, "GET", path, nil), 403, "not_allowed")
	w.want(w.call(ben, "POST", path+"/replay", nil), 403, "not_allowed")
	shown := w.want(w.call(ada, "GET", path, nil), 200, "")
	if shown.body["body"] != body || shown.body["reason"] != "unknown_account" || shown.body["truncated"] != nil {
		t.Errorf("shown %s", shown.text)
	}
	if r := w.want(w.call(ada, "POST", path+"/replay", nil), 200, ""); r.body["done"] != false {
		t.Errorf("without a channel it is %s", r.text)
	}
	w.connect(rules.WhatsApp, "3003")
	if r := w.want(w.call(ada, "POST", path+"/replay", nil), 200, ""); r.body["done"] != true || len(r.body["understood"].(map[string]any)["messages"].([]any)) != 1 {
		t.Errorf("with a channel it is %s", r.text)
	}
	if got := w.want(w.call(ada, "GET", "/messages?platformId=wamid.early", nil), 200, "").items(); len(got) != 1 || got[0]["text"] != "hello" {
		t.Errorf("messages %v", got)
	}
	if got := w.want(w.call(ada, "GET", "/quarantine", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("quarantine %v", got)
	}
	w.want(w.call(ada, "POST", path+"/replay", nil), 404, "quarantined_missing")
	w.want(w.call(ada, "GET", path, nil), 404, "quarantined_missing")
}

func TestQuarantineIsNamedByItsOwnIDsOnly(t *testing.T) {
	w := withFiles(t)
	q := store.Quarantined{ID: "q1", At: clock.Now(), Reason: "bad_json", Object: "quarantine/q1", Size: 12}
	w.must(w.store.Quarantine(t.Context(), w.home, q))
	for _, id := range []string{"x", "-", "1-", "-q1", "1-q1", "99999999999999999999-q1", quarantineID(q) + "x", "..%2F..%2Fm", "%00-q1", quarantineID(q)} {
		w.want(w.call(ada, "GET", "/quarantine/"+id, nil), 404, "quarantined_missing") // the last one has lost its bytes
	}
	w.must(w.desk.bucket.Replace(t.Context(), "quarantine/q1", "text/plain", []byte("{\xff\"a\":"), ""))
	if r := w.want(w.call(ada, "GET", "/quarantine/"+quarantineID(q), nil), 200, ""); r.body["body"] != "{\ufffd\"a\":" {
		t.Errorf("shown %s", r.text)
	}
	w.want(w.call(zoe, "GET", "/quarantine/"+quarantineID(q), nil), 404, "quarantined_missing")
	w.want(w.call(zoe, "POST", "/quarantine/"+quarantineID(q)+"/replay", nil), 404, "quarantined_missing")
	w.must(w.desk.bucket.Replace(t.Context(), "quarantine/q2", "text/plain", []byte(strings.Repeat("x", maxShown+1)), ""))
	q.ID, q.Object = "q2", "quarantine/q2"
	w.must(w.store.Quarantine(t.Context(), w.home, q))
	if r := w.want(w.call(ada, "GET", "/quarantine/"+quarantineID(q), nil), 200, ""); r.body["truncated"] != true || len(r.body["body"].(string)) != maxShown {
		t.Errorf("shown %d bytes", len(r.body["body"].(string)))
	}
}
