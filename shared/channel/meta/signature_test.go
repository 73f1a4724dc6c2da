package meta_test

import (
	"strings"
	"testing"

	"transom/shared/channel/meta"
)

func TestABodyIsTakenOnlyWithItsSignature(t *testing.T) {
	body := []byte(`{"object":"whatsapp_business_account","text":"\u00e4 \/ ä"}`)
	right := meta.Sign(body, "first")
	for _, c := range []struct {
		name    string
		body    []byte
		header  string
		secrets []string
		want    bool
	}{
		{"right", body, right, []string{"first"}, true},
		{"right by the second secret, during a rotation", body, meta.Sign(body, "second"), []string{"first", "second"}, true},
		{"by a secret that is not ours", body, meta.Sign(body, "third"), []string{"first", "second"}, false},
		{"one byte of the body changed", append([]byte(" "), body...), right, []string{"first"}, false},
		{"the body written anew", []byte(`{"object":"whatsapp_business_account","text":"ä / ä"}`), right, []string{"first"}, false},
		{"upper-case hexadecimal", body, strings.ToUpper(right), []string{"first"}, false},
		{"without its prefix", body, strings.TrimPrefix(right, "sha256="), []string{"first"}, false},
		{"cut short", body, right[:40], []string{"first"}, false},
		{"no header", body, "", []string{"first"}, false},
		{"no secret", body, right, nil, false},
		{"signed with the empty secret", body, meta.Sign(body, ""), []string{""}, false},
		{"an empty body, signed", nil, meta.Sign(nil, "first"), []string{"first"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := meta.Signed(c.body, c.header, c.secrets); got != c.want {
				t.Errorf("taken: %t, want %t", got, c.want)
			}
		})
	}
}

// The example is computed with openssl: printf '%s' '{}' | openssl dgst -sha256 -hmac secret.
func TestASignatureIsTheOneThatOthersCompute(t *testing.T) {
	const want = "sha256=77325902caca812dc259733aacd046b73817372c777b8d95b402647474516e13"
	if got := meta.Sign([]byte("{}"), "secret"); got != want {
		t.Errorf("signature is %s, want %s", got, want)
	}
}

func TestTheCallbackAddressIsConfirmedOnlyToWhoKnowsTheToken(t *testing.T) {
	for _, c := range []struct {
		name                   string
		mode, given, challenge string
		token                  string
		want                   bool
	}{
		{"right", "subscribe", "t0ken", "1158201444", "t0ken", true},
		{"a wrong token", "subscribe", "token", "1158201444", "t0ken", false},
		{"another mode", "unsubscribe", "t0ken", "1158201444", "t0ken", false},
		{"no challenge", "subscribe", "t0ken", "", "t0ken", false},
		{"no token set, none given", "subscribe", "", "1158201444", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			query := map[string]string{"hub.mode": c.mode, "hub.verify_token": c.given, "hub.challenge": c.challenge}
			answer, ok := meta.Challenge(query, c.token)
			if ok != c.want {
				t.Errorf("confirmed: %t, want %t", ok, c.want)
			}
			if ok && answer != c.challenge {
				t.Errorf("answer is %q, want the challenge as it came", answer)
			}
		})
	}
}
