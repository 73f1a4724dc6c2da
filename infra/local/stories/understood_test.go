package stories

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"
)

// prepare has there be what an event is about: the message that is edited, deleted, reacted to, delivered, read.
func (l lab) prepare(t *testing.T, body []byte, e thing) {
	t.Helper()
	kind, account, sender := word(e["kind"]), word(e["account"]), word(e["sender"])
	switch kind {
	case "edit", "revoke", "deleted", "reaction":
	case "message":
		if e["target"] == nil {
			return
		}
	case "read", "delivery":
		for _, id := range outbound(e) {
			l.postMessaging(t, body, thing{"sender": thing{"id": account}, "recipient": thing{"id": sender}, "timestamp": sentAt(e),
				"message": thing{"mid": id, "text": "sent by the account", "is_echo": true}}, account)
		}
		return
	default:
		return
	}
	target := targetOf(body, e)
	if kindOf(body) == "whatsapp" {
		l.post(t, thing{"object": "whatsapp_business_account", "entry": []thing{{"id": "1", "changes": []thing{{"field": "messages", "value": thing{
			"metadata": thing{"phone_number_id": account},
			"messages": []thing{{"from": sender, "id": target, "timestamp": "1700000000", "type": "text", "text": thing{"body": "before"}}}}}}}}})
		return
	}
	l.postMessaging(t, body, thing{"sender": thing{"id": sender}, "recipient": thing{"id": account}, "timestamp": 1400000000000,
		"message": thing{"mid": target, "text": "before"}}, account)
}

func (l lab) postMessaging(t *testing.T, body []byte, event thing, account string) {
	t.Helper()
	var said struct{ Object string }
	if err := json.Unmarshal(body, &said); err != nil {
		t.Fatal(err)
	}
	l.post(t, thing{"object": said.Object, "entry": []thing{{"id": account, "time": 1400000000000, "messaging": []thing{event}}}})
}

func (l lab) post(t *testing.T, body thing) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "answer of the door", post(t, l.m, raw), http.StatusOK)
}

// targetOf is the message that something is about; WhatsApp names it beside its own id, Messenger instead.
func targetOf(body []byte, e thing) string {
	if target := word(e["target"]); target != "" {
		return target
	}
	if kindOf(body) != "whatsapp" {
		return word(e["id"])
	}
	return ""
}

// outbound are the messages that a mark is about: those it names, or one before its watermark.
func outbound(e thing) []string {
	if ids, ok := e["ids"].([]any); ok && len(ids) > 0 {
		var named []string
		for _, id := range ids {
			named = append(named, word(id))
		}
		return named
	}
	if id := word(e["id"]); id != "" {
		return []string{id}
	}
	return []string{"sent.before." + word(e["account"])}
}

func sentAt(e thing) int64 {
	for _, key := range []string{"watermark", "ts_ms"} {
		if at, ok := e[key].(float64); ok {
			return int64(at) - 1000
		}
	}
	return 1400000000000
}

// check looks through the API for one thing that a file says; what is absent from it is not asserted.
func (l lab) check(t *testing.T, body []byte, want thing) {
	t.Helper()
	kind := word(want["kind"])
	channel := l.connected[kindOf(body)+word(want["account"])]
	switch {
	case strings.Contains(word(want["account"]), " "): // a placeholder that nobody can connect
		l.aside(t, body)
	case kind == "message", kind == "system", kind == "ig.comments", kind == "ig.live_comments":
		if strings.Contains(string(body), `"group_id"`) {
			l.event(t, "group_message", thing{"field": "messages"})
			return
		}
		l.message(t, channel, word(want["id"]), want)
	case kind == "status":
		got := l.found(t, channel, word(want["id"]))
		equal(t, "status", got["status"], want["status"])
		if code, ok := want["error_code"]; ok {
			equal(t, "error code", got["error"].(thing)["code"], code)
		}
	case kind == "edit", kind == "revoke", kind == "deleted", kind == "reaction":
		l.amended(t, channel, targetOf(body, want), kind, want)
	case kind == "read", kind == "delivery":
		for _, id := range outbound(want) {
			equal(t, "status", l.found(t, channel, id)["status"], map[string]string{"read": "read", "delivery": "delivered"}[kind])
		}
	case kind == "history":
		l.history(t, body)
	case kind == "ignore" && want["field"] != nil:
		l.event(t, word(want["field"]), thing{"field": word(want["field"])})
	case kind == "ignore", kind == "unparsed_list", strings.HasPrefix(kind, "api_"):
		l.aside(t, body)
	case kind == "postback", kind == "referral", kind == "optin", kind == "other" && want["what"] != "policy-enforcement":
		l.inThread(t, channel, want)
	default:
		l.about(t, kind, want)
	}
}

func (l lab) found(t *testing.T, channel, id string) thing {
	t.Helper()
	query := "/messages?platformId=" + url.QueryEscape(id)
	if channel != "" {
		query += "&channelId=" + url.QueryEscape(channel)
	}
	found := l.admin.items(query)
	if len(found) != 1 {
		t.Fatalf("messages with the platform id %s: got %d, want 1", id, len(found))
	}
	return found[0]
}

// types are our words for the types of the collection, where they differ; docs/payloads.md says why.
var types = map[string][]string{
	"text": {"text", "quick_reply"}, "image": {"image", "sticker"}, "fallback": {"share", "text"}, "template": {"share"},
	"unsupported_type": {"unsupported"}, "story_reply": {"text"},
}

func (l lab) message(t *testing.T, channel, id string, want thing) {
	t.Helper()
	got := l.found(t, channel, id)
	direction := word(want["direction"])
	if direction == "out_echo" {
		direction = "out"
		if got["via"] == nil {
			t.Error("an echo does not say where it was sent")
		}
	}
	if direction != "" {
		equal(t, "direction", word(got["direction"]), direction)
	}
	if v, ok := want["type"].(string); ok {
		may := append([]string{v}, types[v]...)
		if !strings.Contains(" "+strings.Join(may, " ")+" ", " "+word(got["type"])+" ") {
			t.Errorf("type: got %v, want one of %v", got["type"], may)
		}
	}
	if v := word(want["text"]); v != "" {
		equal(t, "text", got["text"], any(v))
	}
	if v := word(want["reply_to"]); v != "" {
		equal(t, "reply to", got["replyTo"], any(v))
	}
	if v := word(want["target"]); v != "" {
		equal(t, "about", got["replyTo"], any(v))
		l.amended(t, channel, v, word(want["type"]), want)
	}
	if v, ok := want["ts_ms"].(float64); ok {
		at, err := time.Parse(time.RFC3339, word(got["sentAt"]))
		if err != nil || float64(at.UnixMilli()) != v {
			t.Errorf("sent at: got %v, want %v", got["sentAt"], time.UnixMilli(int64(v)).UTC())
		}
	}
	if v := word(want["media_id"]); v != "" {
		media, _ := got["media"].(thing)
		equal(t, "media id", media["platformId"], any(v))
		mime, _, _ := strings.Cut(strings.ReplaceAll(word(want["mime"]), `\/`, "/"), ";")
		equal(t, "mime", media["mime"], any(mime))
	}
	contact := l.admin.get("/conversations/" + word(got["conversationId"]))["contact"].(thing)
	if v := word(want["name"]); v != "" {
		equal(t, "name", contact["name"], any(v))
	}
	if v := word(want["bsuid"]); v != "" && want["kind"] != "system" {
		equal(t, "business-scoped user id", contact["userId"], any(v))
	}
}

// amended holds what happened to a message against what was said about it.
func (l lab) amended(t *testing.T, channel, target, kind string, want thing) {
	t.Helper()
	got := l.found(t, channel, target)
	switch kind {
	case "revoke", "deleted":
		if got["deletedAt"] == nil || word(got["text"]) != "" {
			t.Errorf("deleted: got %v with %q", got["deletedAt"], got["text"])
		}
	case "edit":
		if v := word(want["text"]); v != "" {
			equal(t, "text", got["text"], any(v))
		}
		if versions, _ := got["versions"].([]any); len(versions) < 2 {
			t.Errorf("versions: got %v", got["versions"])
		}
	case "reaction":
		reactions := fmt.Sprint(got["reactions"])
		if v := word(want["emoji"]); v != "" && !strings.Contains(reactions, v) {
			t.Errorf("reactions: got %s, want %s", reactions, v)
		}
		if removed := want["action"] == "unreact" || want["removed"] == true; removed && strings.Contains(reactions, "emoji:") && got["reactions"] != nil && len(got["reactions"].([]any)) > 0 {
			t.Errorf("reactions: got %s, want none", reactions)
		}
	}
}

// history finds every message of the threads.
func (l lab) history(t *testing.T, body []byte) {
	t.Helper()
	var said struct {
		Entry []struct {
			Changes []struct {
				Value struct {
					Metadata struct {
						ID string `json:"phone_number_id"`
					}
					History []struct {
						Threads []struct{ Messages []thing }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(body, &said); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range said.Entry[0].Changes {
		for _, th := range c.Value.History[0].Threads {
			for _, m := range th.Messages {
				n++
				id := word(m["id"])
				if m["type"] == "media_placeholder" {
					id = "placeholder:" + id
				}
				l.found(t, l.connected["whatsapp"+c.Value.Metadata.ID], id)
			}
		}
	}
	if n == 0 {
		t.Error("the history is empty")
	}
}

// inThread finds something that has no id of its own by its time, or by what it carries.
func (l lab) inThread(t *testing.T, channel string, want thing) {
	t.Helper()
	for _, c := range l.admin.items("/conversations?limit=100&channel=" + channel) {
		for _, m := range l.admin.items("/conversations/" + word(c["id"]) + "/messages?limit=100") {
			at, _ := time.Parse(time.RFC3339, word(m["sentAt"]))
			if float64(at.UnixMilli()) != want["ts_ms"] {
				continue
			}
			raw, _ := json.Marshal(m)
			fits := true
			for _, key := range []string{"payload", "ref", "source"} {
				fits = fits && strings.Contains(strings.ToLower(string(raw)), strings.ToLower(word(want[key])))
			}
			if fits {
				return
			}
		}
	}
	t.Errorf("no message of a customer says %v", want)
}

// about finds an account event: by its field and word, or by the id that it is about.
func (l lab) about(t *testing.T, kind string, want thing) {
	t.Helper()
	e := thing{}
	what := kind
	switch {
	case kind == "account_error":
		e["event"] = "error"
	case kind == "account_event":
		what = word(want["field"])
		if want["new_quality_score"] == nil {
			e["field"] = word(want["field"])
		}
		for _, key := range []string{"event", "decision", "new_quality_score"} {
			if v := word(want[key]); v != "" {
				e["event"] = v
			}
		}
		if v := word(want["message_template_name"]); v != "" {
			e["subject"] = v
		}
	case kind == "other_change":
		e["field"] = word(want["field"])
	case kind == "other":
		e["field"] = "messaging_policy_enforcement"
	case strings.HasPrefix(kind, "feed."):
		e["field"] = "feed"
		what = word(want["id"])
	}
	l.event(t, what, e)
}

// event finds an account event with these members. what, if the event is known by an id, stands in it.
func (l lab) event(t *testing.T, what string, want thing) {
	t.Helper()
	cursor := ""
	for range 20 {
		page := l.admin.get("/account-events?limit=100&cursor=" + url.QueryEscape(cursor))
		for _, item := range page["items"].([]any) {
			got := item.(thing)
			fits := true
			for key, v := range want {
				fits = fits && got[key] == v
			}
			if raw, _ := json.Marshal(got); fits && (want["field"] != "feed" || strings.Contains(string(raw), what)) {
				return
			}
		}
		if cursor = word(page["cursor"]); cursor == "" {
			break
		}
	}
	t.Errorf("no event of an account says %s %v", what, want)
}

// aside finds a body in quarantine, as it came.
func (l lab) aside(t *testing.T, body []byte) {
	t.Helper()
	var want any
	if json.Unmarshal(body, &want) != nil {
		want = string(body)
	}
	for _, q := range l.admin.items("/quarantine?limit=100") {
		kept := word(l.admin.get("/quarantine/" + url.PathEscape(word(q["id"])))["body"])
		var got any
		if json.Unmarshal([]byte(kept), &got) != nil {
			got = kept
		}
		if reflect.DeepEqual(got, want) {
			return
		}
	}
	t.Error("the body is not in quarantine")
}

// word is a value as text, "" where there is none.
func word(v any) string {
	if v == nil {
		return ""
	}
	return text(v)
}
