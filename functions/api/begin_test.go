package main

import (
	"maps"
	"net/url"
	"testing"
	"time"

	"transom/shared/rules"
)

// use fills the order template.
func use(values ...string) map[string]any {
	body := []any{}
	for _, text := range values {
		body = append(body, map[string]any{"kind": "text", "text": text})
	}
	return map[string]any{"name": "order", "language": "en_US", "body": body}
}

// beginning is a first message to somebody.
func (w *world) beginning(members map[string]any) map[string]any {
	body := map[string]any{"clientId": draft("")["clientId"], "channelId": string(w.channel.ID), "template": use("Lena", "20418"), "text": "whatever the client took it for"}
	maps.Copy(body, members)
	return body
}

func (w *world) conversationOf(r result) map[string]any {
	c, _ := r.body["conversation"].(map[string]any)
	return c
}

func TestAConversationBeginsByTemplate(t *testing.T) {
	w := newWorld(t)
	w.order()
	body := w.beginning(map[string]any{"phone": "+49 (0) 151 2345678", "name": "Lena"})
	r := w.want(w.call(ben, "POST", "/conversations", body), 202, "")
	c, m := w.conversationOf(r), r.body["message"].(map[string]any)
	if r.body["existed"] != false || m["text"] != "Your order\nHi Lena, your order 20418 is on its way.\nDemo Cycles" || m["status"] != "queued" || m["type"] != "template" {
		t.Errorf("begun: %s", r.text)
	}
	contact := c["contact"].(map[string]any)
	if contact["phone"] != "+491512345678" || contact["name"] != "Lena" || c["status"] != "open" || c["handler"] != "human" || c["assignee"].(map[string]any)["userId"] != string(ben.ID) {
		t.Errorf("the conversation is %v", c)
	}
	again := w.want(w.call(ben, "POST", "/conversations", body), 202, "")
	if again.body["message"].(map[string]any)["id"] != m["id"] || w.conversationOf(again)["id"] != c["id"] {
		t.Errorf("the same again: %s", again.text)
	}
	w.logOf(c["id"], 1)
	other := w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"phone": "0049 151 2345678"})), 202, "")
	if other.body["existed"] != true || w.conversationOf(other)["id"] != c["id"] {
		t.Errorf("another message: %s", other.text)
	}
	w.logOf(c["id"], 2)
	if n := len(w.want(w.call(ada, "GET", "/conversations", nil), 200, "").items()); n != 1 {
		t.Errorf("there are %d conversations", n)
	}
	w.want(w.call(cem, "POST", "/conversations", body), 422, "conversation_elsewhere")
	if r := w.want(w.call(ada, "POST", "/conversations", body), 409, "client_id_taken"); r.body["conversation"] != nil {
		t.Errorf("another's id: %s", r.text)
	}
}

// logOf counts the messages of a conversation.
func (w *world) logOf(id any, want int) {
	w.Helper()
	n := 0
	for _, m := range w.want(w.call(ada, "GET", "/conversations/"+id.(string)+"/messages", nil), 200, "").items() {
		if m["kind"] == "message" && m["direction"] == "out" {
			n++
		}
	}
	if n != want {
		w.Errorf("%d messages went out, want %d", n, want)
	}
}

func TestAConversationThatThereIsIsUsed(t *testing.T) {
	w := newWorld(t)
	w.order()
	c := w.says("77777", "hello") // +49 151 0077777
	phone := "+" + c.Address.Phone
	advance(t, 48*time.Hour)
	w.want(w.call(ada, "POST", "/conversations/"+string(c.ID)+"/close", nil), 200, "")
	r := w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"phone": phone})), 202, "")
	if got := w.conversationOf(r); r.body["existed"] != true || got["id"] != string(c.ID) || got["status"] != "open" {
		t.Errorf("a closed one: %s", r.text)
	}
	found := w.want(w.call(ben, "GET", "/people?channelId="+string(w.channel.ID)+"&phone="+url.QueryEscape(phone), nil), 200, "")
	if found.body["phone"] != phone || w.conversationOf(found)["id"] != string(c.ID) {
		t.Errorf("found %s", found.text)
	}
	by := w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"conversationId": string(c.ID)})), 202, "")
	if w.conversationOf(by)["id"] != string(c.ID) {
		t.Errorf("by its id: %s", by.text)
	}
	second := w.connect(rules.WhatsApp, "1002")
	second.Holder = w.channel.Holder
	w.must(w.store.UpdateChannel(t.Context(), w.home, second))
	elsewhere := w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"conversationId": string(c.ID), "channelId": string(second.ID)})), 202, "")
	if got := w.conversationOf(elsewhere); got["id"] == string(c.ID) || got["channelId"] != string(second.ID) || got["contact"].(map[string]any)["phone"] != phone {
		t.Errorf("from another number: %s", elsewhere.text)
	}

	w.want(w.call(ada, "POST", "/conversations/"+string(c.ID)+"/assign", map[string]any{"assignee": map[string]any{"userId": string(cem.ID)}}), 200, "")
	hidden := w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"phone": phone})), 422, "conversation_elsewhere")
	if hidden.body["details"] != nil {
		t.Errorf("it tells %s", hidden.text)
	}
	nothing := w.want(w.call(ben, "GET", "/people?channelId="+string(w.channel.ID)+"&phone="+url.QueryEscape(phone), nil), 200, "")
	if w.conversationOf(nothing) != nil {
		t.Errorf("it shows %s", nothing.text)
	}
	w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"conversationId": string(c.ID)})), 404, "conversation_missing")
}

func TestOnlyANumberThatIsOneIsWrittenTo(t *testing.T) {
	w := newWorld(t)
	w.order()
	w.channel.Phone = "4930123456"
	w.must(w.store.UpdateChannel(t.Context(), w.home, w.channel))
	for _, c := range []struct {
		name, phone string
		status      int
		code        string
	}{
		{"letters", "+49 FLOWERS", 400, "bad_phone"},
		{"too short", "+49 12", 400, "bad_phone"},
		{"a country that there is not", "+999 1234567", 400, "bad_phone"},
		{"too long", "+49 1512345678901234", 400, "bad_phone"},
		{"ours", "+49 30 123456", 422, "own_number"},
		{"ours, as it is written at home", "030 123456", 422, "own_number"},
		{"at home", "0151 2345678", 0, ""},
	} {
		status := func(ok int) int {
			if c.status == 0 {
				return ok
			}
			return c.status
		}
		w.want(w.call(ben, "GET", "/people?channelId="+string(w.channel.ID)+"&phone="+url.QueryEscape(c.phone), nil), status(200), c.code)
		w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"phone": c.phone})), status(202), c.code)
	}
	if n := len(w.want(w.call(ada, "GET", "/conversations", nil), 200, "").items()); n != 1 {
		t.Errorf("there are %d conversations", n)
	}
	page := w.connect(rules.Messenger, "5")
	w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"phone": "+491512345678", "channelId": string(page.ID)})), 400, "type_not_supported")
	w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{})), 400, "invalid_input")
	w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"phone": "+491512345678", "conversationId": "x"})), 400, "invalid_input")
}

func TestATemplateThatMayNotBeSentMakesNoMessage(t *testing.T) {
	w := newWorld(t)
	order := w.order()
	for _, c := range []struct {
		name   string
		status rules.TemplateStatus
		use    map[string]any
		http   int
		code   string
		place  string
		word   string
	}{
		{"paused meanwhile", rules.TemplatePaused, use("Lena", "20418"), 422, "template_unusable", "status", "paused"},
		{"deleted meanwhile", rules.TemplateDeleted, use("Lena", "20418"), 422, "template_unusable", "status", "deleted"},
		{"rejected", rules.TemplateRejected, use("Lena", "20418"), 422, "template_unusable", "status", "rejected"},
		{"changed, so that a value is missing", rules.TemplateApproved, use("Lena"), 400, "template_values", "body.2", "missing"},
		{"changed, so that a value is too many", rules.TemplateApproved, use("Lena", "1", "2"), 400, "template_values", "body", "too_many"},
		{"a line break", rules.TemplateApproved, use("Lena", "20\n418"), 400, "template_values", "body.2", "line_break"},
		{"another language", rules.TemplateApproved, map[string]any{"name": "order", "language": "de"}, 422, "template_missing", "", ""},
	} {
		w.becomes(order, c.status)
		r := w.want(w.call(ben, "POST", "/conversations", w.beginning(map[string]any{"phone": "+491512345678", "template": c.use})), c.http, c.code)
		if r.detail(c.place) != c.word {
			t.Errorf("%s: %s", c.name, r.text)
		}
	}
	if n := len(w.want(w.call(ada, "GET", "/conversations", nil), 200, "").items()); n != 0 {
		t.Errorf("there are %d conversations", n)
	}
	w.becomes(order, rules.TemplateApproved)
	body := w.beginning(map[string]any{"phone": "+491512345678"})
	first := w.want(w.call(ben, "POST", "/conversations", body), 202, "")
	w.becomes(order, rules.TemplatePaused)
	if r := w.want(w.call(ben, "POST", "/conversations", body), 202, ""); w.conversationOf(r)["id"] != w.conversationOf(first)["id"] {
		t.Errorf("a lost answer is told again as %s", r.text)
	}
	old := w.beginning(map[string]any{"phone": "+491512345679"})
	w.becomes(order, rules.TemplateApproved)
	advance(t, 10*time.Minute)
	w.want(w.call(ben, "POST", "/conversations", old), 409, "clock_skew")
}

func TestAFirstMessageBringsAFile(t *testing.T) {
	w := withFiles(t)
	w.template("picture", rules.TemplatePart{Type: "header", Format: "image"}, rules.TemplatePart{Type: "body", Text: "Your bike is ready."})
	id := w.uploadsFor(ben, "template", "a.png", "image/png", png)
	body := w.beginning(map[string]any{"phone": "+491512345678", "uploadId": id, "template": map[string]any{"name": "picture", "language": "en_US", "header": []any{map[string]any{"kind": "image"}}}})
	r := w.want(w.call(ben, "POST", "/conversations", body), 202, "")
	m := r.body["message"].(map[string]any)
	if m["media"].(map[string]any)["mime"] != "image/png" {
		t.Errorf("the message is %v", m)
	}
	w.want(w.call(ben, "GET", "/conversations/"+w.conversationOf(r)["id"].(string)+"/messages/"+escape(m["id"].(string))+"/media", nil), 200, "")
	w.want(w.call(ben, "POST", "/conversations", body), 202, "")
	other := w.beginning(map[string]any{"phone": "+491512345679", "uploadId": id, "template": body["template"]})
	w.want(w.call(ben, "POST", "/conversations", other), 409, "upload_used")
	w.want(w.call(ben, "POST", "/uploads", map[string]any{"for": "template", "name": "a.mp3", "mime": "audio/mpeg", "size": 3}), 400, "file_type")
	w.want(w.call(ben, "POST", "/uploads", map[string]any{"for": "template", "conversationId": "x", "name": "a.png", "mime": "image/png", "size": 3}), 400, "invalid_input")
}

func TestTheSameBeginningInTwoTabsIsOneMessage(t *testing.T) {
	w := newWorld(t)
	w.order()
	body := w.beginning(map[string]any{"phone": "+491512345678"})
	answers := make(chan result)
	for range 4 {
		go func() { answers <- w.call(ben, "POST", "/conversations", body) }()
	}
	said := map[string]bool{}
	var id any
	for range 4 {
		r := <-answers
		if r.status != 202 {
			t.Errorf("one tab is told %s", r.text)
			continue
		}
		id = w.conversationOf(r)["id"]
		said[r.body["message"].(map[string]any)["id"].(string)] = true
	}
	if len(said) != 1 {
		t.Errorf("there are messages %v", said)
	}
	w.logOf(id, 1)
	if n := len(w.want(w.call(ada, "GET", "/conversations", nil), 200, "").items()); n != 1 {
		t.Errorf("there are %d conversations", n)
	}
}
