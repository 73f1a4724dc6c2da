package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
)

// Posting is how posting goes.
type Posting struct {
	Posted   int64  `json:"posted"`   // attempts
	Accepted int64  `json:"accepted"` // answered with 200
	Retrying int    `json:"retrying"` // waiting for their next attempt
	GivenUp  int    `json:"givenUp"`
	Last     string `json:"last"` // the newest answer, in words
}

// posting is how it goes by now.
func (b *outbox) posting() Posting {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.report
	for _, timer := range b.paused {
		if timer == nil {
			out.GivenUp++
		} else {
			out.Retrying++
		}
	}
	return out
}

// attempt posts a parcel once and notes how that went.
func (b *outbox) attempt(ctx context.Context, p *parcel) error {
	err := b.exchange(ctx, p.body, b.secret(p.items[0].door()))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.report.Posted++
	if err != nil {
		b.report.Last = err.Error()
		return err
	}
	b.report.Accepted++
	b.report.Last = "200"
	return nil
}

func (b *outbox) exchange(ctx context.Context, body []byte, secret string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("make webhook request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "facebookexternalua")
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	req.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	old := hmac.New(sha1.New, []byte(secret))
	old.Write(body)
	req.Header.Set("X-Hub-Signature", "sha1="+hex.EncodeToString(old.Sum(nil)))
	res, err := b.client.Do(req)
	if err != nil {
		return fmt.Errorf("post webhook: %w", err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)); err != nil {
		return fmt.Errorf("read webhook answer: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("webhook answered %d", res.StatusCode)
	}
	return nil
}
