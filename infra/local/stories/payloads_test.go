package stories

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

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

// expectations reads every line of the collection.
func expectations(t *testing.T, dir string) (all []expectation) {
	t.Helper()
	lines, err := os.ReadFile(filepath.Join(dir, "expected.jsonl"))
	if err != nil {
		t.Fatalf("open expectations: %v", err)
	}
	for scan := bufio.NewScanner(bytes.NewReader(lines)); scan.Scan(); {
		var want expectation
		if err := json.Unmarshal(scan.Bytes(), &want); err != nil {
			t.Fatalf("read expectation: %v", err)
		}
		all = append(all, want)
	}
	return all
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

// lab posts files and looks for what they say.
type lab struct {
	m         *localtest.Machine
	admin     *desk
	connected map[string]string // kind and account → channel
}

// TestEveryCollectedPayloadIsVisible posts every file of the collection and asks the API for each thing that it
// says. Many of the samples share ids, so each file gets ids of its own before it is posted; nothing else of it
// is changed.
func TestEveryCollectedPayloadIsVisible(t *testing.T) {
	dir := payloads(t)
	if dir == "" {
		t.Log("TRANSOM_PAYLOADS is not set: the collected payloads are not posted")
		return
	}
	m := localtest.Start(t, localtest.Options{Empty: true})
	l := lab{m, signIn(t, m, "admin@demo.transom"), map[string]string{}}
	all := expectations(t, dir)
	for _, want := range all {
		t.Run(want.File, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(dir, want.File))
			if err != nil {
				t.Fatalf("read payload: %v", err)
			}
			l.connect(t, body, want.Events)
			body = own(body, want)
			for _, e := range want.Events {
				l.prepare(t, body, e)
			}
			equal(t, "answer of the door", post(t, m, body), http.StatusOK)
			for _, e := range want.Events {
				l.check(t, body, e)
			}
		})
	}
	if len(all) < 161 {
		t.Errorf("only %d files were checked", len(all))
	}
}

// own gives the things of a file ids that no other file has.
func own(body []byte, want expectation) []byte {
	for _, e := range want.Events {
		for _, key := range []string{"id", "target"} {
			id, told := e[key].(string)
			if kind := word(e["kind"]); !told || id == "" || strings.HasPrefix(kind, "api_") || strings.HasPrefix(kind, "feed.") {
				continue
			}
			mine := id + "." + filepath.Base(want.File)
			body = bytes.ReplaceAll(body, quote(id), quote(mine))
			e[key] = mine
		}
	}
	return body
}

// connect connects every account that a body names.
func (l lab) connect(t *testing.T, body []byte, events []thing) {
	t.Helper()
	kind := kindOf(body)
	for _, account := range accountsIn(body, events) {
		if kind == "" || account == "" || strings.ContainsAny(account, " ") || l.connected[kind+account] != "" {
			continue
		}
		ch := l.admin.must(http.MethodPost, "/channels", thing{"kind": kind, "accountId": account, "name": "Account " + account}, http.StatusCreated)
		l.connected[kind+account] = word(ch["id"])
	}
}

// accountsIn are the accounts that a body comes for.
func accountsIn(body []byte, events []thing) (accounts []string) {
	for _, e := range events {
		accounts = append(accounts, word(e["account"]))
	}
	var said struct {
		Entry []struct {
			ID      any
			Changes []struct {
				Value json.RawMessage
			}
		}
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if dec.Decode(&said) != nil {
		return accounts
	}
	for _, e := range said.Entry {
		if kindOf(body) != "whatsapp" {
			accounts = append(accounts, fmt.Sprint(e.ID))
		}
		for _, c := range e.Changes {
			var v struct {
				Metadata struct {
					ID string `json:"phone_number_id"`
				}
			}
			if json.Unmarshal(c.Value, &v) == nil {
				accounts = append(accounts, v.Metadata.ID)
			}
		}
	}
	return accounts
}

func kindOf(body []byte) string {
	var said struct{ Object string }
	_ = json.Unmarshal(body, &said) // what is no JSON object is of no kind
	return map[string]string{"whatsapp_business_account": "whatsapp", "page": "messenger", "instagram": "instagram"}[said.Object]
}

func quote(s string) []byte { return []byte(`"` + s + `"`) }
