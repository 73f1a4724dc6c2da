package sandbox_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"transom/infra/local/sandbox"
)

// wrote makes a customer who has just written, and gives the chat.
func (g *rig) wrote(phone string) (chat, message string) {
	g.t.Helper()
	made := g.api("POST", "messages", map[string]any{"phone": phone, "text": "Hello?"})
	g.hooks.until(has(1, "messages"))
	return made["chat"].(string), made["id"].(string)
}

func TestFreeTextIsTakenUntilTheWindowEnds(t *testing.T) {
	g := newRig(t)
	g.clock.set(noon.Add(700 * time.Millisecond)) // the platform's times are whole seconds
	g.wrote("447700900123")
	tests := []struct {
		name string
		at   time.Duration
		code float64
	}{
		{"the last second of it", 24*time.Hour - time.Second, 0},
		{"a moment before its end", 24*time.Hour - time.Millisecond, 0},
		{"its very end", 24 * time.Hour, 131047},
		{"after it", 24*time.Hour + time.Second, 131047},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g.clock.set(noon.Add(test.at))
			status, got := g.send(text("+447700900123", "Hello!"))
			if code, _ := dig(got, "error", "code").(float64); code != test.code {
				t.Errorf("answer %d %v, want code %v", status, got, test.code)
			}
			if test.code != 0 && (status != 400 || dig(got, "error", "error_data", "messaging_product") != "whatsapp" || dig(got, "error", "fbtrace_id") == nil) {
				t.Errorf("the refusal is not in Graph's shape: %d %v", status, got)
			}
		})
	}
	if status, got := g.send(map[string]any{"messaging_product": "whatsapp", "to": "+447700900123", "type": "template",
		"template": map[string]any{"name": "hello_world", "language": map[string]any{"code": "en_US"}}}); status != 200 {
		t.Errorf("a template after the window: %d %v", status, got)
	}
	if _, got := g.send(text("+447700900123", "Hello!")); dig(got, "error", "code") != 131047.0 {
		t.Errorf("a template opened the window: %v", got)
	}
}

func TestTheWindowBelongsToOneNumber(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	status, got := do(t, "POST", g.graph.URL+"/v26.0/100000000000002/messages", text("447700900123", "Hello!"))
	if status != 400 || dig(got, "error", "code") != 131047.0 {
		t.Errorf("another number may write: %d %v", status, got)
	}
}

func TestTheGraphRefusesInItsOwnWords(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	url := g.graph.URL + "/v26.0/100000000000001/messages"
	tests := []struct {
		name, url string
		body      any
		status    int
		code      float64
	}{
		{"an unknown recipient", url, text("+447700900999", "Hi"), 400, 131026},
		{"oneself", url, text("15550000001", "Hi"), 400, 131021},
		{"no body", url, "", 400, 100},
		{"a dead version", g.graph.URL + "/v20.0/100000000000001/messages", text("447700900123", "Hi"), 400, 2635},
		{"no version", g.graph.URL + "/100000000000001/messages", text("447700900123", "Hi"), 400, 2500},
		{"a number id that is none", g.graph.URL + "/v26.0/me/messages", text("447700900123", "Hi"), 400, 100},
		{"a file nobody uploaded", url, map[string]any{"messaging_product": "whatsapp", "to": "447700900123", "type": "image", "image": map[string]any{"id": "1"}}, 400, 131009},
		{"a reaction to nothing", url, map[string]any{"messaging_product": "whatsapp", "to": "447700900123", "type": "reaction",
			"reaction": map[string]any{"message_id": "wamid.x", "emoji": "👍"}}, 400, 131009},
		{"a receipt for nothing", url, map[string]any{"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.x"}, 400, 131009},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, got := do(t, "POST", test.url, test.body)
			if status != test.status || dig(got, "error", "code") != test.code {
				t.Errorf("answer %d %v, want %d with code %v", status, got, test.status, test.code)
			}
		})
	}
}

func TestOnlyTheRightTokenEntersOnceOneIsAskedFor(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	g.api("POST", "settings", map[string]any{"token": "right"})
	for token, want := range map[string]int{"": 401, "Bearer wrong": 401, "right": 401, "Bearer right": 200} {
		req, err := http.NewRequest("GET", g.graph.URL+"/v26.0/100000000000001", nil)
		if err != nil {
			t.Fatal(err)
		}
		if token != "" {
			req.Header.Set("Authorization", token)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("token %q: %d, want %d", token, res.StatusCode, want)
		}
	}
}

func TestASendToAUserIDIsAnsweredWithIt(t *testing.T) {
	g := newRig(t)
	c := g.api("POST", "customers", map[string]any{"name": "Ana", "hidden": true, "username": "@ana"})
	g.api("POST", "messages", map[string]any{"customer": c["id"], "text": "Guess who"})
	in := g.hooks.until(has(1, "messages"))
	v := values(in)[0]
	if dig(v, "messages", 0, "from") != nil || dig(v, "contacts", 0, "wa_id") != nil {
		t.Errorf("the number shows: %v", v)
	}
	if dig(v, "messages", 0, "from_user_id") != c["userId"] || dig(v, "contacts", 0, "profile", "username") != "@ana" {
		t.Errorf("the user id does not show: %v", v)
	}
	status, got := g.send(map[string]any{"messaging_product": "whatsapp", "recipient": c["userId"], "text": map[string]any{"body": "Ana"}})
	if status != 200 || dig(got, "contacts", 0, "user_id") != c["userId"] || dig(got, "contacts", 0, "wa_id") != nil {
		t.Fatalf("answer %d %v", status, got)
	}
	s := items(g.hooks.until(has(2, "statuses")), "statuses")[1]
	if dig(s, "recipient_id") != nil || dig(s, "recipient_user_id") != c["userId"] {
		t.Errorf("status is %v", s)
	}
}

func TestAReadReceiptTurnsTheTicksAndTypingShows(t *testing.T) {
	g := newRig(t)
	chat, id := g.wrote("447700900123")
	status, got := g.send(map[string]any{"messaging_product": "whatsapp", "status": "read", "message_id": id, "typing_indicator": map[string]any{"type": "text"}})
	if status != 200 || got["success"] != true {
		t.Fatalf("receipt: %d %v", status, got)
	}
	seen := g.api("GET", "chats/"+chat, nil)
	if dig(seen, "messages", 0, "status") != "read" || dig(seen, "chat", "typing") != true {
		t.Errorf("chat is %v", seen)
	}
}

func TestMediaTravelBothWays(t *testing.T) {
	g := newRig(t)
	g.api("POST", "messages", map[string]any{"phone": "447700900123", "type": "audio"})
	m := items(g.hooks.until(has(1, "messages")), "messages")[0]
	if dig(m, "audio", "mime_type") != "audio/ogg; codecs=opus" || dig(m, "audio", "voice") != true {
		t.Errorf("audio is %v", m)
	}
	id := dig(m, "audio", "id").(string)
	status, meta := do(t, "GET", g.graph.URL+"/v26.0/"+id+"?phone_number_id=100000000000001", nil)
	if status != 200 || !strings.HasPrefix(meta["url"].(string), g.graph.URL+"/media/") {
		t.Fatalf("medium: %d %v", status, meta)
	}
	res, err := http.Get(meta["url"].(string))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	if got := base64.StdEncoding.EncodeToString(sum[:]); got != meta["sha256"] || got != dig(m, "audio", "sha256") {
		t.Errorf("hash %s, want %v as in the webhook's %v", got, meta["sha256"], dig(m, "audio", "sha256"))
	}
	for after, want := range map[time.Duration]int{5*time.Minute - time.Second: 200, 5 * time.Minute: 404} {
		g.clock.set(noon.Add(after))
		res, err := http.Get(meta["url"].(string))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("the address after %v: %d, want %d", after, res.StatusCode, want)
		}
	}
	g.clock.set(noon.Add(7 * 24 * time.Hour))
	if status, got := do(t, "GET", g.graph.URL+"/v26.0/"+id, nil); status != 400 || dig(got, "error", "error_subcode") != 33.0 {
		t.Errorf("after seven days: %d %v", status, got)
	}
}

// uploaded posts a file as the business does, and gives status and answer.
func (g *rig) uploaded(name, kind string, data []byte) (int, string) {
	g.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("messaging_product", "whatsapp"); err != nil {
		g.t.Fatal(err)
	}
	part, err := form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {kind}})
	if err != nil {
		g.t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		g.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		g.t.Fatal(err)
	}
	res, err := http.Post(g.graph.URL+"/v26.0/"+sandbox.DefaultAccount+"/media", form.FormDataContentType(), &body)
	if err != nil {
		g.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		g.t.Fatal(err)
	}
	_, id, _ := strings.Cut(string(raw), `"id":"`)
	id, _, _ = strings.Cut(id, `"`)
	return res.StatusCode, id
}

func TestUploadsAreSentAsWhatTheyAre(t *testing.T) {
	g := newRig(t)
	chat, _ := g.wrote("447700900123")
	if status, _ := g.uploaded("run.exe", "application/x-msdownload", []byte("MZ")); status != 400 {
		t.Errorf("a program is taken: %d", status)
	}
	if status, _ := g.uploaded("big.webp", "image/webp", make([]byte, 500<<10+1)); status != 400 {
		t.Errorf("a sticker over its size is taken: %d", status)
	}
	status, id := g.uploaded("order.pdf", "application/pdf", []byte("%PDF-1.4"))
	if status != 200 {
		t.Fatalf("upload: %d", status)
	}
	body := func(typ string) map[string]any {
		return map[string]any{"messaging_product": "whatsapp", "to": "447700900123", "type": typ, typ: map[string]any{"id": id}}
	}
	if _, got := g.send(body("image")); dig(got, "error", "code") != 131053.0 {
		t.Errorf("a PDF as a picture: %v", got)
	}
	if status, got := g.send(body("document")); status != 200 {
		t.Fatalf("send: %d %v", status, got)
	}
	last := g.api("GET", "chats/"+chat, nil)["messages"].([]any)
	file := dig(last[len(last)-1], "file")
	if dig(file, "name") != "order.pdf" || dig(file, "mime") != "application/pdf" {
		t.Errorf("file is %v", file)
	}
	if _, got := do(t, "DELETE", g.graph.URL+"/v26.0/"+id, nil); got["success"] != true {
		t.Errorf("delete: %v", got)
	}
	if status, _ := do(t, "GET", g.graph.URL+"/v26.0/"+id, nil); status != 400 {
		t.Errorf("deleted medium: %d", status)
	}
}
