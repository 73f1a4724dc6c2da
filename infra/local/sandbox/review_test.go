package sandbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

const templatesPath = "/v26.0/100000000000000/message_templates"

// handed hands a template in and gives the platform's answer.
func (g *rig) handed(members m) (int, map[string]any) {
	body := m{"name": "pickup", "language": "en_US", "category": "UTILITY", "components": []any{bodyOf("Hi {{1}}, it is ready.", "Lena")}}
	for k, v := range members {
		body[k] = v
	}
	return do(g.t, "POST", g.graph.URL+templatesPath, body)
}

func bodyOf(text string, shown ...string) m {
	c := m{"type": "BODY", "text": text}
	if len(shown) > 0 {
		c["example"] = m{"body_text": []any{shown}}
	}
	return c
}

func TestATemplateIsReviewedBeforeItMayBeSent(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	status, made := g.handed(nil)
	id, _ := made["id"].(string)
	if status != 200 || id == "" || made["status"] != "PENDING" {
		t.Fatalf("handed in: %d %v", status, made)
	}
	send := func() float64 {
		_, got := g.send(m{"messaging_product": "whatsapp", "to": "+447700900123", "type": "template", "template": m{"name": "pickup", "language": m{"code": "en_US"},
			"components": []any{m{"type": "body", "parameters": []any{m{"type": "text", "text": "Ana"}}}}}})
		code, _ := dig(got, "error", "code").(float64)
		return code
	}
	for _, c := range []struct {
		event, status string
		code          float64
	}{{"", "PENDING", 132001}, {"template_approved", "APPROVED", 0}, {"template_paused", "PAUSED", 132015}, {"template_disabled", "DISABLED", 132016},
		{"template_rejected", "REJECTED", 132001}, {"template_approved", "APPROVED", 0}, {"template_deleted", "", 132001}} {
		if c.event != "" {
			g.api("POST", "events", m{"event": c.event, "template": id})
			v := g.changed("message_template_status_update", func(v any) bool {
				return dig(v, "event") == strings.ToUpper(strings.TrimPrefix(c.event, "template_")) && dig(v, "message_template_name") == "pickup"
			})
			if v == nil {
				t.Errorf("%s is not told", c.event)
			}
		}
		if got := send(); got != c.code {
			t.Errorf("%s: a send is answered %v, want %v", c.event, got, c.code)
		}
		if _, got := do(t, "GET", g.graph.URL+"/v26.0/"+id, nil); c.status != "" && got["status"] != c.status {
			t.Errorf("%s: it is %v", c.event, got["status"])
		}
	}
}

func TestWhatCannotBeATemplateIsRefusedAsDocumented(t *testing.T) {
	g := newRig(t)
	header := func(c m) []any { return []any{c, bodyOf("It is ready.")} }
	for _, c := range []struct {
		name    string
		members m
		subcode float64
	}{
		{"a capital in the name", m{"name": "Pickup"}, 0},
		{"no body", m{"components": []any{m{"type": "FOOTER", "text": "x"}}}, 0},
		{"a place at the start", m{"components": []any{bodyOf("{{1}}, it is ready.", "Lena")}}, 2388299},
		{"more places than words", m{"components": []any{bodyOf("So {{1}}, {{2}}!", "a", "b")}}, 2388293},
		{"no example", m{"components": []any{bodyOf("Hi {{1}}, it is ready.")}}, 0},
		{"too long", m{"components": []any{bodyOf(strings.Repeat("x", 1025))}}, 2388040},
		{"a footer with a place", m{"components": []any{bodyOf("It is ready."), m{"type": "FOOTER", "text": "Yours {{1}}"}}}, 2388073},
		{"a bold header", m{"components": header(m{"type": "HEADER", "format": "TEXT", "text": "*Ready*"})}, 2388047},
		{"a picture without a handle", m{"components": header(m{"type": "HEADER", "format": "IMAGE"})}, 0},
		{"two empty lines", m{"components": []any{bodyOf("It is\n\n\nready.")}}, 2388072},
		{"a member that nobody documented", m{"colour": "red"}, 0},
	} {
		status, got := g.handed(c.members)
		sub, _ := dig(got, "error", "error_subcode").(float64)
		if status != 400 || dig(got, "error", "code") != float64(100) || sub != c.subcode || dig(got, "error", "error_user_msg") == nil {
			t.Errorf("%s: %d %v", c.name, status, got)
		}
	}
}

func TestNamesAreTakenAndChangesAreFew(t *testing.T) {
	g := newRig(t)
	_, made := g.handed(nil)
	id := made["id"].(string)
	subcode := func(got map[string]any) any { return dig(got, "error", "error_subcode") }
	if _, got := g.handed(nil); subcode(got) != float64(2388024) {
		t.Errorf("the same again: %v", got)
	}
	change := func() int {
		status, _ := do(t, "POST", g.graph.URL+"/v26.0/"+id, m{"components": []any{bodyOf("Hello {{1}}, it is ready.", "Lena")}})
		return status
	}
	if change() != 400 {
		t.Error("a template was changed while it was reviewed")
	}
	g.api("POST", "events", m{"event": "template_approved", "template": id})
	if change() != 200 {
		t.Error("an approved template cannot be changed")
	}
	g.api("POST", "events", m{"event": "template_approved", "template": id})
	if change() != 400 {
		t.Error("an approved template was changed twice in a day")
	}
	g.clock.set(noon.Add(25 * time.Hour))
	if change() != 200 {
		t.Error("the next day it cannot be changed")
	}
	remove := func(query string) int {
		status, _ := do(t, "DELETE", g.graph.URL+templatesPath+query, nil)
		return status
	}
	if remove("?name=pickup&hsm_id="+id) != 200 || remove("?name=pickup") != 400 {
		t.Error("a template is deleted once")
	}
	if _, got := g.handed(nil); subcode(got) != float64(2388023) {
		t.Errorf("the name of a deleted one: %v", got)
	}
	g.clock.set(noon.Add(32 * 24 * time.Hour))
	if status, got := g.handed(nil); status != 200 {
		t.Errorf("a month later: %v", got)
	}
}

func TestAFileStandsForAHeaderWhenATemplateIsReviewed(t *testing.T) {
	g := newRig(t)
	g.api("POST", "settings", m{"token": "t0ken"})
	ask := func(method, path, auth string, body io.Reader, header ...string) (int, string) {
		req, err := http.NewRequest(method, g.graph.URL+"/v26.0"+path, body)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", auth)
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		raw, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(raw)
	}
	_, number := ask("GET", "/100000000000001?fields=health_status", "Bearer t0ken", nil)
	if !strings.Contains(number, `"entity_type":"APP"`) {
		t.Fatalf("the number's health is %s", number)
	}
	_, session := ask("POST", "/100000000000007/uploads?file_name=a.png&file_length=4&file_type=image/png", "Bearer t0ken", nil)
	_, id, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(session), `"}`), `"id":"`)
	if status, _ := ask("POST", "/"+id, "Bearer t0ken", strings.NewReader("file"), "file_offset", "0"); status != 401 {
		t.Error("the session took the wrong word before the token")
	}
	if status, _ := ask("POST", "/"+id, "OAuth t0ken", strings.NewReader("fil"), "file_offset", "0"); status != 400 {
		t.Error("the session took half a file")
	}
	if status, got := ask("POST", "/"+id, "OAuth t0ken", strings.NewReader("file"), "file_offset", "0"); status != 200 || !strings.Contains(got, `"h":"4::`) {
		t.Errorf("a file: %d %s", status, got)
	}
}
