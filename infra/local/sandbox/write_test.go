package sandbox_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestACustomersTextArrivesInMetasShape(t *testing.T) {
	g := newRig(t)
	made := g.api("POST", "messages", map[string]any{"phone": "+44 7700 900123", "text": "Grüße / 👋"})
	got := g.hooks.until(has(1, "messages"))
	v := values(got)[0]
	user := dig(v, "contacts", 0, "user_id")
	name := dig(v, "contacts", 0, "profile", "name")
	want := map[string]any{
		"messaging_product": "whatsapp",
		"metadata":          map[string]any{"display_phone_number": "15550000001", "phone_number_id": "100000000000001"},
		"contacts":          []any{map[string]any{"profile": map[string]any{"name": name}, "wa_id": "447700900123", "user_id": user}},
		"messages": []any{map[string]any{"from": "447700900123", "from_user_id": user, "id": made["id"], "timestamp": "1778587200",
			"type": "text", "text": map[string]any{"body": "Grüße / 👋"}}},
	}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Errorf("webhook value (-want +got):\n%s", diff)
	}
	if dig(got[0].body, "object") != "whatsapp_business_account" {
		t.Errorf("object is %v", got[0].body["object"])
	}
	if !bytes.Contains(got[0].raw, []byte(`Gr\u00fc\u00dfe \/ \ud83d\udc4b`)) {
		t.Errorf("the body is not escaped as the platform does it: %s", got[0].raw)
	}
}

func TestASendIsAnsweredAndItsStatusesFollowInOrder(t *testing.T) {
	g := newRig(t)
	g.api("POST", "settings", map[string]any{"deliverMs": 1})
	chat := g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": "Hello?"})["chat"].(string)
	status, got := g.send(text("+447700900123", "Hello!"))
	if status != 200 {
		t.Fatalf("send: %d %v", status, got)
	}
	id := dig(got, "messages", 0, "id")
	want := map[string]any{"messaging_product": "whatsapp", "messages": []any{map[string]any{"id": id}},
		"contacts": []any{map[string]any{"input": "+447700900123", "wa_id": "447700900123"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	g.hooks.until(has(2, "statuses"))
	g.api("POST", "chats/"+chat+"/read", nil)
	hooks := g.hooks.until(has(3, "statuses"))
	if diff := cmp.Diff([]string{"sent", "delivered", "read"}, statuses(hooks)); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	sent := items(hooks, "statuses")[0]
	if dig(sent, "biz_opaque_callback_data") != "mine" || dig(sent, "id") != id || dig(sent, "recipient_id") != "447700900123" {
		t.Errorf("sent status is %v", sent)
	}
	if dig(sent, "pricing", "pricing_model") != "PMP" || dig(sent, "conversation") != nil || dig(items(hooks, "statuses")[2], "pricing") != nil {
		t.Errorf("prices are told wrongly: %v", items(hooks, "statuses"))
	}
}
