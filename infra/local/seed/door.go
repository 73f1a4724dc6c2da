package seed

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// door speaks JSON to the machine's front.
type door struct {
	base   string
	origin string // the page that asks; none when empty
	client *http.Client
}

func newDoor(addr string) door {
	return door{base: "http://" + addr, client: &http.Client{Timeout: 30 * time.Second}}
}

// call makes a request; an answer of 5xx is asked again, up to 5 times. A conflict (409) is fine: it was so
// already.
func (d door) call(ctx context.Context, method, path, token string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("render request: %w", err)
	}
	for try := 1; ; try++ {
		status, answer, err := d.once(ctx, method, path, token, body)
		switch {
		case err != nil:
			return fmt.Errorf("%s %s: %w", method, path, err)
		case status < 300 && out != nil:
			return json.Unmarshal(answer, out)
		case status < 300 || status == http.StatusConflict:
			return nil
		case status < 500 || try == 5:
			return fmt.Errorf("%s %s: answered %d: %.300s", method, path, status, answer)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * 200 * time.Millisecond):
		}
	}
}

func (d door) once(ctx context.Context, method, path, token string, body []byte) (int, []byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, d.base+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	if method == http.MethodGet {
		r.Body, r.ContentLength = http.NoBody, 0
	} else {
		r.Header.Set("Content-Type", "application/json")
	}
	if d.origin != "" {
		r.Header.Set("Origin", d.origin)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := d.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 4<<20))
	return answer.StatusCode, text, err
}
