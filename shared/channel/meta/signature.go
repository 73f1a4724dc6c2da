package meta

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"
)

// SignatureHeader carries the signature of a webhook, in the lower case of a Lambda event.
const SignatureHeader = "x-hub-signature-256"

// Sign is the header's value for a body: "sha256=" and lower-case hexadecimal HMAC-SHA256 with the app secret
// over the bytes as they travel (Messenger Platform webhooks, 2026-05-05).
func Sign(body []byte, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// Signed reports whether header is body's signature by one of the secrets. It compares in constant time and
// tries every secret, so that two may hold during a rotation. An empty secret signs nothing.
func Signed(body []byte, header string, secrets []string) bool {
	ok := 0
	for _, s := range secrets {
		if s != "" {
			ok |= subtle.ConstantTimeCompare([]byte(Sign(body, s)), []byte(header))
		}
	}
	return ok == 1
}

// Challenge answers Meta's check of a callback address: the text to give back as it is. ok is false unless
// the mode is "subscribe" and the token is ours.
func Challenge(query map[string]string, token string) (answer string, ok bool) {
	given := query["hub.verify_token"]
	match := subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1
	answer = query["hub.challenge"]
	return answer, match && token != "" && query["hub.mode"] == "subscribe" && strings.TrimSpace(answer) != ""
}
