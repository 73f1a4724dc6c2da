package sandbox_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestEveryKindOfMessagingHasItsShape(t *testing.T) {
	for _, test := range []struct {
		name     string
		body     m
		path     []any
		want     any
		platform string
	}{
		{"text", m{"text": "Hi"}, []any{"message", "text"}, "Hi", "messenger"},
		{"quick reply", m{"type": "quick_reply", "text": "Red", "payload": "r"}, []any{"message", "quick_reply", "payload"}, "r", "messenger"},
		{"postback", m{"type": "postback", "text": "Start", "payload": "START"}, []any{"postback", "payload"}, "START", "instagram"},
		{"album", m{"type": "image", "album": 3}, []any{"message", "attachments", 2, "type"}, "image", "instagram"},
		{"voice", m{"type": "audio"}, []any{"message", "attachments", 0, "type"}, "audio", "messenger"},
		{"file", m{"type": "document"}, []any{"message", "attachments", 0, "type"}, "file", "messenger"},
		{"like", m{"type": "sticker"}, []any{"message", "attachments", 0, "type"}, "sticker", "messenger"},
		{"heart", m{"type": "sticker"}, []any{"message", "attachments", 0, "type"}, "like_heart", "instagram"},
		{"place", m{"type": "location"}, []any{"message", "attachments", 0, "payload", "coordinates", "lat"}, 48.137154, "messenger"},
		{"link", m{"type": "share"}, []any{"message", "attachments", 0, "type"}, "fallback", "messenger"},
		{"post", m{"type": "share", "kind": "post"}, []any{"message", "attachments", 0, "type"}, "ig_post", "instagram"},
		{"reel", m{"type": "share", "kind": "reel"}, []any{"message", "attachments", 0, "type"}, "ig_reel", "instagram"},
		{"story mention", m{"type": "story_mention"}, []any{"message", "attachments", 0, "type"}, "story_mention", "instagram"},
		{"ephemeral", m{"type": "ephemeral"}, []any{"message", "attachments", 0, "type"}, "ephemeral", "instagram"},
		{"unsupported", m{"type": "unsupported"}, []any{"message", "is_unsupported"}, true, "instagram"},
		{"link that opens", m{"type": "referral", "referral": m{"source": "link", "ref": "spring"}}, []any{"referral", "ref"}, "spring", "messenger"},
		{"ad", m{"text": "Hi", "referral": m{"source": "ad"}}, []any{"message", "referral", "source"}, "ADS", "messenger"},
	} {
		t.Run(test.platform+" "+test.name, func(t *testing.T) {
			g := newRig(t)
			test.body["platform"] = test.platform
			g.api("POST", "messages", test.body)
			if e := g.event(test.path...); dig(e, test.path...) != test.want {
				t.Errorf("%v of %v", dig(e, test.path...), e)
			} else if dig(e, "timestamp") != float64(noon.UnixMilli()) {
				t.Errorf("stamped %v", dig(e, "timestamp"))
			}
		})
	}
}

func TestEditsUnsendingAndReactionsAreAboutAMessage(t *testing.T) {
	g := newRig(t)
	chat, mid, _ := g.met("messenger", page)
	customer := chat[strings.LastIndex(chat, "-")+1:]
	say := func(body m) { body["customer"] = customer; g.api("POST", "messages", body) }
	say(m{"type": "edit", "target": mid, "text": "Hello!"})
	if e := g.event("message_edit"); dig(e, "message_edit", "mid") != mid || dig(e, "message_edit", "num_edit") != 1.0 {
		t.Errorf("edit %v", e)
	}
	say(m{"type": "reaction", "target": mid, "text": "❤️"})
	if e := g.event("reaction", "emoji"); dig(e, "reaction", "reaction") != "love" {
		t.Errorf("reaction %v", e)
	}
	say(m{"type": "unsend", "target": mid})
	if e := g.event("message", "is_deleted"); dig(e, "message", "mid") != mid {
		t.Errorf("unsent %v", e)
	}
}

func TestStoriesDieAfterADayOfTheClock(t *testing.T) {
	g := newRig(t)
	g.api("POST", "messages", m{"platform": "instagram", "type": "story_mention"})
	link := dig(g.event("message", "attachments"), "message", "attachments", 0, "payload", "url").(string)
	link = g.graph.URL + strings.TrimPrefix(link, "http://127.0.0.1")
	for after, want := range map[time.Duration]int{24*time.Hour - time.Second: 200, 24 * time.Hour: 403} {
		g.clock.set(noon.Add(after))
		res, err := http.Get(link)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("after %s: %d, want %d", after, res.StatusCode, want)
		}
	}
}

func TestStaffWhoWriteElsewhereComeAsEchoesAndOpenNoWindow(t *testing.T) {
	g := newRig(t)
	for _, platform := range []string{"whatsapp", "messenger", "instagram"} {
		c := g.api("POST", "customers", m{"platform": platform})["id"].(string)
		chat := g.api("POST", "echoes", m{"customer": c, "text": "From my phone"})["chat"].(string)
		if dig(g.api("GET", "chats/"+chat, nil), "chat", "windowClosesAt") != nil {
			t.Errorf("%s: an echo opened the window", platform)
		}
	}
	if v := g.changed("smb_message_echoes", anything); dig(v, "message_echoes", 0, "text", "body") != "From my phone" || dig(v, "message_echoes", 0, "to") == nil {
		t.Errorf("echo of the phone %v", v)
	}
	if e := g.event("message", "app_id"); dig(e, "message", "app_id") != 263902037430900.0 || dig(e, "sender", "id") != page {
		t.Errorf("echo of the inbox %v", e)
	}
}

func TestWhatsAppSaysWhatHappensToMessagesAndPeople(t *testing.T) {
	g := newRig(t)
	chat, id := g.wrote("447700900123")
	customer := chat[strings.LastIndex(chat, "-")+1:]
	say := func(body m) any {
		body["customer"] = customer
		g.api("POST", "messages", body)
		var got any
		g.hooks.until(func(h []hook) bool {
			for _, i := range items(h, "messages") {
				if dig(i, "type") == body["type"] {
					got = i
				}
			}
			return got != nil
		})
		return got
	}
	if got := say(m{"type": "edit", "target": id, "text": "Hello!"}); dig(got, "edit", "original_message_id") != id || dig(got, "edit", "message", "text", "body") != "Hello!" {
		t.Errorf("edit %v", got)
	}
	if got := say(m{"type": "revoke", "target": id}); dig(got, "revoke", "original_message_id") != id {
		t.Errorf("revoke %v", got)
	}
	if got := say(m{"type": "order"}); dig(got, "order", "product_items", 0, "item_price") != 12.5 {
		t.Errorf("order %v", got)
	}
	if got := say(m{"type": "interactive", "kind": "flow", "text": "x"}); dig(got, "interactive", "nfm_reply", "response_json") == nil {
		t.Errorf("flow %v", got)
	}
	got := say(m{"type": "system", "kind": "number", "phone": "447700900999"})
	if dig(got, "system", "wa_id") != "447700900999" || dig(got, "from") != "447700900123" || dig(got, "system", "previous_user_id") == nil {
		t.Errorf("number %v", got)
	}
	g.clock.set(noon.Add(16 * time.Minute))
	late := g.api("POST", "messages", m{"customer": customer, "text": "x", "at": noon})["id"]
	if status, _ := do(t, "POST", g.page.URL+"/api/messages", m{"customer": customer, "type": "edit", "target": late, "text": "y"}); status != 422 {
		t.Error("a message was edited after 15 minutes")
	}
}

func TestHistoryOpensNoWindow(t *testing.T) {
	g := newRig(t)
	c := g.api("POST", "customers", m{})["id"].(string)
	g.api("POST", "history", m{"customer": c, "messages": []any{m{"direction": "in", "text": "Long ago", "at": noon.Add(-time.Hour)}, m{"direction": "out", "text": "Yes?", "at": noon}}})
	v := g.changed("history", anything)
	if dig(v, "history", 0, "threads", 0, "messages", 1, "history_context", "from_me") != true {
		t.Errorf("history %v", v)
	}
	if dig(g.api("GET", "chats/100000000000001-"+c, nil), "chat", "windowClosesAt") != nil {
		t.Error("an import opened the window")
	}
}

func TestTemplatesAreHeldAgainstTheList(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	body := func(texts ...string) []any {
		var list []any
		for _, s := range texts {
			list = append(list, m{"type": "text", "text": s})
		}
		return []any{m{"type": "body", "parameters": list}}
	}
	for _, test := range []struct {
		name, language string
		parts          []any
		code           float64
	}{
		{"order_update", "en", body("Ana", "20418"), 0},
		{"order_update", "en", body("Ana"), 132000},
		{"order_update", "fr", body("Ana", "20418"), 132001},
		{"nothing", "en", nil, 132001},
		{"old_offer", "en", nil, 132015},
		{"gone_offer", "en", nil, 132016},
		{"new_greeting", "en", nil, 132001},
		{"ready_for_pickup", "en", body("Ana"), 132012},
		{"tracking", "en", nil, 132000},
		{"appointment_reminder", "en", []any{m{"type": "body", "parameters": []any{
			m{"type": "text", "parameter_name": "first_name", "text": "Ana"}, m{"type": "text", "parameter_name": "day", "text": "Monday"}}}}, 0},
	} {
		template := m{"name": test.name, "language": m{"code": test.language}}
		if test.parts != nil {
			template["components"] = test.parts
		}
		_, got := g.send(m{"messaging_product": "whatsapp", "to": "+447700900123", "type": "template", "template": template})
		if code, _ := dig(got, "error", "code").(float64); code != test.code {
			t.Errorf("%s in %s: %v, want %v", test.name, test.language, got, test.code)
		}
	}
	seen, after := 0, ""
	for range 10 {
		_, got := do(t, "GET", g.graph.URL+"/v26.0/100000000000000/message_templates?limit=4&after="+after, nil)
		seen += len(dig(got, "data").([]any))
		if dig(got, "paging", "next") == nil {
			break
		}
		after = dig(got, "paging", "cursors", "after").(string)
	}
	if all := len(dig(g.api("GET", "templates", nil), "items").([]any)); seen != all || all < 10 {
		t.Errorf("listed %d of %d templates page by page", seen, all)
	}
}

func TestPairsAndNumbersHaveTheirPace(t *testing.T) {
	for setting, code := range map[string]float64{"pairLimit": 131056, "throughput": 130429} {
		g := newRig(t)
		g.wrote("447700900123")
		g.api("POST", "settings", m{setting: 2})
		for i, want := range []float64{0, 0, code} {
			_, got := g.send(text("+447700900123", "Hi"))
			if c, _ := dig(got, "error", "code").(float64); c != want {
				t.Errorf("%s: send %d: %v", setting, i+1, got)
			}
		}
		g.clock.set(noon.Add(6 * time.Second))
		if status, got := g.send(text("+447700900123", "Hi")); status != 200 {
			t.Errorf("%s: later: %v", setting, got)
		}
	}
}

func TestWhateverCanHappenToAnAccountIsPosted(t *testing.T) {
	g := newRig(t)
	c := g.api("POST", "customers", m{})["id"]
	list := dig(g.api("GET", "events", nil), "items").([]any)
	for _, e := range list {
		g.api("POST", "events", m{"event": dig(e, "name"), "platform": dig(e, "platform"), "customer": c})
	}
	g.hooks.until(func(h []hook) bool { return len(h) == len(list) })
	if status, _ := do(t, "POST", g.page.URL+"/api/events", m{"event": "rain"}); status != 422 {
		t.Error("it rained")
	}
}

func TestEveryErrorCanBeAnsweredOnDemand(t *testing.T) {
	g := newRig(t)
	_, _, to := g.met("messenger", page)
	for _, e := range dig(g.api("GET", "errors", nil), "items").([]any) {
		if dig(e, "platform") != "messenger" {
			continue
		}
		sub, _ := dig(e, "subcode").(float64)
		g.api("POST", "faults", m{"refuse": m{"count": 1, "code": dig(e, "code"), "subcode": sub, "platform": "messenger"}})
		if status, code, subcode, got := g.direct(page, plain(to, "Hi")); float64(code) != dig(e, "code") || float64(subcode) != sub || float64(status) != dig(e, "status") {
			t.Errorf("%v: answered %d %v", e, status, got)
		}
	}
	if status, _, _, got := g.direct(page, plain(to, "Hi")); status != 200 {
		t.Errorf("afterwards: %v", got)
	}
}

func TestALostAcknowledgementBringsTheWebhookAgain(t *testing.T) {
	g := newRig(t)
	g.api("POST", "faults", m{"loseAcks": 1})
	g.api("POST", "messages", m{"platform": "instagram", "text": "Hi"})
	got := g.hooks.until(func(h []hook) bool { return len(h) == 2 })
	if string(got[0].raw) != string(got[1].raw) {
		t.Error("the second is not the first again")
	}
}

func TestAPhoneOfTheSameFolderGoesOnOnEveryPlatform(t *testing.T) {
	dir, hooks := t.TempDir(), newReceiver(t, nil)
	g := newRigAt(t, dir, hooks)
	chat, _, to := g.met("messenger", page)
	comment := g.api("POST", "comments", m{"platform": "instagram", "text": "How much?"})["id"].(string)
	g.api("POST", "chats/"+chat+"/thread", m{"owner": "other"})
	g.api("POST", "events", m{"event": "template_paused"})
	if err := g.phone.Close(); err != nil {
		t.Fatal(err)
	}
	g = newRigAt(t, dir, hooks)
	if _, code, subcode, _ := g.direct(page, plain(to, "Hi")); code != 10 || subcode != 2018300 {
		t.Errorf("the thread's holder is forgotten: %d/%d", code, subcode)
	}
	if status, _, _, got := g.direct(insta, m{"recipient": m{"comment_id": comment}, "message": m{"text": "Hi"}}); status != 200 {
		t.Errorf("the comment is forgotten: %v", got)
	}
	if dig(g.api("GET", "templates", nil), "items", 0, "status") != "PAUSED" {
		t.Error("the template's pause is forgotten")
	}
}
