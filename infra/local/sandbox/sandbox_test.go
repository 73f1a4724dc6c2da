package sandbox_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"transom/infra/local/sandbox"
)

const secret = "an app secret of the tests"

// receiver is the business: it keeps every webhook whose signature is right.
type receiver struct {
	*httptest.Server
	t    *testing.T
	mu   sync.Mutex
	got  []hook
	news chan struct{}
	// answer decides the status of the n-th request (from 0); 200 when nil.
	answer func(n int) int
	n      int
}

// hook is one webhook as it came.
type hook struct {
	raw  []byte
	body map[string]any
	at   time.Time
}

func newReceiver(t *testing.T, answer func(n int) int) *receiver {
	r := &receiver{t: t, news: make(chan struct{}, 1<<16), answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(r.take))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) take(w http.ResponseWriter, req *http.Request) {
	raw, err := io.ReadAll(req.Body)
	if err != nil {
		r.t.Errorf("read webhook: %v", err)
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(raw)
	if got, want := req.Header.Get("X-Hub-Signature-256"), "sha256="+hex.EncodeToString(mac.Sum(nil)); got != want {
		r.t.Errorf("signature %q, want %q", got, want)
	}
	h := hook{raw: raw, at: time.Now()}
	if err := json.Unmarshal(raw, &h.body); err != nil {
		r.t.Errorf("webhook is not JSON: %v", err)
	}
	r.mu.Lock()
	status := 200
	if r.answer != nil {
		status = r.answer(r.n)
	}
	r.n++
	r.got = append(r.got, h)
	r.mu.Unlock()
	w.WriteHeader(status)
	r.news <- struct{}{}
}

// hooks are the webhooks so far.
func (r *receiver) hooks() []hook {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]hook(nil), r.got...)
}

// until waits for webhooks until enough says so, and gives them all.
func (r *receiver) until(enough func([]hook) bool) []hook {
	r.t.Helper()
	end := time.After(20 * time.Second)
	for {
		if got := r.hooks(); enough(got) {
			return got
		}
		select {
		case <-r.news:
		case <-end:
			r.t.Fatalf("waited in vain; got %d webhooks: %s", len(r.hooks()), dump(r.hooks()))
		}
	}
}

func dump(hooks []hook) string {
	var out bytes.Buffer
	for _, h := range hooks[:min(len(hooks), 10)] {
		out.WriteString("\n")
		out.Write(h.raw)
	}
	return out.String()
}

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

var noon = time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)

// rig is a phone with a business and both its faces over real HTTP.
type rig struct {
	t     *testing.T
	phone *sandbox.Phone
	hooks *receiver
	clock *clock
	graph *httptest.Server
	page  *httptest.Server
}

func newRig(t *testing.T) *rig { return newRigAt(t, t.TempDir(), newReceiver(t, nil)) }

func newRigAt(t *testing.T, dir string, hooks *receiver) *rig {
	t.Helper()
	g := &rig{t: t, hooks: hooks, clock: &clock{at: noon}}
	var err error
	g.phone, err = sandbox.New(sandbox.Options{Dir: dir, WebhookURL: hooks.URL + "/webhooks/meta", RetryPause: 5 * time.Millisecond,
		AppSecret: func() string { return secret + ",an older one" }, Now: g.clock.now, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	g.graph, g.page = httptest.NewServer(g.phone.Graph()), httptest.NewServer(g.phone.Page())
	t.Cleanup(g.close)
	return g
}

func (g *rig) close() {
	if err := g.phone.Close(); err != nil {
		g.t.Errorf("close: %v", err)
	}
	g.graph.Close()
	g.page.Close()
}

// do makes a request with a JSON body (nil for none) and gives status and JSON answer.
func do(t *testing.T, method, url string, body any) (int, map[string]any) {
	t.Helper()
	var in io.Reader
	if body != nil {
		raw, ok := body.(string)
		if !ok {
			b, err := json.Marshal(body)
			if err != nil {
				t.Fatal(err)
			}
			raw = string(b)
		}
		in = bytes.NewReader([]byte(raw))
	}
	req, err := http.NewRequest(method, url, in)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil && len(raw) > 0 {
		out = map[string]any{"raw": string(raw)}
	}
	return res.StatusCode, out
}

// api asks the JSON API and wants a success.
func (g *rig) api(method, path string, body any) map[string]any {
	g.t.Helper()
	status, out := do(g.t, method, g.page.URL+"/api/"+path, body)
	if status >= 300 {
		g.t.Fatalf("%s %s: %d %v", method, path, status, out)
	}
	return out
}

// send asks the Graph API to send and gives status and answer.
func (g *rig) send(body any) (int, map[string]any) {
	g.t.Helper()
	return do(g.t, "POST", g.graph.URL+"/v26.0/"+sandbox.DefaultAccount+"/messages", body)
}

// text is a plain send.
func text(to, body string) map[string]any {
	return map[string]any{"messaging_product": "whatsapp", "recipient_type": "individual", "to": to, "type": "text",
		"text": map[string]any{"body": body}, "biz_opaque_callback_data": "mine"}
}

// dig walks into JSON by keys and indexes; nil when the path ends early.
func dig(v any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			l, _ := v.([]any)
			if s >= len(l) {
				return nil
			}
			v = l[s]
		}
	}
	return v
}

// values are the values of all changes of webhooks, in order.
func values(hooks []hook) []any {
	var out []any
	for _, h := range hooks {
		entries, _ := h.body["entry"].([]any)
		for _, e := range entries {
			changes, _ := dig(e, "changes").([]any)
			for _, c := range changes {
				out = append(out, dig(c, "value"))
			}
		}
	}
	return out
}

// messages are the items of one kind ("messages" or "statuses") in webhooks, in order.
func items(hooks []hook, kind string) []any {
	var out []any
	for _, v := range values(hooks) {
		list, _ := dig(v, kind).([]any)
		out = append(out, list...)
	}
	return out
}

func statuses(hooks []hook) []string {
	var out []string
	for _, s := range items(hooks, "statuses") {
		word, _ := dig(s, "status").(string)
		out = append(out, word)
	}
	return out
}

func has(n int, kind string) func([]hook) bool {
	return func(h []hook) bool { return len(items(h, kind)) >= n }
}
