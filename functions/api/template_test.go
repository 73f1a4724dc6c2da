package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"transom/events"
	"transom/shared/channel/meta/metatest"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
)

// template keeps an approved one, as if the platform had listed it.
func (w *world) template(name string, parts ...rules.TemplatePart) rules.MessageTemplate {
	w.Helper()
	t := rules.MessageTemplate{ID: fmt.Sprint(500 + len(name)*100 + int(name[0])), Holder: w.channel.Holder, Name: name, Language: "en_US", Category: "utility",
		Status: rules.TemplateApproved, Parts: parts, UpdatedAt: clock.Now()}
	w.must(w.store.PutTemplate(w.Context(), w.home, t))
	return t
}

// order is a template with two places.
func (w *world) order() rules.MessageTemplate {
	w.Helper()
	return w.template("order", rules.TemplatePart{Type: "header", Format: "text", Text: "Your order"},
		rules.TemplatePart{Type: "body", Text: "Hi {{1}}, your order {{2}} is on its way."}, rules.TemplatePart{Type: "footer", Text: "Demo Cycles"})
}

// becomes changes a template's state, as the platform would.
func (w *world) becomes(t rules.MessageTemplate, s rules.TemplateStatus) {
	w.Helper()
	w.must(w.store.ChangeTemplate(w.Context(), w.home, t.Holder, t.ID, func(t rules.MessageTemplate) rules.MessageTemplate { t.Status = s; return t }))
}

// platform lets a scripted Graph API answer for WhatsApp.
func (w *world) platform(answer func(metatest.Request) (int, string)) *metatest.Graph {
	w.Helper()
	g := metatest.Open(w.T, http.StatusOK, "{}")
	g.Answer = answer
	w.desk.senders[rules.WhatsApp] = whatsapp.NewClient(g.URL)
	w.must(w.desk.secrets.Put(w.Context(), secret.ChannelToken(w.channel.ID), "t0ken"))
	return g
}

const listed = `{"data":[
	{"id":"700","name":"order_update","language":"en","status":"APPROVED","category":"UTILITY","parameter_format":"POSITIONAL","quality_score":{"score":"GREEN"},"components":[{"type":"BODY","text":"Hi {{1}}, it is on its way."}]},
	{"id":"701","name":"order_update","language":"de","status":"PAUSED","category":"UTILITY","components":[{"type":"BODY","text":"Hallo {{1}}, es ist unterwegs."}]},
	{"id":"702","name":"offer","language":"en","status":"APPROVED","category":"MARKETING","components":[{"type":"BODY","text":"Look."},{"type":"CAROUSEL","cards":[]}]}],
	"paging":{"cursors":{"after":"x"}}}`

func TestTheTemplatesOfAChannelAreListedAsThePlatformHasThem(t *testing.T) {
	w := newWorld(t)
	g := w.platform(func(metatest.Request) (int, string) { return 200, listed })
	path := "/channels/" + string(w.channel.ID) + "/templates"
	first := w.want(w.call(ben, "GET", path, nil), 200, "")
	if len(first.items()) != 0 || first.body["syncing"] != true || first.body["syncedAt"] != nil {
		t.Errorf("a list that was never read is %s", first.text)
	}
	w.want(w.call(ben, "GET", path, nil), 200, "")
	want := events.Job{Kind: events.JobTemplates, Workspace: "home", ChannelKind: "whatsapp", AccountID: "1001"}
	if jobs := w.jobs.taken(); len(jobs) != 1 || jobs[0] != want {
		t.Errorf("the worker is asked for %+v", jobs)
	}
	if len(g.Seen()) != 0 {
		t.Error("looking asked the platform")
	}
	r := w.want(w.call(ben, "POST", path+"/sync", nil), 200, "")
	if len(r.items()) != 3 || r.body["syncing"] != false || r.body["syncedAt"] == nil {
		t.Errorf("read: %s", r.text)
	}
	for query, n := range map[string]int{"": 3, "?status=approved": 2, "?status=paused": 1, "?language=de": 1, "?category=marketing": 1, "?search=ORDER": 2, "?search=unterwegs": 1,
		"?search=order&status=approved": 1, "?search=nothing": 0,
		"?only=offer%7Cen&only=order_update%7Cde&only=gone%7Cen": 2, "?limit=2": 2, "?order=use&limit=2": 2} {
		if got := w.want(w.call(ben, "GET", path+query, nil), 200, ""); len(got.items()) != n || got.body["syncing"] != false {
			t.Errorf("%q lists %d, want %d: %s", query, len(got.items()), n, got.text)
		}
	}
	var names []string
	for query := "?order=use&limit=1"; ; {
		page := w.want(w.call(ben, "GET", path+query, nil), 200, "")
		for _, item := range page.items() {
			names = append(names, fmt.Sprint(item["name"], item["language"]))
		}
		cursor, more := page.body["cursor"].(string)
		if !more {
			break
		}
		query = "?order=use&limit=1&cursor=" + cursor
	}
	if got := strings.Join(names, " "); got != "order_updateen offeren order_updatede" {
		t.Errorf("page by page: %s", got)
	}
	if got := w.want(w.call(ben, "GET", path, nil), 200, ""); fmt.Sprint(got.body["languages"], got.body["categories"]) != "[en] [utility]" {
		t.Errorf("what may be sent: %s", got.text)
	}
	w.want(w.call(ben, "GET", path+"?order=use&cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAA", nil), 400, "bad_cursor")
	w.want(w.call(ben, "GET", path+"?limit=101", nil), 400, "invalid_input")
	advance(t, 16*time.Minute)
	if got := w.want(w.call(ben, "GET", path, nil), 200, ""); got.body["syncing"] != true || len(got.items()) != 3 || len(w.jobs.taken()) != 1 {
		t.Errorf("an old list: %s", got.text)
	}
	w.want(w.call(zoe, "GET", path, nil), 404, "channel_missing")
	page := w.connect(rules.Messenger, "5")
	w.want(w.call(ben, "GET", "/channels/"+string(page.ID)+"/templates", nil), 422, "no_templates")
}

func TestANumberLearnsWhoseItIs(t *testing.T) {
	w := newWorld(t)
	ch := w.connect(rules.WhatsApp, "77")
	tells := `{"id":"77","display_phone_number":"+1 212-555-0100","verified_name":"Shop"}`
	w.platform(func(r metatest.Request) (int, string) { return 200, tells })
	path := "/channels/" + string(ch.ID) + "/templates"
	w.want(w.call(ben, "GET", path, nil), 422, "holder_missing")
	tells = `{"id":"77","display_phone_number":"+1 212-555-0100","verified_name":"Shop","health_status":{"can_send_message":"AVAILABLE","entities":[
		{"entity_type":"PHONE_NUMBER","id":"77"},{"entity_type":"WABA","id":"9077"},{"entity_type":"APP","id":"1"}]}}`
	w.want(w.call(ben, "GET", path, nil), 200, "")
	got, err := w.store.Channel(t.Context(), w.home, ch.ID)
	w.must(err)
	if got.Holder != "9077" || got.Phone != "12125550100" {
		t.Errorf("learnt %+v", got)
	}
}

func TestATemplateIsHandedInChangedAndTakenAway(t *testing.T) {
	w := newWorld(t)
	said := map[string]string{"POST /9001/message_templates": `{"id":"900","status":"PENDING","category":"UTILITY"}`, "POST /900": `{"success":true}`,
		"GET /900": `{"id":"900","name":"pickup","language":"en_US","status":"PENDING","category":"UTILITY"}`, "DELETE /9001/message_templates": `{"success":true}`}
	g := w.platform(func(r metatest.Request) (int, string) {
		if text, ok := said[r.Method+" "+r.Path]; ok {
			return 200, text
		}
		return 400, `{"error":{"code":100,"message":"Unsupported request"}}`
	})
	path := "/channels/" + string(w.channel.ID) + "/templates"
	body := func(text string) map[string]any {
		return map[string]any{"name": "pickup", "language": "en_US", "category": "utility", "parts": []any{
			map[string]any{"type": "body", "text": text, "examples": []any{map[string]any{"kind": "text", "text": "Lena"}}}}}
	}
	w.want(w.call(ben, "POST", path, body("Hi {{1}}, it is ready.")), 403, "not_allowed")
	r := w.want(w.call(ada, "POST", path, body("{{1}}, it is ready.")), 400, "bad_template")
	if r.detail("body") != "edge" || len(g.Seen()) != 0 {
		t.Errorf("a template that cannot be: %s, %d calls", r.text, len(g.Seen()))
	}
	made := w.want(w.call(ada, "POST", path, body("Hi {{1}}, it is ready.")), 201, "")
	if made.body["id"] != "900" || made.body["status"] != "pending" {
		t.Errorf("made %s", made.text)
	}
	if sent := g.Seen()[0].JSON; sent["category"] != "UTILITY" || sent["parameter_format"] != "POSITIONAL" || sent["name"] != "pickup" {
		t.Errorf("sent %v", sent)
	}
	if got := w.want(w.call(ben, "GET", path+"?status=pending", nil), 200, "").items(); len(got) != 1 {
		t.Errorf("pending are %v", got)
	}
	change := map[string]any{"parts": body("Hello {{1}}, it is ready.")["parts"]}
	w.want(w.call(ben, "PUT", path+"/900", change), 403, "not_allowed")
	w.want(w.call(ada, "PUT", path+"/901", change), 404, "template_missing")
	if r := w.want(w.call(ada, "PUT", path+"/900", change), 200, ""); r.body["status"] != "pending" {
		t.Errorf("changed %s", r.text)
	}
	w.want(w.call(ben, "DELETE", path+"/900", nil), 403, "not_allowed")
	w.want(w.call(ada, "DELETE", path+"/900", nil), 204, "")
	w.want(w.call(ada, "DELETE", path+"/900", nil), 404, "template_missing")
	if q := g.Seen()[len(g.Seen())-1].Query; !strings.Contains(q, "name=pickup") || !strings.Contains(q, "hsm_id=900") {
		t.Errorf("taken away by %s", q)
	}
}

func TestThePlatformsNoToATemplateIsToldInItsWords(t *testing.T) {
	w := newWorld(t)
	status, said := 400, `{"error":{"code":100,"error_subcode":2388023,"message":"Invalid parameter","error_user_msg":"New English content can't be added while the existing one is being deleted."}}`
	w.platform(func(metatest.Request) (int, string) { return status, said })
	path := "/channels/" + string(w.channel.ID) + "/templates"
	body := map[string]any{"name": "pickup", "language": "en_US", "category": "utility", "parts": []any{map[string]any{"type": "body", "text": "It is ready."}}}
	r := w.want(w.call(ada, "POST", path, body), 422, "template_refused")
	if r.detail("reason") == "" || r.detail("reason") == "bad_request" || !strings.Contains(r.detail("said"), "being deleted") {
		t.Errorf("refused: %s", r.text)
	}
	status, said = 0, ""
	w.want(w.call(ada, "POST", path, body), 503, "platform_unreachable")
	w.want(w.call(ben, "POST", path+"/sync", nil), 503, "platform_unreachable")
}
