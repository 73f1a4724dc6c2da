package sandbox_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/infra/local/sandbox"
)

func TestNextSendsAreRefusedAsOrdered(t *testing.T) {
	tests := []struct {
		name   string
		refuse map[string]any
		status int
		code   any
		raw    string
	}{
		{"by code", map[string]any{"code": 131056, "count": 2}, 400, 131056.0, ""},
		{"by code with a status", map[string]any{"code": 130429, "count": 2}, 429, 130429.0, ""},
		{"token", map[string]any{"code": 190, "count": 2}, 401, 190.0, ""},
		{"a proxy's 503", map[string]any{"status": 503, "count": 2}, 503, nil, "<html>"},
		{"an empty 500", map[string]any{"status": 500, "empty": true, "count": 2}, 500, nil, ""},
		{"an empty 429", map[string]any{"status": 429, "empty": true, "count": 2}, 429, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g := newRig(t)
			g.wrote("447700900123")
			g.api("POST", "faults", map[string]any{"refuse": test.refuse})
			for range 2 {
				status, got := g.send(text("447700900123", "Hi"))
				raw, _ := got["raw"].(string)
				if status != test.status || dig(got, "error", "code") != test.code || !strings.HasPrefix(raw, test.raw) {
					t.Errorf("answer %d %v", status, got)
				}
			}
			if status, got := g.send(text("447700900123", "Hi")); status != 200 {
				t.Errorf("after the refusals: %d %v", status, got)
			}
		})
	}
}

func TestALostAnswerLeavesAMessageThatWasTaken(t *testing.T) {
	for name, hang := range map[string]bool{"closed": false, "hanging": true} {
		t.Run(name, func(t *testing.T) {
			g := newRig(t)
			chat, _ := g.wrote("447700900123")
			g.api("POST", "faults", map[string]any{"drop": map[string]any{"count": 1, "hang": hang}})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, "POST", g.graph.URL+"/v26.0/"+sandbox.DefaultAccount+"/messages",
				strings.NewReader(`{"messaging_product":"whatsapp","to":"447700900123","text":{"body":"Did it come?"},"biz_opaque_callback_data":"lost"}`))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			said := make(chan string, 1)
			go func() {
				res, err := http.DefaultClient.Do(req)
				if err != nil {
					said <- ""
					return
				}
				body, _ := io.ReadAll(res.Body)
				said <- fmt.Sprintf("%d %s", res.StatusCode, body)
			}()
			s := items(g.hooks.until(has(1, "statuses")), "statuses")[0]
			if dig(s, "biz_opaque_callback_data") != "lost" {
				t.Errorf("status is %v", s)
			}
			cancel() // by now the platform has told of it
			if answer := <-said; answer != "" {
				t.Fatalf("answered %s", answer)
			}
			if n := len(g.api("GET", "chats/"+chat, nil)["messages"].([]any)); n != 2 {
				t.Errorf("%d messages, want the customer's and one of the business", n)
			}
		})
	}
}

func TestStatusesComeBeforeTheAnswerWhenOrdered(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	g.api("POST", "faults", map[string]any{"statusFirst": true})
	status, got := g.send(text("447700900123", "Hi"))
	before := g.hooks.hooks()
	if status != 200 {
		t.Fatalf("send: %d %v", status, got)
	}
	if diff := cmp.Diff([]string{"sent", "delivered"}, statuses(before)); diff != "" {
		t.Errorf("statuses before the answer (-want +got):\n%s", diff)
	}
	if dig(items(before, "statuses")[0], "id") != dig(got, "messages", 0, "id") {
		t.Errorf("they speak of another message: %v", items(before, "statuses"))
	}
}

func TestDoomedSendsFailAfterTheyWereSent(t *testing.T) {
	g := newRig(t)
	chat, _ := g.wrote("447700900123")
	g.api("POST", "faults", map[string]any{"fail": map[string]any{"count": 1, "code": 131049}})
	if status, got := g.send(text("447700900123", "Hi")); status != 200 {
		t.Fatalf("send: %d %v", status, got)
	}
	hooks := g.hooks.until(has(2, "statuses"))
	if diff := cmp.Diff([]string{"sent", "failed"}, statuses(hooks)); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	if s := items(hooks, "statuses")[1]; dig(s, "errors", 0, "code") != 131049.0 || dig(s, "errors", 0, "error_data", "details") == nil {
		t.Errorf("failed status is %v", s)
	}
	if got := g.api("GET", "chats/"+chat, nil); dig(got, "messages", 1, "failure", "code") != 131049.0 {
		t.Errorf("chat is %v", got)
	}
}

func TestWindowAndRecipientCanBeRefusedLate(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	g.clock.set(noon.Add(25 * time.Hour))
	g.api("POST", "faults", map[string]any{"lateRefusal": true})
	if status, got := g.send(text("447700900123", "Hi")); status != 200 {
		t.Fatalf("send: %d %v", status, got)
	}
	hooks := g.hooks.until(has(1, "statuses"))
	if s := items(hooks, "statuses")[0]; dig(s, "status") != "failed" || dig(s, "errors", 0, "code") != 131047.0 {
		t.Errorf("first status is %v", s)
	}
}

func TestReadCanComeWithoutDelivered(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	g.api("POST", "faults", map[string]any{"noDelivered": true})
	g.api("POST", "settings", map[string]any{"autoRead": true, "deliverMs": 1})
	g.send(text("447700900123", "Hi"))
	hooks := g.hooks.until(has(2, "statuses"))
	if diff := cmp.Diff([]string{"sent", "read"}, statuses(hooks)); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	if dig(items(hooks, "statuses")[1], "pricing") == nil {
		t.Error("the price is told with the first of delivered and read")
	}
}

func TestStatusesHeldBackComeWhenSilenceEnds(t *testing.T) {
	g := newRig(t)
	chat, _ := g.wrote("447700900123")
	g.api("POST", "settings", map[string]any{"deliverMs": 1})
	g.api("POST", "faults", map[string]any{"silent": true})
	g.send(text("447700900123", "Hi"))
	g.api("POST", "chats/"+chat+"/read", nil)
	if got := statuses(g.hooks.hooks()); len(got) != 0 {
		t.Errorf("statuses in silence: %v", got)
	}
	g.api("DELETE", "faults", nil)
	if diff := cmp.Diff([]string{"sent", "delivered"}, statuses(g.hooks.until(has(2, "statuses")))); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
}

func TestAPhoneThatIsOffGetsItLater(t *testing.T) {
	g := newRig(t)
	chat, _ := g.wrote("447700900123")
	g.api("POST", "settings", map[string]any{"deliverMs": 1})
	who := dig(g.api("GET", "chats/"+chat, nil), "chat", "customer", "id").(string)
	g.api("PATCH", "customers/"+who, map[string]any{"offline": true})
	g.send(text("447700900123", "Hi"))
	g.hooks.until(has(1, "statuses"))
	g.api("POST", "chats/"+chat+"/read", nil)
	g.api("PATCH", "customers/"+who, map[string]any{"offline": false})
	if diff := cmp.Diff([]string{"sent", "delivered"}, statuses(g.hooks.until(has(2, "statuses")))); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
}

func TestWebhooksAreDuplicated(t *testing.T) {
	g := newRig(t)
	g.api("POST", "faults", map[string]any{"duplicate": 2})
	g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": "Hello?"})
	hooks := g.hooks.until(has(3, "messages"))
	for _, h := range hooks {
		if diff := cmp.Diff(string(hooks[0].raw), string(h.raw)); diff != "" {
			t.Errorf("a copy differs:\n%s", diff)
		}
	}
}

func TestWebhooksAreReorderedAndBatched(t *testing.T) {
	g := newRig(t)
	g.api("POST", "faults", map[string]any{"reorder": true, "batch": 2})
	for _, word := range []string{"one", "two", "three"} {
		g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": word})
	}
	hooks := g.hooks.until(has(3, "messages"))
	var got [][]any
	for _, h := range hooks {
		var words []any
		for _, m := range items([]hook{h}, "messages") {
			words = append(words, dig(m, "text", "body"))
		}
		got = append(got, words)
	}
	if diff := cmp.Diff([][]any{{"three", "two"}, {"one"}}, got); diff != "" {
		t.Errorf("webhooks (-want +got):\n%s", diff)
	}
}

func TestWebhooksAreDelayed(t *testing.T) {
	g := newRig(t)
	g.api("POST", "faults", map[string]any{"delayMs": 200})
	begun := time.Now()
	g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": "Hello?"})
	if got := g.hooks.until(has(1, "messages"))[0].at.Sub(begun); got < 200*time.Millisecond {
		t.Errorf("came after %v", got)
	}
}

func TestNonsenseOrdersAreRefused(t *testing.T) {
	g := newRig(t)
	tests := []struct {
		name, method, path string
		body               any
		want               int
	}{
		{"a misspelled fault", "POST", "faults", map[string]any{"duplicates": 1}, 400},
		{"too many copies", "POST", "faults", map[string]any{"duplicate": 99}, 422},
		{"a refusal with 200", "POST", "faults", map[string]any{"refuse": map[string]any{"status": 200, "count": 1}}, 422},
		{"a message of nobody", "POST", "messages", map[string]any{"text": "Hi"}, 422},
		{"a message of a stranger", "POST", "messages", map[string]any{"customer": "c9", "text": "Hi"}, 404},
		{"an empty message", "POST", "messages", map[string]any{"phone": "447700900123"}, 422},
		{"an unknown type", "POST", "messages", map[string]any{"phone": "447700900123", "type": "hologram"}, 422},
		{"a number that is none", "POST", "customers", map[string]any{"phone": "Ana"}, 422},
		{"a user id that is none", "POST", "customers", map[string]any{"userId": "Ana"}, 422},
		{"a chat that is not there", "GET", "chats/1-c1", nil, 404},
		{"a load without end", "POST", "load", map[string]any{"messages": 1 << 40}, 422},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, got := do(t, test.method, g.page.URL+"/api/"+test.path, test.body)
			if status != test.want || got["error"] == nil {
				t.Errorf("answer %d %v, want %d", status, got, test.want)
			}
		})
	}
}
