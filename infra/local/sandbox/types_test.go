package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryTypeArrivesInMetasShape(t *testing.T) {
	g := newRig(t)
	_, first := g.wrote("447700900123")
	file := func(mime string, more map[string]any) map[string]any {
		out := map[string]any{"mime_type": mime}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	tests := []struct {
		name    string
		writing map[string]any
		kind    string
		want    any // the object, ids and hashes of files aside
	}{
		{"a picture", map[string]any{"type": "image", "text": "Look"}, "image", file("image/jpeg", map[string]any{"caption": "Look"})},
		{"a video", map[string]any{"type": "video"}, "video", file("video/mp4", nil)},
		{"a voice note", map[string]any{"type": "audio"}, "audio", file("audio/ogg; codecs=opus", map[string]any{"voice": true})},
		{"a piece of music", map[string]any{"type": "audio", "voice": false}, "audio", file("audio/ogg; codecs=opus", map[string]any{"voice": false})},
		{"a document", map[string]any{"type": "document"}, "document", file("application/pdf", map[string]any{"filename": "order-4711.pdf"})},
		{"a sticker", map[string]any{"type": "sticker"}, "sticker", file("image/webp", map[string]any{"animated": false})},
		{"a place", map[string]any{"type": "location", "location": map[string]any{"latitude": 1.5, "longitude": 2.5}}, "location",
			map[string]any{"latitude": 1.5, "longitude": 2.5}},
		{"a card", map[string]any{"type": "contacts", "cardName": "Mira", "cardPhone": "+44 7700 900321"}, "contacts", []any{map[string]any{
			"name":   map[string]any{"formatted_name": "Mira", "first_name": "Mira"},
			"phones": []any{map[string]any{"phone": "+44 7700 900321", "wa_id": "447700900321", "type": "MOBILE"}}}}},
		{"a reaction", map[string]any{"type": "reaction", "target": first, "text": "👍"}, "reaction", map[string]any{"message_id": first, "emoji": "👍"}},
		{"a reaction taken back", map[string]any{"type": "reaction", "target": first}, "reaction", map[string]any{"message_id": first}},
		{"a tap on a template", map[string]any{"type": "button", "text": "Yes"}, "button", map[string]any{"payload": "Yes", "text": "Yes"}},
		{"a tap on a button", map[string]any{"type": "interactive", "text": "Yes", "payload": "y"}, "interactive",
			map[string]any{"type": "button_reply", "button_reply": map[string]any{"id": "y", "title": "Yes"}}},
		{"a tap on a row", map[string]any{"type": "interactive", "kind": "list_reply", "text": "Yes", "payload": "y"}, "interactive",
			map[string]any{"type": "list_reply", "list_reply": map[string]any{"id": "y", "title": "Yes"}}},
		{"a poll", map[string]any{"type": "unsupported"}, "unsupported", map[string]any{"type": "poll_creation"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.writing["phone"], test.writing["replyTo"] = "447700900123", first
			id := g.api("POST", "messages", test.writing)["id"]
			var got any
			g.hooks.until(func(h []hook) bool {
				for _, m := range items(h, "messages") {
					if dig(m, "id") == id {
						got = m
					}
				}
				return got != nil
			})
			object := dig(got, test.kind)
			if f, ok := object.(map[string]any); ok && f["sha256"] != nil {
				delete(f, "sha256")
				delete(f, "id")
			}
			if diff := cmp.Diff(test.want, object); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.kind, diff)
			}
			var context any = map[string]any{"id": first, "from": "447700900123"}
			if test.kind == "reaction" { // says itself what it is about
				context = nil
			}
			if diff := cmp.Diff(context, dig(got, "context")); diff != "" || dig(got, "type") != test.kind {
				t.Errorf("type is %v, context (-want +got):\n%s", dig(got, "type"), diff)
			}
			if test.kind == "unsupported" && dig(got, "errors", 0, "code") != 131051.0 {
				t.Errorf("errors are %v", dig(got, "errors"))
			}
		})
	}
}

func TestAFileOfOnesOwnIsSent(t *testing.T) {
	g := newRig(t)
	res, err := http.Post(g.page.URL+"/api/media?name=notes.txt", "text/plain", strings.NewReader("Buy milk"))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var kept struct{ ID string }
	if err := json.NewDecoder(res.Body).Decode(&kept); err != nil || res.StatusCode != 201 {
		t.Fatalf("upload: %d, %v", res.StatusCode, err)
	}
	g.api("POST", "messages", map[string]any{"phone": "447700900123", "type": "document", "media": kept.ID})
	got := dig(items(g.hooks.until(has(1, "messages")), "messages")[0], "document")
	if dig(got, "id") != kept.ID || dig(got, "filename") != "notes.txt" || dig(got, "mime_type") != "text/plain" {
		t.Errorf("document is %v", got)
	}
	shown, err := http.Get(g.page.URL + "/api/media/" + kept.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer shown.Body.Close()
	if text, err := io.ReadAll(shown.Body); err != nil || string(text) != "Buy milk" {
		t.Errorf("the page shows %q, %v", text, err)
	}
}

func TestThePageIsWholeAndOnlyTrustsItself(t *testing.T) {
	g := newRig(t)
	for path, kind := range map[string]string{"/": "text/html", "/main.js": "text/javascript", "/style.css": "text/css", "/icon.svg": "image/svg+xml"} {
		res, err := http.Get(g.page.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), kind) {
			t.Errorf("%s: %d %s", path, res.StatusCode, res.Header.Get("Content-Type"))
		}
		if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
	}
	req, err := http.NewRequest("POST", g.page.URL+"/api/messages", strings.NewReader(`{"phone":"447700900123","text":"Hi"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 403 {
		t.Errorf("another site may write as a customer: %d", res.StatusCode)
	}
}
