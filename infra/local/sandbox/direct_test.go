package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const (
	page     = "200000000000001"
	insta    = "17841400000000001"
	instaOwn = "17841500000000001"
)

type m = map[string]any

// met makes a customer of a platform who has written to an account, and gives chat, message and scoped id.
func (g *rig) met(platform, account string) (chat, message, scoped string) {
	g.t.Helper()
	made := g.api("POST", "messages", m{"platform": platform, "account": account, "text": "Hello?"})
	g.hooks.until(func(h []hook) bool { return len(events(h)) > 0 })
	chat, message = made["chat"].(string), made["id"].(string)
	ids := dig(g.api("GET", "chats/"+chat, nil), "chat", "customer", "ids")
	return chat, message, dig(ids, account).(string)
}

// events are the items of messaging and standby in webhooks, in order.
func events(hooks []hook) []any {
	var out []any
	for _, h := range hooks {
		entries, _ := h.body["entry"].([]any)
		for _, e := range entries {
			for _, kind := range []string{"messaging", "standby"} {
				list, _ := dig(e, kind).([]any)
				out = append(out, list...)
			}
		}
	}
	return out
}

// event waits for an event that has a member.
func (g *rig) event(path ...any) any {
	g.t.Helper()
	var found any
	g.hooks.until(func(h []hook) bool {
		for _, e := range events(h) {
			if dig(e, path...) != nil {
				found = e
			}
		}
		return found != nil
	})
	return found
}

// direct asks the Send API and gives status, code and subcode, and the answer.
func (g *rig) direct(account string, body any) (status, code, subcode int, got m) {
	g.t.Helper()
	host := g.graph.URL
	if strings.HasPrefix(account, "178415") {
		host += "/ig"
	}
	status, got = do(g.t, "POST", host+"/v26.0/"+account+"/messages", body)
	c, _ := dig(got, "error", "code").(float64)
	s, _ := dig(got, "error", "error_subcode").(float64)
	return status, int(c), int(s), got
}

func plain(to, text string) m {
	return m{"recipient": m{"id": to}, "messaging_type": "RESPONSE", "message": m{"text": text}}
}

func human(to string) m {
	return m{"recipient": m{"id": to}, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT", "message": m{"text": "Still there?"}}
}

func TestWindowsOfMessagingEndAfterADayAndForHumansAfterSeven(t *testing.T) {
	for platform, account := range map[string]string{"messenger": page, "instagram": insta} {
		outside := map[string]int{"messenger": 2018278, "instagram": 2534022}[platform]
		for _, test := range []struct {
			name          string
			after         time.Duration
			human         bool
			feature       bool
			code, subcode int
		}{
			{"the last moment of the day", 24*time.Hour - time.Millisecond, false, true, 0, 0},
			{"the end of the day", 24 * time.Hour, false, true, 10, outside},
			{"a human after the day", 24 * time.Hour, true, true, 0, 0},
			{"a human within the day", time.Hour, true, true, 0, 0},
			{"a human's last moment", 7*24*time.Hour - time.Millisecond, true, true, 0, 0},
			{"a human after seven days", 7 * 24 * time.Hour, true, true, 10, outside},
			{"a human without the feature", 25 * time.Hour, true, false, 100, 2018276},
		} {
			t.Run(platform+", "+test.name, func(t *testing.T) {
				g := newRig(t)
				_, _, to := g.met(platform, account)
				g.api("PATCH", "accounts/"+account, m{"humanAgent": test.feature})
				g.clock.set(noon.Add(test.after))
				body := plain(to, "Hi")
				if test.human {
					body = human(to)
				}
				if _, code, subcode, got := g.direct(account, body); code != test.code || subcode != test.subcode {
					t.Errorf("answered %v, want %d/%d", got, test.code, test.subcode)
				}
			})
		}
	}
}

func TestSendsToMessagingAreHeldToTheDocumentation(t *testing.T) {
	for _, test := range []struct {
		name, account string
		change        func(m)
		code, subcode int
	}{
		{"a text", page, func(m) {}, 0, 0},
		{"2,000 characters", page, func(b m) { b["message"] = m{"text": strings.Repeat("ä", 2000)} }, 0, 0},
		{"2,001 characters", page, func(b m) { b["message"] = m{"text": strings.Repeat("ä", 2001)} }, 100, 0},
		{"1,000 bytes on Instagram", insta, func(b m) { b["message"] = m{"text": strings.Repeat("ä", 500)} }, 0, 0},
		{"1,001 bytes on Instagram", insta, func(b m) { b["message"] = m{"text": strings.Repeat("ä", 500) + "x"} }, 100, 0},
		{"nothing", page, func(b m) { b["message"] = m{} }, 100, 0},
		{"spaces", page, func(b m) { b["message"] = m{"text": "  "} }, 100, 0},
		{"text and attachment", page, func(b m) { b["message"] = m{"text": "x", "sticker_id": "1"} }, 100, 0},
		{"a number as text", page, func(b m) { b["message"] = m{"text": 7} }, 100, 0},
		{"a stranger at the top", page, func(b m) { b["notify"] = true }, 100, 0},
		{"a stranger in the message", page, func(b m) { b["message"] = m{"text": "x", "caption": "y"} }, 100, 0},
		{"no messaging_type", page, func(b m) { delete(b, "messaging_type") }, 100, 0},
		{"no messaging_type on Instagram", insta, func(b m) { delete(b, "messaging_type") }, 0, 0},
		{"another messaging_type", page, func(b m) { b["messaging_type"] = "REPLY" }, 100, 0},
		{"a tag without its type", page, func(b m) { b["tag"] = "HUMAN_AGENT" }, 100, 0},
		{"a retired tag", page, func(b m) { b["messaging_type"], b["tag"] = "MESSAGE_TAG", "ACCOUNT_UPDATE" }, 100, 1893061},
		{"a tag nobody knows", page, func(b m) { b["messaging_type"], b["tag"] = "MESSAGE_TAG", "NEWS" }, 100, 2018276},
		{"somebody else", page, func(b m) { b["recipient"] = m{"id": "12345678901234567"} }, 100, 2018001},
		{"somebody else on Instagram", insta, func(b m) { b["recipient"] = m{"id": "12345678901234567"} }, 100, 2534014},
		{"a recipient as a number", page, func(b m) { b["recipient"] = m{"id": 5} }, 100, 0},
		{"metadata", page, func(b m) { b["message"] = m{"text": "x", "metadata": "mine"} }, 0, 0},
		{"metadata on Instagram", insta, func(b m) { b["message"] = m{"text": "x", "metadata": "mine"} }, 100, 0},
		{"13 quick replies", page, func(b m) { b["message"] = m{"text": "Which?", "quick_replies": quick(13)} }, 0, 0},
		{"14 quick replies", page, func(b m) { b["message"] = m{"text": "Which?", "quick_replies": quick(14)} }, 100, 0},
		{"a quick reply for an address", insta, func(b m) {
			b["message"] = m{"text": "?", "quick_replies": []any{m{"content_type": "user_email"}}}
		}, 100, 0},
		{"an answer to nothing", page, func(b m) { b["reply_to"] = m{"mid": "m_nothing"} }, 100, 0},
		{"a file from elsewhere", page, func(b m) {
			b["message"] = m{"attachment": m{"type": "image", "payload": m{"url": "https://example.org/a.jpg"}}}
		}, 100, 2018008},
		{"a file nobody uploaded", page, func(b m) {
			b["message"] = m{"attachment": m{"type": "image", "payload": m{"attachment_id": "1"}}}
		}, 100, 2018074},
		{"a video by id on Instagram", insta, func(b m) {
			b["message"] = m{"attachment": m{"type": "video", "payload": m{"attachment_id": "1"}}}
		}, 100, 0},
		{"a sticker by number", page, func(b m) { b["message"] = m{"sticker_id": "369239263222822"} }, 0, 0},
		{"a heart", insta, func(b m) { b["message"] = m{"attachment": m{"type": "like_heart"}} }, 0, 0},
		{"a heart on Messenger", page, func(b m) { b["message"] = m{"attachment": m{"type": "like_heart"}} }, 100, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := newRig(t)
			platform := "messenger"
			if test.account == insta {
				platform = "instagram"
			}
			_, _, to := g.met(platform, test.account)
			body := plain(to, "Hi")
			test.change(body)
			if status, code, subcode, got := g.direct(test.account, body); code != test.code || subcode != test.subcode || status == 200 != (code == 0) {
				t.Errorf("answered %d %v, want %d/%d", status, got, test.code, test.subcode)
			}
		})
	}
}

func quick(n int) []any {
	var out []any
	for i := range n {
		out = append(out, m{"content_type": "text", "title": fmt.Sprint("No ", i), "payload": fmt.Sprint(i)})
	}
	return out
}

func TestAMessageComesBackAsAnEchoAndIsDeliveredAndReadByWatermark(t *testing.T) {
	g := newRig(t)
	chat, _, to := g.met("messenger", page)
	body := plain(to, "Hi")
	body["message"].(m)["metadata"] = "mine"
	_, _, _, sent := g.direct(page, body)
	if sent["recipient_id"] != to || !strings.HasPrefix(fmt.Sprint(sent["message_id"]), "m_") {
		t.Fatalf("answered %v", sent)
	}
	echo := g.event("message", "is_echo")
	if dig(echo, "message", "mid") != sent["message_id"] || dig(echo, "message", "metadata") != "mine" || dig(echo, "sender", "id") != page || dig(echo, "recipient", "id") != to {
		t.Errorf("echo %v", echo)
	}
	at := dig(echo, "timestamp").(float64)
	if d := g.event("delivery"); dig(d, "delivery", "watermark") != at || dig(d, "sender", "id") != to {
		t.Errorf("delivery %v", d)
	}
	g.api("POST", "chats/"+chat+"/read", m{})
	if r := g.event("read"); dig(r, "read", "watermark") != at {
		t.Errorf("read %v", r)
	}
}

func TestInstagramTellsWhatWasSeenByMessageAndNothingOfDeliveries(t *testing.T) {
	g := newRig(t)
	chat, _, to := g.met("instagram", insta)
	_, _, _, sent := g.direct(insta, plain(to, "Hi"))
	echo := g.event("message", "is_echo")
	if dig(echo, "message", "mid") != sent["message_id"] || dig(echo, "message", "app_id") != nil {
		t.Errorf("echo %v", echo)
	}
	g.api("POST", "chats/"+chat+"/read", m{})
	if r := g.event("read"); dig(r, "read", "mid") != sent["message_id"] {
		t.Errorf("read %v", r)
	}
	for _, e := range events(g.hooks.hooks()) {
		if dig(e, "delivery") != nil {
			t.Errorf("a delivery: %v", e)
		}
	}
}

func TestFilesAreTakenFromThisMachineAndWeighed(t *testing.T) {
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "image/jpeg")
		size := 1000
		if r.URL.Path == "/large" {
			size = 8<<20 + 1
		}
		_, _ = w.Write(make([]byte, size))
	}))
	defer files.Close()
	g := newRig(t)
	_, _, to := g.met("messenger", page)
	for _, test := range []struct {
		typ, path     string
		code, subcode int
	}{{"image", "/small", 0, 0}, {"image", "/large", 100, 2018109}, {"video", "/small", 100, 2018047}} {
		body := m{"recipient": m{"id": to}, "messaging_type": "RESPONSE",
			"message": m{"attachment": m{"type": test.typ, "payload": m{"url": files.URL + test.path}}}}
		if _, code, subcode, got := g.direct(page, body); code != test.code || subcode != test.subcode {
			t.Errorf("%s %s: %v", test.typ, test.path, got)
		}
	}
}

func TestWhoDoesNotHoldTheThreadListensAndCannotSend(t *testing.T) {
	g := newRig(t)
	chat, _, to := g.met("messenger", page)
	g.api("POST", "chats/"+chat+"/thread", m{"owner": "inbox"})
	if e := g.event("take_thread_control"); dig(e, "take_thread_control", "new_owner_app_id") != 263902037430900.0 {
		t.Errorf("told %v", e)
	}
	if _, code, subcode, _ := g.direct(page, plain(to, "Hi")); code != 10 || subcode != 2018300 {
		t.Errorf("refused with %d/%d", code, subcode)
	}
	customer := chat[strings.LastIndex(chat, "-")+1:]
	g.api("POST", "messages", m{"customer": customer, "text": "Anybody?"})
	g.hooks.until(func(h []hook) bool {
		return dig(h[len(h)-1].body, "entry", 0, "standby", 0, "message", "text") == "Anybody?"
	})
	if status, got := do(t, "POST", g.graph.URL+"/v26.0/"+page+"/take_thread_control", m{"recipient": m{"id": to}}); status != 200 {
		t.Fatalf("taking: %v", got)
	}
	if status, _, _, got := g.direct(page, plain(to, "Hi")); status != 200 {
		t.Errorf("after taking: %v", got)
	}
}
