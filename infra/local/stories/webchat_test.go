package stories

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/coder/websocket"
	"github.com/google/uuid"

	"transom/infra/local/localtest"
)

// shopPage is where the stories' visitors come from.
const shopPage = "https://shop.example"

// guest is a visitor's browser on a page.
type guest struct {
	t     *testing.T
	m     *localtest.Machine
	token string
}

func (g *guest) call(method, path string, body any) (int, thing) {
	g.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		g.t.Fatalf("encode body: %v", err)
	}
	req, err := http.NewRequestWithContext(g.t.Context(), method, "http://"+g.m.Addr+"/webchat/v1"+path, bytes.NewReader(text))
	if err != nil {
		g.t.Fatalf("make request: %v", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Origin", shopPage)
	if g.token != "" {
		req.Header.Set("Authorization", "Bearer "+g.token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		g.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		g.t.Fatalf("read answer of %s %s: %v", method, path, err)
	}
	out := thing{}
	if len(answer) > 0 {
		if err := json.Unmarshal(answer, &out); err != nil {
			g.t.Fatalf("%s %s: %d %.200s", method, path, res.StatusCode, answer)
		}
	}
	return res.StatusCode, out
}

// insist calls until the answer is a success: a limit or a machine under chaos may say "later" first.
func (g *guest) insist(method, path string, body any) thing {
	g.t.Helper()
	var out thing
	eventually(g.t, method+" "+path, func() bool {
		status, answer := g.call(method, path, body)
		out = answer
		if status >= 400 && status < 500 && status != http.StatusTooManyRequests {
			g.t.Fatalf("%s %s: %d %v", method, path, status, answer)
		}
		return status < 300
	})
	return out
}

// hears waits for a word on the socket.
func hears(t *testing.T, line *websocket.Conn, word string) {
	t.Helper()
	for {
		_, text, err := line.Read(t.Context())
		if err != nil {
			t.Fatalf("waiting for %s: %v", word, err)
		}
		var frame struct{ T string }
		if json.Unmarshal(text, &frame) == nil && frame.T == word {
			return
		}
	}
}

func TestAVisitorOnAPageIsAnswered(t *testing.T) {
	t.Run("plainly", func(t *testing.T) { visitorStory(t, localtest.Start(t, localtest.Options{Empty: true})) })
	t.Run("under chaos", func(t *testing.T) {
		visitorStory(t, localtest.Start(t, localtest.Options{Empty: true, Chaos: true}))
	})
}

func visitorStory(t *testing.T, m *localtest.Machine) {
	ana := signIn(t, m, "admin@demo.transom")
	channel := ana.must(http.MethodPost, "/channels", thing{"kind": "webchat", "name": "Shop", "widget": thing{"origins": []string{shopPage}}}, http.StatusCreated)
	g := &guest{t: t, m: m}
	g.token = g.insist(http.MethodPost, "/sessions", thing{"channel": channel["accountId"]})["token"].(string)

	ticket := g.insist(http.MethodPost, "/socket-tickets", thing{})["url"].(string)
	line, _, err := websocket.Dial(t.Context(), ticket, &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {shopPage}}})
	if err != nil {
		t.Fatalf("open the visitor's socket: %v", err)
	}
	defer line.CloseNow()
	if _, _, err := websocket.Dial(t.Context(), ticket, &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {shopPage}}}); err == nil {
		t.Error("a ticket opens two sockets")
	}

	said := thing{"clientMessageId": uuid.NewString(), "text": "Do you repair lamps?", "page": thing{"url": shopPage + "/lamps?a=b"}}
	first := g.insist(http.MethodPost, "/messages", said)
	equal(t, "the same again", g.insist(http.MethodPost, "/messages", said)["id"], first["id"])
	hears(t, line, "news")

	var id string
	eventually(t, "the conversation is there", func() bool {
		for _, c := range ana.items("/conversations") {
			id = c["id"].(string)
		}
		return id != ""
	})
	answer := ana.reply(id, "Every one since 1974.")
	var read thing
	eventually(t, "the visitor reads the answer", func() bool {
		page := g.insist(http.MethodGet, "/messages", nil)["items"].([]any)
		read = page[len(page)-1].(thing)
		return len(page) == 2
	})
	equal(t, "what they read", read["text"], "Every one since 1974.")
	hears(t, line, "news")
	if status, _ := g.call(http.MethodPost, "/events", thing{"type": "read", "upTo": read["id"]}); status != http.StatusNoContent {
		t.Errorf("the read mark answers %d", status)
	}
	eventually(t, "the agent sees that it was read", func() bool {
		if ana.message(id, answer["id"].(string))["status"] == "read" {
			return true
		}
		g.call(http.MethodPost, "/events", thing{"type": "read", "upTo": read["id"]})
		return false
	})
	m.AwaitQuiet()
	equal(t, "entries", len(ana.items("/conversations/"+id+"/messages?limit=100")), 2)

	other := &guest{t: t, m: m, token: g.token[:20] + "x" + g.token[21:]}
	if status, problem := other.call(http.MethodGet, "/messages", nil); status != http.StatusUnauthorized || problem["code"] != "bad_token" {
		t.Errorf("a forged token: %d %v", status, problem)
	}
}
