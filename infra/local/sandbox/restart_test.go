package sandbox_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/infra/local/sandbox"
)

func TestAWebhookIsRepeatedUntilItIsAnsweredWith200(t *testing.T) {
	answers := []int{500, 201, 302, 404, 200}
	hooks := newReceiver(t, func(n int) int { return answers[min(n, len(answers)-1)] })
	g := newRigAt(t, t.TempDir(), hooks)
	chat := g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": "Hello?"})["chat"].(string)
	got := hooks.until(has(len(answers), "messages"))
	for _, h := range got {
		if diff := cmp.Diff(string(got[0].raw), string(h.raw)); diff != "" {
			t.Errorf("an attempt differs:\n%s", diff)
		}
	}
	for i := 2; i < len(got); i++ {
		if got[i].at.Sub(got[i-1].at) < got[1].at.Sub(got[0].at)/2 {
			t.Errorf("pause %d is %v after %v", i, got[i].at.Sub(got[i-1].at), got[1].at.Sub(got[0].at))
		}
	}
	g.until(func() bool { return dig(g.api("GET", "chats/"+chat, nil), "messages", 0, "status") == "delivered" })
	if owed := g.api("GET", "state", nil)["owed"]; owed != 0.0 {
		t.Errorf("%v updates are still owed", owed)
	}
	if n := len(hooks.hooks()); n != len(answers) {
		t.Errorf("%d attempts, want %d", n, len(answers))
	}
}

// until waits for what the phone itself will know, woken by its changes.
func (g *rig) until(enough func() bool) {
	g.t.Helper()
	end := time.Now().Add(20 * time.Second)
	for rev := -1.0; !enough(); {
		if time.Now().After(end) {
			g.t.Fatal("waited in vain")
		}
		rev = g.api("GET", fmt.Sprintf("changes?since=%.0f", rev), nil)["rev"].(float64)
	}
}

func TestAWebhookInItsPauseDoesNotHoldUpTheOthers(t *testing.T) {
	hooks := newReceiver(t, func(n int) int {
		if n == 0 {
			return 500
		}
		return 200
	})
	g := newRigAt(t, t.TempDir(), hooks)
	g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": "one"})
	hooks.until(has(1, "messages"))
	g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": "two"})
	hooks.until(has(3, "messages"))
}

func TestWhatWaitsIsTriedAtOnceWhenAsked(t *testing.T) {
	var up atomic.Bool
	hooks := newReceiver(t, func(int) int {
		if up.Load() {
			return 200
		}
		return 500
	})
	g := newRigAt(t, t.TempDir(), hooks)
	g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": "Hello?"})
	hooks.until(has(10, "messages")) // by now the pause is over two seconds
	g.until(func() bool { return dig(g.api("GET", "state", nil), "webhooks", "retrying") == 1.0 })
	up.Store(true)
	if got := g.api("POST", "retry", nil)["retried"]; got != 1.0 {
		t.Errorf("%v were tried", got)
	}
	hooks.until(has(11, "messages"))
}

func TestEverythingIsThereAfterARestart(t *testing.T) {
	dir := t.TempDir()
	down := newReceiver(t, func(int) int { return 503 })
	g := newRigAt(t, dir, down)
	c := g.api("POST", "customers", map[string]any{"name": "Ana", "username": "ana"})
	made := g.api("POST", "messages", map[string]any{"customer": c["id"], "type": "image", "text": "Look"})
	g.send(text(c["phone"].(string), "Nice"))
	g.api("POST", "settings", map[string]any{"deliverMs": 1, "autoRead": true})
	g.api("POST", "faults", map[string]any{"fail": map[string]any{"code": 131053, "count": 7}})
	chat := made["chat"].(string)
	g.until(func() bool { return dig(g.api("GET", "chats/"+chat, nil), "messages", 1, "status") == "delivered" })
	before := [2]any{g.api("GET", "chats/"+chat, nil)["messages"], g.api("GET", "customers", nil)}
	g.close()

	up := newReceiver(t, nil)
	g2 := newRigAt(t, dir, up)
	file := dig(before[0], 0, "file", "id").(string)
	after := [2]any{g2.api("GET", "chats/"+chat, nil)["messages"], g2.api("GET", "customers", nil)}
	if diff := cmp.Diff(before[1], after[1]); diff != "" {
		t.Errorf("customers (-before +after):\n%s", diff)
	}
	if dig(after[0], 0, "id") != dig(before[0], 0, "id") || dig(after[0], 1, "text") != "Nice" {
		t.Errorf("messages: %v, want %v", after[0], before[0])
	}
	if status, _ := do(t, "GET", g2.graph.URL+"/v26.0/"+file, nil); status != 200 {
		t.Errorf("medium: %d", status)
	}
	if got := g2.api("GET", "faults", nil); dig(got, "fail", "count") != 7.0 {
		t.Errorf("faults: %v", got)
	}
	hooks := up.until(func(h []hook) bool { return len(items(h, "messages")) >= 1 && len(items(h, "statuses")) >= 2 })
	if diff := cmp.Diff([]string{"sent", "delivered"}, statuses(hooks)[:2]); diff != "" {
		t.Errorf("statuses posted late (-want +got):\n%s", diff)
	}
	if status, got := g2.send(text(c["phone"].(string), "Still there?")); status != 200 {
		t.Errorf("the window was forgotten: %d %v", status, got)
	}
	if next := g2.api("POST", "customers", map[string]any{}); next["id"] == c["id"] {
		t.Errorf("an id was given twice: %v", next["id"])
	}
}

func TestAJournalIsCompactedWithoutLosingAnything(t *testing.T) {
	dir := t.TempDir()
	g := newRigAt(t, dir, newReceiver(t, nil))
	chat, _ := g.wrote("447700900123")
	big := strings.Repeat("Long text. ", 300)
	for range 800 {
		g.api("POST", "messages", map[string]any{"phone": "447700900123", "text": big})
	}
	g.until(func() bool { return g.api("GET", "state", nil)["owed"] == 0.0 })
	before := g.api("GET", "chats/"+chat+"?all=1", nil)["messages"]
	g.close()
	old, err := os.Stat(filepath.Join(dir, "journal.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		g = newRigAt(t, dir, newReceiver(t, nil))
		if diff := cmp.Diff(before, g.api("GET", "chats/"+chat+"?all=1", nil)["messages"]); diff != "" {
			t.Errorf("messages (-before +after):\n%s", diff)
		}
		g.close()
	}
	now, err := os.Stat(filepath.Join(dir, "journal.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if now.Size() > old.Size()*2/3 {
		t.Errorf("journal of %d bytes is now %d", old.Size(), now.Size())
	}
}

// child is the environment variable that turns the test program into a phone: "dir|webhook address".
const child = "SANDBOX_TEST_CHILD"

func TestMain(m *testing.M) {
	if order := os.Getenv(child); order != "" {
		dir, url, _ := strings.Cut(order, "|")
		phone, err := sandbox.New(sandbox.Options{Dir: dir, WebhookURL: url, RetryPause: time.Millisecond,
			AppSecret: func() string { return secret }, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(httptest.NewServer(phone.Page()).URL)
		select {}
	}
	os.Exit(m.Run())
}

// TestWhatWasAnsweredSurvivesAKill kills a phone in the middle of its work, thrice, and wants every message
// that was answered to be in the journal and to reach the business in the end.
func TestWhatWasAnsweredSurvivesAKill(t *testing.T) {
	dir, hooks := t.TempDir(), newReceiver(t, func(n int) int { return []int{200, 500, 200}[n%3] })
	var mu sync.Mutex
	answered := map[string]bool{}
	for round := range 3 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), child+"="+dir+"|"+hooks.URL)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var url string
		if _, err := fmt.Fscanln(out, &url); err != nil {
			t.Fatal(err)
		}
		enough := make(chan struct{}, 1<<16)
		var writers sync.WaitGroup
		for w := range 4 {
			writers.Go(func() {
				for i := 0; ; i++ {
					body := fmt.Sprintf(`{"phone":"4477009001%02d","text":"round %d, writer %d, message %d"}`, w, round, w, i)
					res, err := http.Post(url+"/api/messages", "application/json", strings.NewReader(body))
					if err != nil {
						return // killed
					}
					raw, err := io.ReadAll(res.Body)
					res.Body.Close()
					if err != nil || res.StatusCode != 201 {
						return // killed in the middle of the answer
					}
					_, id, _ := strings.Cut(string(raw), `"id":"`)
					id, _, _ = strings.Cut(id, `"`)
					mu.Lock()
					answered[id] = true
					mu.Unlock()
					enough <- struct{}{}
				}
			})
		}
		for range 150 {
			<-enough
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed, and says so
		writers.Wait()
	}
	g := newRigAt(t, dir, hooks)
	g.until(func() bool { return g.api("GET", "state", nil)["owed"] == 0.0 })
	came := map[string]bool{}
	for _, m := range items(hooks.hooks(), "messages") {
		came[dig(m, "id").(string)] = true
	}
	for id := range answered {
		if !came[id] {
			t.Errorf("%s was answered and never posted", id)
		}
	}
	if len(answered) < 450 {
		t.Errorf("only %d messages were answered", len(answered))
	}
}
