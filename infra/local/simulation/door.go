package simulation

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// door speaks JSON to the machine's front: the API as an agent, the sandbox phone, the runner's controls.
type door struct {
	base     string
	client   *http.Client
	email    string
	password string

	mu    sync.Mutex
	token string
}

func newDoor(addr, email, password string) *door {
	return &door{base: "http://" + addr, email: email, password: password, client: &http.Client{Timeout: 5 * time.Minute,
		Transport: &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute}}}
}

// api calls the API; who is signed out signs in again. out may be nil.
func (d *door) api(ctx context.Context, method, path string, in, out any) (int, error) {
	for try := 0; ; try++ {
		d.mu.Lock()
		token := d.token
		d.mu.Unlock()
		status, err := d.call(ctx, method, "/api/v1"+path, token, in, out)
		switch {
		case err != nil:
			return status, err
		case status == http.StatusUnauthorized && try == 0:
			if err := d.signIn(ctx); err != nil {
				return status, err
			}
		case status >= 500 && try < 5: // a function was killed
			time.Sleep(time.Duration(try+1) * 100 * time.Millisecond)
		default:
			return status, nil
		}
	}
}

func (d *door) signIn(ctx context.Context) error {
	var answer struct{ AccessToken string }
	status, err := d.call(ctx, http.MethodPost, "/api/v1/auth/sign-in", "", map[string]string{"email": d.email, "password": d.password}, &answer)
	if err != nil || status != http.StatusOK {
		return fmt.Errorf("sign in: answered %d: %w", status, err)
	}
	d.mu.Lock()
	d.token = answer.AccessToken
	d.mu.Unlock()
	return nil
}

// must calls a door that has to answer well.
func (d *door) must(ctx context.Context, method, path string, in, out any) error {
	status, err := d.call(ctx, method, path, "", in, out)
	if err == nil && status >= 300 {
		err = fmt.Errorf("%s %s: answered %d", method, path, status)
	}
	return err
}

// phone calls the sandbox's JSON API.
func (d *door) phone(ctx context.Context, method, path string, in, out any) error {
	return d.must(ctx, method, "/sandbox/api/"+path, in, out)
}

// call makes one request. A body that is no success is read into out too: problems have members of their own.
func (d *door) call(ctx context.Context, method, path, token string, in, out any) (int, error) {
	var body io.Reader
	if in != nil {
		text, err := json.Marshal(in)
		if err != nil {
			return 0, fmt.Errorf("render request: %w", err)
		}
		body = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, method, d.base+path, body)
	if err != nil {
		return 0, fmt.Errorf("make request: %w", err)
	}
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := d.client.Do(r)
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return answer.StatusCode, fmt.Errorf("%s %s: read answer: %w", method, path, err)
	}
	if out != nil && len(text) > 0 {
		if err := json.Unmarshal(text, out); err != nil {
			return answer.StatusCode, fmt.Errorf("%s %s: read answer: %w", method, path, err)
		}
	}
	return answer.StatusCode, nil
}
