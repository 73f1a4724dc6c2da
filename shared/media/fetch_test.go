package media_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"transom/shared/fault"
	"transom/shared/media"
)

// host serves one file, and two ways around it, and holds every request against what Meta asks for.
func host(t *testing.T, status int, body []byte) (address string, fetcher *media.Fetcher) {
	t.Helper()
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer t0ken" || r.UserAgent() == "" {
			t.Errorf("asked without token or name: %v", r.Header)
		}
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/file", http.StatusFound)
		case "/away":
			http.Redirect(w, r, strings.Replace(server.URL, "127.0.0.1", "localhost", 1)+"/file", http.StatusFound)
		default:
			w.WriteHeader(status)
			w.Write(body)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, media.NewFetcher([]string{strings.TrimPrefix(server.URL, "http://")})
}

var png = append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), make([]byte, 100)...)

func TestAFileIsFetchedMeasuredAndLookedAt(t *testing.T) {
	address, fetcher := host(t, 200, png)
	for _, path := range []string{"/file", "/moved"} {
		file, err := fetcher.Fetch(context.Background(), address+path, "t0ken")
		if err != nil {
			t.Fatalf("fetch %s: %v", path, err)
		}
		got, err := io.ReadAll(file)
		if err != nil || !bytes.Equal(got, png) || file.Size != int64(len(png)) || file.MIME != "image/png" || len(file.SHA256) != 64 {
			t.Errorf("%s gave %d bytes of %s, %s: %v", path, file.Size, file.MIME, file.SHA256, err)
		}
		name := file.Name()
		if err := file.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the file is still on this machine: %v", err)
		}
	}
}

func TestAFileThatMayNotBeFetchedIsRefused(t *testing.T) {
	for _, c := range []struct {
		name      string
		status    int
		path      string
		permanent bool
		is        error
	}{
		{"gone", 404, "/file", true, media.ErrGone},
		{"the host is away", 503, "/file", false, nil},
		{"the token is not accepted", 401, "/file", false, nil},
		{"a redirect to another host", 200, "/away", true, media.ErrHost},
	} {
		t.Run(c.name, func(t *testing.T) {
			address, fetcher := host(t, c.status, png)
			_, err := fetcher.Fetch(context.Background(), address+c.path, "t0ken")
			if err == nil || fault.Permanent(err) != c.permanent || (c.is != nil && !errors.Is(err, c.is)) {
				t.Errorf("the error is %v", err)
			}
			if err != nil && strings.Contains(err.Error(), c.path) {
				t.Errorf("the error tells the address: %v", err)
			}
		})
	}
	address, _ := host(t, 200, png)
	if _, err := media.NewFetcher(nil).Fetch(context.Background(), address, "t0ken"); !errors.Is(err, media.ErrHost) {
		t.Errorf("a host that nobody listed: %v", err)
	}
}

func TestAnEndlessFileIsCutOff(t *testing.T) {
	piece := make([]byte, 1<<20)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	fetcher := media.NewFetcher([]string{strings.TrimPrefix(server.URL, "http://")})
	if _, err := fetcher.Fetch(context.Background(), server.URL, ""); !errors.Is(err, media.ErrTooLarge) {
		t.Errorf("the error is %v", err)
	}
}

func TestTheSaferTypeIsKept(t *testing.T) {
	for _, c := range []struct{ declared, found, want string }{
		{"image/png", "image/png", "image/png"},
		{"", "image/png", "image/png"},
		{"image/png", "text/html", "text/html"},
		{"image/jpeg", "image/svg+xml", "image/svg+xml"},
		{"application/pdf", "text/html", "text/html"},
		{"image/png", "application/octet-stream", "application/octet-stream"},
		{"text/csv", "text/plain", "text/csv"},
		{"application/vnd.ms-excel", "application/octet-stream", "application/vnd.ms-excel"},
		{"audio/ogg; codecs=opus", "audio/ogg", "audio/ogg"},
		{"audio/ogg", "application/ogg", "audio/ogg"},
		{"audio/mp4", "video/mp4", "audio/mp4"},
		{"audio/amr", "text/html; charset=utf-8", "text/html"},
	} {
		if got := media.Safer(c.declared, c.found); got != c.want {
			t.Errorf("declared %q, found %q: kept %q, want %q", c.declared, c.found, got, c.want)
		}
	}
}
