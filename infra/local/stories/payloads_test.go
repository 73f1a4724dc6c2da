package stories

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"transom/infra/local/localtest"
)

// payloads is the folder of bodies that nobody here wrote.
func payloads(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TRANSOM_PAYLOADS")
	if dir == "" && os.Getenv("CI") != "" {
		t.Fatal("TRANSOM_PAYLOADS must name the folder of collected payloads in CI")
	}
	return dir
}

type expectation struct {
	File    string
	Channel string
	Events  []thing
}

// post sends a body to the webhook door, signed as the platform signs.
func post(t *testing.T, m *localtest.Machine, body []byte) int {
	t.Helper()
	mac := hmac.New(sha256.New, []byte(m.AppSecret))
	mac.Write(body)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+m.Addr+"/webhooks/meta", bytes.NewReader(body))
	if err != nil {
		t.Fatalf("make request: %v", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("post webhook: %v", err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// TestCollectedWhatsAppPayloadsAreUnderstood posts every collected message and status and asks the API for it.
// Many of the samples share one message id, so each file gets ids of its own before it is posted; nothing
// else of it is changed.
func TestCollectedWhatsAppPayloadsAreUnderstood(t *testing.T) {
	dir := payloads(t)
	if dir == "" {
		t.Log("TRANSOM_PAYLOADS is not set: the collected payloads are not posted")
		return
	}
	m := localtest.Start(t, localtest.Options{Empty: true})
	ana := signIn(t, m, "admin@demo.transom")
	lines, err := os.Open(filepath.Join(dir, "expected.jsonl"))
	if err != nil {
		t.Fatalf("open expectations: %v", err)
	}
	defer lines.Close()
	connected := map[string]string{}
	checked := 0
	for scan := bufio.NewScanner(lines); scan.Scan(); {
		var want expectation
		if err := json.Unmarshal(scan.Bytes(), &want); err != nil {
			t.Fatalf("read expectation: %v", err)
		}
		if want.Channel != "whatsapp" || !strings.HasPrefix(text(want.Events[0]["kind"]), "message") && want.Events[0]["kind"] != "status" {
			continue
		}
		checked++
		t.Run(want.File, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(dir, want.File))
			if err != nil {
				t.Fatalf("read payload: %v", err)
			}
			for _, e := range want.Events {
				account := text(e["account"])
				if connected[account] == "" {
					ch := ana.must(http.MethodPost, "/channels", thing{"kind": "whatsapp", "accountId": account, "name": "Number " + account}, http.StatusCreated)
					connected[account] = ch["id"].(string)
				}
				id := text(e["id"])
				own := id + "." + filepath.Base(want.File)
				body = bytes.ReplaceAll(body, quote(id), quote(own))
				e["id"] = own
			}
			equal(t, "answer of the door", post(t, m, body), http.StatusOK)
			for _, e := range want.Events {
				check(t, ana, connected[text(e["account"])], e)
			}
		})
	}
	if checked < 30 {
		t.Errorf("only %d files were checked", checked)
	}
}

func quote(s string) []byte {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always encodes
	}
	return text
}

// check holds what the API shows against what a correct receiver understands; what is absent is not asserted.
func check(t *testing.T, ana *desk, channel string, want thing) {
	t.Helper()
	found := ana.items("/messages?platformId=" + url.QueryEscape(text(want["id"])) + "&channelId=" + url.QueryEscape(channel))
	if len(found) != 1 {
		t.Fatalf("messages with this platform id: got %d, want 1", len(found))
	}
	got := found[0]
	if want["kind"] == "status" {
		equal(t, "status", got["status"], want["status"])
		if code, ok := want["error_code"]; ok {
			equal(t, "error code", got["error"].(thing)["code"], code)
		}
		return
	}
	equal(t, "direction", got["direction"], want["direction"])
	equal(t, "type", got["type"], want["type"])
	if v, ok := want["text"]; ok && v != nil {
		equal(t, "text", got["text"], v)
	}
	if v, ok := want["reply_to"]; ok && v != nil {
		equal(t, "reply to", got["replyTo"], v)
	}
	if v, ok := want["ts_ms"].(float64); ok {
		at, err := time.Parse(time.RFC3339, text(got["sentAt"]))
		if err != nil || float64(at.UnixMilli()) != v {
			t.Errorf("sent at: got %v, want %v", got["sentAt"], time.UnixMilli(int64(v)).UTC())
		}
	}
	if v, ok := want["media_id"]; ok && v != nil {
		media, _ := got["media"].(thing)
		equal(t, "media id", media["platformId"], v)
		mime, _, _ := strings.Cut(strings.ReplaceAll(text(want["mime"]), `\/`, "/"), ";")
		equal(t, "mime", media["mime"], mime)
	}
	if v, ok := want["name"]; ok && v != nil {
		c := ana.get("/conversations/" + text(got["conversationId"]))
		equal(t, "name", c["contact"].(thing)["name"], v)
	}
	if v, ok := want["bsuid"]; ok && v != nil {
		c := ana.get("/conversations/" + text(got["conversationId"]))
		equal(t, "business-scoped user id", c["contact"].(thing)["userId"], v)
	}
}
