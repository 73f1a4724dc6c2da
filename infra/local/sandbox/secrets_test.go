package sandbox_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"transom/infra/local/sandbox"
)

func TestInstagramLoginSignsWithASecretOfItsOwn(t *testing.T) {
	type signed struct{ body, with string }
	came := make(chan signed, 10)
	hooks := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("read webhook: %v", err)
		}
		s := signed{body: string(raw)}
		for _, key := range []string{"facebook", "instagram", "setting"} {
			mac := hmac.New(sha256.New, []byte(key))
			mac.Write(raw)
			if r.Header.Get("X-Hub-Signature-256") == "sha256="+hex.EncodeToString(mac.Sum(nil)) {
				s.with = key
			}
		}
		came <- s
	}))
	defer hooks.Close()
	phone, err := sandbox.New(sandbox.Options{Dir: t.TempDir(), WebhookURL: hooks.URL, AppSecret: func() string { return "facebook" },
		InstagramSecret: func() string { return "instagram" }, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = phone.Close() }() // what it owes is of no interest
	api := httptest.NewServer(phone.Page())
	defer api.Close()
	for _, test := range []struct{ account, setting, want string }{
		{insta, "", "facebook"}, {instaOwn, "", "instagram"}, {instaOwn, "setting", "setting"}, {insta, "setting", "facebook"},
	} {
		do(t, "POST", api.URL+"/api/settings", m{"instagramSecret": test.setting})
		if status, got := do(t, "POST", api.URL+"/api/messages", m{"platform": "instagram", "account": test.account, "text": "Hi"}); status != 201 {
			t.Fatalf("write: %v", got)
		}
		if got := <-came; got.with != test.want || !strings.Contains(got.body, test.account) {
			t.Errorf("%s with setting %q is signed with %q, want %q", test.account, test.setting, got.with, test.want)
		}
	}
}

func TestWhatsAppFetchesLinksAndFailsLaterWithoutTheFile(t *testing.T) {
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/there" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write([]byte("a picture"))
	}))
	defer files.Close()
	for path, want := range map[string]string{"/there": "delivered", "/gone": "failed"} {
		g := newRig(t)
		g.wrote("447700900123")
		status, got := g.send(m{"messaging_product": "whatsapp", "to": "+447700900123", "type": "image", "image": m{"link": files.URL + path}})
		if status != 200 {
			t.Fatalf("%s: %v", path, got)
		}
		hooks := g.hooks.until(has(2, "statuses"))
		if s := statuses(hooks); s[len(s)-1] != want {
			t.Errorf("%s: statuses %v", path, s)
		}
		if code := dig(items(hooks, "statuses")[1], "errors", 0, "code"); want == "failed" && code != 131053.0 {
			t.Errorf("failed with %v", code)
		}
	}
}

func TestAVoiceMessageIsOggAndNothingElse(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	for kind, want := range map[string]float64{"audio/ogg": 0, "audio/mpeg": 131053} {
		status, id := g.uploaded("note", kind, []byte("tones"))
		if status != 200 {
			t.Fatalf("upload %s: %d", kind, status)
		}
		_, got := g.send(m{"messaging_product": "whatsapp", "to": "+447700900123", "type": "audio", "audio": m{"id": id, "voice": true}})
		if code, _ := dig(got, "error", "code").(float64); code != want {
			t.Errorf("%s: %v", kind, got)
		}
	}
}
