package main

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/secret"
)

// tokenLife is how long an anonymous visitor is known again. An identified one is for as long as the page's
// server said.
const tokenLife = 365 * 24 * time.Hour

// maxToken is the longest token we read, in bytes; ours are a quarter of that.
const maxToken = 4 << 10

// Token is what a browser keeps to be known again. It is signed, not secret: the visitor can read what it says
// of them. Times are Unix seconds.
type Token struct {
	Channel string `json:"c"` // the channel's public id: it opens no other
	Visitor string `json:"v"` // 128 random bits, or, of an identified visitor, what their id gives
	Person  string `json:"p,omitempty"`
	Name    string `json:"n,omitempty"`
	Email   string `json:"e,omitempty"`
	Issued  int64  `json:"i"`
	Until   int64  `json:"x"`
}

// Identified reports that the page's server said who this is.
func (t Token) Identified() bool { return t.Person != "" }

// newVisitor makes up an anonymous visitor.
func newVisitor(public string, now time.Time) Token {
	return renew(Token{Channel: public, Visitor: "v" + strings.ToLower(rand.Text())}, now)
}

func renew(t Token, now time.Time) Token {
	t.Issued, t.Until = now.Unix(), now.Add(tokenLife).Unix()
	return t
}

var errNoKey = fault.New(fault.Later, "not_configured", "The chat is not set up completely.")

// keys are the secrets that sign tokens; the first signs, all verify.
func (d *desk) keys(ctx context.Context) ([]string, error) {
	keys, err := d.secrets.List(ctx, secret.VisitorKey)
	if errors.Is(err, secret.ErrMissing) || (err == nil && len(keys) == 0) {
		return nil, errNoKey.Because(fmt.Errorf("read %s: %w", secret.VisitorKey, secret.ErrMissing))
	}
	return keys, err
}

// seal renders a value with a signature for a purpose: what was signed for one is no good for another.
func (d *desk) seal(ctx context.Context, purpose string, v any) (string, error) {
	keys, err := d.keys(ctx)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("render %s: %w", purpose, err)
	}
	body := base64.RawURLEncoding.EncodeToString(text)
	return body + "." + base64.RawURLEncoding.EncodeToString(sum(keys[0], purpose, body)), nil
}

// unseal reads what seal made. ok is false for anything else. The comparison takes the same time whatever is
// wrong.
func (d *desk) unseal(ctx context.Context, purpose, raw string, v any) (ok bool, err error) {
	keys, err := d.keys(ctx)
	if err != nil {
		return false, err
	}
	body, tail, _ := strings.Cut(raw, ".")
	mac, err := base64.RawURLEncoding.DecodeString(tail)
	if err != nil || len(raw) > maxToken {
		return false, nil
	}
	for _, k := range keys {
		ok = hmac.Equal(mac, sum(k, purpose, body)) || ok
	}
	if !ok {
		return false, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return false, nil
	}
	return json.Unmarshal(text, v) == nil, nil
}

func sum(key, purpose, body string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	fmt.Fprintf(h, "%s\x00%s", purpose, body)
	return h.Sum(nil)
}

const forVisitors = "visitor 1"

// openToken reads a visitor's token. errNoToken for one that is not ours or is over.
func (d *desk) openToken(ctx context.Context, raw string) (Token, error) {
	var t Token
	ok, err := d.unseal(ctx, forVisitors, raw, &t)
	switch {
	case err != nil:
		return Token{}, err
	case !ok || t.Visitor == "" || clock.Now().Unix() >= t.Until:
		return Token{}, errNoToken
	}
	return t, nil
}
