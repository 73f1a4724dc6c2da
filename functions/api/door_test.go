package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"transom/shared/rules"
)

func TestOddInputIsRefusedInWordsAndNeverRepeated(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID)
	id := draft("")["clientId"].(string)
	for _, odd := range []struct {
		name, method, path, body string
		status                   int
		code, at                 string
	}{
		{"unknown member", "POST", path + "/messages", `{"clientId":"` + id + `","text":"SECRET","colour":"red"}`, 400, "invalid_input", "body.colour"},
		{"missing member", "POST", path + "/messages", `{"text":"SECRET"}`, 400, "invalid_input", "body"},
		{"wrong type", "POST", path + "/messages", `{"clientId":"` + id + `","text":["SECRET"]}`, 400, "invalid_input", "body.text"},
		{"null where a text belongs", "POST", path + "/messages", `{"clientId":null,"text":"x"}`, 400, "invalid_input", "body.clientId"},
		{"wrong case", "POST", path + "/messages", `{"clientID":"` + id + `","text":"SECRET"}`, 400, "invalid_input", "body"},
		{"not a ULID", "POST", path + "/messages", `{"clientId":"SECRET","text":"x"}`, 400, "invalid_input", "body.clientId"},
		{"a lower-case ULID", "POST", path + "/notes", `{"clientId":"` + strings.ToLower(id) + `","text":"x"}`, 400, "invalid_input", "body.clientId"},
		{"half a body", "POST", path + "/messages", `{"clientId":"SECRET`, 400, "invalid_input", "body"},
		{"two bodies", "POST", path + "/messages", `{"clientId":"` + id + `","text":"x"}{}`, 400, "invalid_input", "body"},
		{"a list", "POST", path + "/messages", `[]`, 400, "invalid_input", "body"},
		{"a deep body", "POST", path + "/messages", strings.Repeat("[", 20_000), 400, "invalid_input", "body"},
		{"no body", "POST", path + "/messages", ``, 400, "invalid_input", ""},
		{"huge text", "POST", path + "/messages", `{"clientId":"` + id + `","text":"` + strings.Repeat("x", 70_000) + `"}`, 400, "invalid_input", "body.text"},
		{"huge body", "POST", path + "/messages", `{"clientId":"` + id + `","text":"` + strings.Repeat("x", maxBody) + `"}`, 413, "body_too_large", ""},
		{"blank text", "POST", path + "/messages", `{"clientId":"` + id + `","text":" \n"}`, 400, "empty_message", ""},
		{"long text", "POST", path + "/messages", `{"clientId":"` + id + `","text":"` + strings.Repeat("ü", 4097) + `"}`, 400, "text_too_long", ""},
		{"negative version", "POST", path + "/close", `{"version":-1}`, 400, "invalid_input", "body.version"},
		{"a version that is a text", "POST", path + "/close", `{"version":"1"}`, 400, "invalid_input", "body.version"},
		{"unknown view", "GET", "/conversations?view=SECRET", ``, 400, "invalid_input", "query.view"},
		{"unknown status", "GET", "/conversations?status=SECRET", ``, 400, "invalid_input", "query.status[0]"},
		{"unknown parameter", "GET", "/conversations?colour=SECRET", ``, 400, "invalid_input", "query.colour"},
		{"limit beyond", "GET", "/conversations?limit=101", ``, 400, "invalid_input", "query.limit"},
		{"limit below", "GET", "/conversations?limit=0", ``, 400, "invalid_input", "query.limit"},
		{"limit in words", "GET", "/conversations?limit=SECRET", ``, 400, "invalid_input", "query.limit"},
		{"huge cursor", "GET", "/conversations?cursor=" + strings.Repeat("x", 5000), ``, 400, "invalid_input", "query.cursor"},
		{"huge id", "GET", "/conversations/" + strings.Repeat("x", 500), ``, 400, "invalid_input", "path.id"},
		{"an id of another shape", "GET", "/conversations/a%23b", ``, 404, "conversation_missing", ""},
		{"unknown kind of channel", "POST", "/channels", `{"kind":"fax","accountId":"1","name":"x"}`, 400, "invalid_input", "body.kind"},
		{"an account id with signs", "POST", "/channels", `{"kind":"whatsapp","accountId":"1#2","name":"x"}`, 400, "invalid_input", "body.accountId"},
		{"no route", "GET", "/nothing", ``, 404, "no_such_route", ""},
		{"no method", "DELETE", path, ``, 404, "no_such_route", ""},
		{"a password that is a number", "POST", "/auth/sign-in", `{"email":"a@b.example","password":12345678}`, 400, "invalid_input", "body.password"},
		{"a long password", "POST", "/auth/sign-in", `{"email":"a@b.example","password":"` + strings.Repeat("SECRET", 50) + `"}`, 400, "invalid_input", "body.password"},
	} {
		t.Run(odd.name, func(t *testing.T) {
			here := *w
			here.T = t
			r := here.want(here.call(ada, odd.method, odd.path, odd.body), odd.status, odd.code)
			if odd.at != "" && r.detail(odd.at) == "" {
				t.Errorf("details %v do not name %s", r.body["details"], odd.at)
			}
			if strings.Contains(r.text, "SECRET") {
				t.Errorf("repeats what was sent: %s", r.text)
			}
		})
	}
	form := w.callWith(ada, "POST", path+"/messages", "clientId=x&text=y", map[string]string{"content-type": "application/x-www-form-urlencoded"}, nil)
	w.want(form, 415, "unsupported_media_type")
}

func TestOneLinePerRequestWithoutWordsOrNumbers(t *testing.T) {
	w := newWorld(t)
	c := w.says("4915112345678", "hello")
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", draft("the customer's words")), 202, "")
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", `{"text":"the customer's words"}`), 400, "invalid_input")
	w.want(w.call(rules.Member{}, "GET", "/me", nil), 401, "signed_out")
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines: %s", len(lines), log.String())
	}
	var line struct {
		Method, Route, Workspace, Request string
		Status                            int
		MS                                float64
	}
	w.must(json.Unmarshal([]byte(lines[0]), &line))
	if line.Method != "POST" || line.Route != "POST /api/v1/conversations/{id}/messages" || line.Status != 202 || line.Workspace != "home" || line.Request != "req-1" || line.MS <= 0 {
		t.Errorf("line %s", lines[0])
	}
	if strings.Contains(log.String(), "words") || strings.Contains(log.String(), "49151") {
		t.Errorf("personal data in %s", log.String())
	}
}

func TestAPanicIsAProblem(t *testing.T) {
	w := newWorld(t)
	w.desk.store = nil
	r := w.want(w.call(ben, "GET", "/counters", nil), 500, "internal")
	if strings.Contains(r.text, "nil pointer") {
		t.Errorf("tells %s", r.text)
	}
}

func TestTheDocumentIsServed(t *testing.T) {
	w := newWorld(t)
	r := w.want(w.call(rules.Member{}, "GET", "/openapi.json", nil), 200, "")
	if r.body["openapi"] != "3.1.0" || r.headers["Content-Type"] != "application/json" {
		t.Errorf("got %v %s", r.body["openapi"], r.headers["Content-Type"])
	}
}
