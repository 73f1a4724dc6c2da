package gateway

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheClientIsServedWithStrictHeaders(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"index.html": "<!doctype html>home", "assets/app-1.js": "code", "favicon.svg": "<svg/>"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatalf("make folder: %v", err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatalf("write file: %v", err)
		}
	}
	s := httptest.NewServer(Static(dir, "http://127.0.0.1:9", "ws://127.0.0.1:8"))
	defer s.Close()
	for _, c := range []struct {
		path   string
		status int
		body   string
		cache  string
	}{
		{"/", 200, "home", "no-cache"},
		{"/index.html", 200, "home", "no-cache"},
		{"/inbox/abc/M%23000", 200, "home", "no-cache"},
		{"/assets/app-1.js", 200, "code", "public, max-age=31536000, immutable"},
		{"/favicon.svg", 200, "<svg/>", "no-cache"},
		{"/assets/gone-2.js", 404, "not_found", ""},
		{"/../http_test.go", 404, "not_found", ""},
	} {
		status, header, body := ask(t, request(t, "GET", s.URL+c.path, ""))
		if status != c.status || !strings.Contains(body, c.body) || c.cache != "" && header.Get("Cache-Control") != c.cache {
			t.Errorf("%s: got %d %q %q, want %d %q %q", c.path, status, body, header.Get("Cache-Control"), c.status, c.body, c.cache)
		}
		policy := header.Get("Content-Security-Policy")
		for _, part := range []string{"script-src 'self';", "connect-src 'self' ws://127.0.0.1:8 http://127.0.0.1:9;", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: policy %q lacks %q", c.path, policy, part)
			}
		}
	}
}
