package whatsapp

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Times of a call to the Graph API. One attempt, answer included, must stay well below the courier's lease.
const (
	dialTime = 5 * time.Second
	callTime = 8 * time.Second
)

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 64 << 10

// Client calls the Graph API. It never repeats a call by itself and never follows a redirect, so that a
// token goes nowhere else. It is safe for concurrent use.
type Client struct {
	base string
	http *http.Client
}

// NewClient makes one for a base with its version: "https://graph.facebook.com/v26.0".
func NewClient(base string) *Client {
	return &Client{base: base, http: &http.Client{
		Timeout: callTime,
		Transport: &http.Transport{
			DialContext:         (&net.Dialer{Timeout: dialTime, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout: dialTime,
			MaxIdleConnsPerHost: 16,
			IdleConnTimeout:     90 * time.Second,
			ForceAttemptHTTP2:   true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Forget closes connections that are not in use. A function that was frozen calls it when it wakes: a
// connection that died meanwhile would take a request, give no answer, and leave the outcome unknown.
func (c *Client) Forget() { c.http.CloseIdleConnections() }

// request makes a call with the token where logs do not show it.
func request(ctx context.Context, method, url, token string) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("User-Agent", "transom")
	r.Header.Set("Accept", "application/json")
	return r, nil
}
