package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"transom/functions/internal/awstest"
	"transom/functions/internal/intake"
	"transom/shared/channel/meta"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store/storetest"
)

// FuzzDoor posts anything, properly signed, and asks anything: the door never answers with an error of its own.
func FuzzDoor(f *testing.F) {
	s := storetest.New(f)
	ctx := f.Context()
	ws, err := s.CreateWorkspace(ctx, "w1", "Workspace")
	if err != nil {
		f.Fatal(err)
	}
	for id, kind := range map[string]rules.ChannelKind{"300": rules.WhatsApp, "400": rules.Messenger, "500": rules.Instagram} {
		ch := rules.Channel{ID: rules.ChannelID("ch" + id), Kind: kind, AccountID: id, Holder: "200", Name: "Desk", CreatedAt: clock.Now()}
		if err := s.ConnectChannel(ctx, ws, ch); err != nil {
			f.Fatal(err)
		}
	}
	b, _ := awstest.Bucket(f)
	k := awstest.Secrets(f, map[secret.Name]string{secret.MetaAppSecret: "new", secret.MetaVerifyToken: "t0ken"})
	d := door{intake.New(s, b), k}
	for _, seed := range seeds(f) {
		f.Add("POST", path, seed, true, false)
	}
	f.Add("GET", path, "hub.challenge", false, false)
	f.Add("PUT", "/", "", false, true)
	f.Add("POST", path, "%%%", true, true)
	f.Fuzz(func(t *testing.T, method, at, body string, signed, encoded bool) {
		signature := body
		if signed {
			signature = meta.Sign([]byte(body), "new")
		}
		r := request(method, body, signature)
		r.RawPath, r.IsBase64Encoded = at, encoded
		r.QueryStringParameters = map[string]string{"hub.mode": "subscribe", "hub.verify_token": body, "hub.challenge": body}
		answer, err := d.Handle(t.Context(), r)
		if err != nil || answer.StatusCode < 200 || answer.StatusCode > 499 {
			t.Errorf("answered %d, %v: %s", answer.StatusCode, err, answer.Body)
		}
		if signed && !encoded && method == "POST" && at == path && len(body) <= maxBody && answer.StatusCode != 200 {
			t.Errorf("a signed body is answered %d: %s", answer.StatusCode, answer.Body)
		}
	})
}

// seeds are bodies of every platform, for accounts that are connected.
func seeds(f *testing.F) (all []string) {
	now := clock.Now()
	all = append(all,
		body("300", []string{message("40721000111", "wamid.1", now, "a"), `{"id":7}`}, []string{status("wamid.x", "sent", "1.a.b.c", now), `null`}),
		`{"object":"whatsapp_business_account","entry":[{"id":"200","time":1,"changes":[{"field":"account_update","value":{"event":"ACCOUNT_RESTRICTION"}}]}]}`,
		`{"object":"page","entry":[{"id":"400","messaging":[{"sender":{"id":"7"},"recipient":{"id":"400"},"timestamp":1700000000000,"message":{"mid":"m","text":"a"}},{"sender":{"id":"7"},"recipient":{"id":"400"},"read":{"watermark":1700000000000}}],"changes":[{"field":"feed","value":{"item":"comment","verb":"hide","comment_id":"c","post_id":"p","from":{"id":"400"}}}]}]}`,
		`{"object":"instagram","entry":[{"id":"500","changes":[{"field":"comments","value":{"id":"c","text":"a","from":{"id":"9"}}}]}]}`,
		`{"object":"page"}`, `{`, `[]`, fmt.Sprintf(`{"object":%q}`, strings.Repeat("x", 300)))
	files, err := filepath.Glob(filepath.Join("..", "..", "shared", "channel", "*", "testdata", "*.json"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, string(raw))
	}
	return all
}
