package stories

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/oklog/ulid/v2"

	"transom/infra/local/localtest"
)

// desk is an agent's place: signed in, speaking JSON to the API.
type desk struct {
	t     *testing.T
	m     *localtest.Machine
	token string
}

// thing is a JSON object.
type thing = map[string]any

func signIn(t *testing.T, m *localtest.Machine, email string) *desk {
	t.Helper()
	d := &desk{t: t, m: m}
	answer := d.must(http.MethodPost, "/auth/sign-in", thing{"email": email, "password": m.Password}, http.StatusOK)
	d.token = answer["accessToken"].(string)
	return d
}

// call makes a request and gives status and body; an empty body is an empty thing.
func (d *desk) call(method, path string, body any) (int, thing) {
	d.t.Helper()
	var reader io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			d.t.Fatalf("encode body: %v", err)
		}
		reader = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(d.t.Context(), method, "http://"+d.m.Addr+"/api/v1"+path, reader)
	if err != nil {
		d.t.Fatalf("make request: %v", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if d.token != "" {
		req.Header.Set("Authorization", "Bearer "+d.token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		d.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatalf("read answer of %s %s: %v", method, path, err)
	}
	out := thing{}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &out); err != nil {
			d.t.Fatalf("%s %s: %d %.200s", method, path, res.StatusCode, text)
		}
	}
	return res.StatusCode, out
}

func (d *desk) must(method, path string, body any, status int) thing {
	d.t.Helper()
	got, out := d.call(method, path, body)
	if got != status {
		d.t.Fatalf("%s %s: got %d %v, want %d", method, path, got, out, status)
	}
	return out
}

func (d *desk) get(path string) thing { d.t.Helper(); return d.must(http.MethodGet, path, nil, 200) }

func (d *desk) items(path string) []thing {
	d.t.Helper()
	var all []thing
	for _, i := range d.get(path)["items"].([]any) {
		all = append(all, i.(thing))
	}
	return all
}

// reply sends text and gives the message as accepted.
func (d *desk) reply(conversation, text string) thing {
	d.t.Helper()
	return d.must(http.MethodPost, "/conversations/"+conversation+"/messages", thing{"clientId": d.ulid(), "text": text}, http.StatusAccepted)
}

// ulid makes a client id by the machine's clock, which a story may have moved.
func (d *desk) ulid() string {
	now, err := time.Parse(time.RFC3339, d.get("/me")["now"].(string))
	if err != nil {
		d.t.Fatalf("read the server's time: %v", err)
	}
	return ulid.MustNew(ulid.Timestamp(now), ulid.DefaultEntropy()).String()
}

// newULID makes a client id by this machine's clock, for stories that leave the clock alone.
func newULID() string { return ulid.Make().String() }

// message reads one entry of a conversation by its id.
func (d *desk) message(conversation, id string) thing {
	d.t.Helper()
	for _, m := range d.items("/conversations/" + conversation + "/messages?limit=100") {
		if m["id"] == id {
			return m
		}
	}
	d.t.Fatalf("conversation %s has no message %s", conversation, id)
	return nil
}

// eventually asks again until ok, for at most a minute of the machine's own time; it waits between the
// questions because nothing announces what a poller sees.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("not within a minute: %s", what)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// ear is a browser's socket: it remembers every frame.
type ear struct {
	t      *testing.T
	conn   *websocket.Conn
	frames chan thing
}

func (d *desk) listen(since int64) *ear {
	d.t.Helper()
	address := d.must(http.MethodPost, "/socket-tickets", thing{}, http.StatusOK)["url"].(string)
	conn, _, err := websocket.Dial(d.t.Context(), address, nil)
	if err != nil {
		d.t.Fatalf("open socket: %v", err)
	}
	conn.SetReadLimit(1 << 20)
	e := &ear{t: d.t, conn: conn, frames: make(chan thing, 4096)}
	d.t.Cleanup(func() { conn.CloseNow() })
	go e.read()
	e.say(thing{"t": "hello", "since": since})
	return e
}

func (e *ear) read() {
	defer close(e.frames)
	for {
		_, text, err := e.conn.Read(context.Background())
		if err != nil {
			return
		}
		f := thing{}
		if json.Unmarshal(text, &f) == nil {
			e.frames <- f
		}
	}
}

func (e *ear) say(frame thing) {
	e.t.Helper()
	text, err := json.Marshal(frame)
	if err != nil {
		e.t.Fatalf("encode frame: %v", err)
	}
	if err := e.conn.Write(e.t.Context(), websocket.MessageText, text); err != nil {
		e.t.Fatalf("write frame: %v", err)
	}
}

// hear waits for a frame that fits.
func (e *ear) hear(what string, fits func(thing) bool) thing {
	e.t.Helper()
	limit := time.After(time.Minute)
	for {
		select {
		case f, open := <-e.frames:
			if !open {
				e.t.Fatalf("socket closed while waiting for %s", what)
			}
			if fits(f) {
				return f
			}
		case <-limit:
			e.t.Fatalf("not heard within a minute: %s", what)
		}
	}
}

// row gives the frame's row of a conversation, or nil.
func row(f thing, conversation string) thing {
	rows, _ := f["rows"].([]any)
	for _, r := range rows {
		if c := r.(thing); c["id"] == conversation {
			return c
		}
	}
	return nil
}

// phone is the sandbox phone's JSON API.
func phone(t *testing.T, m *localtest.Machine, method, path string, body any) thing {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatalf("encode body: %v", err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+m.Addr+"/sandbox/"+path, bytes.NewReader(text))
	if err != nil {
		t.Fatalf("make request: %v", err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		t.Fatalf("%s %s: %d %.300s %v", method, path, res.StatusCode, answer, err)
	}
	out := thing{}
	if len(answer) > 0 && json.Unmarshal(answer, &out) != nil {
		t.Fatalf("%s %s: not JSON: %.200s", method, path, answer)
	}
	return out
}

func escape(id string) string { return url.PathEscape(id) }

func text(v any) string { return strings.TrimSpace(fmt.Sprint(v)) }
