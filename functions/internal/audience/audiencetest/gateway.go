// Package audiencetest gives a test of the audience what API Gateway would give it: a connections API over
// HTTP that remembers what each socket heard, and can lose frames or say that a socket is closed.
package audiencetest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"transom/shared/cloud"
	"transom/shared/live"
	"transom/shared/wire"
)

// Gateway is a connections API. The zero value is not usable; Open makes one.
type Gateway struct {
	Pusher *live.Pusher

	mu     sync.Mutex
	heard  map[string][]wire.Down
	closed map[string]bool
	losing map[string]bool
}

// Open serves a connections API for the time of a test.
func Open(t testing.TB) *Gateway {
	t.Helper()
	g := &Gateway{heard: map[string][]wire.Down{}, closed: map[string]bool{}, losing: map[string]bool{}}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	cfg, err := cloud.Config(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cfg.Region, cfg.Credentials = "eu-central-1", credentials.NewStaticCredentialsProvider("id", "secret", "")
	g.Pusher = live.NewPusher(cfg, server.URL)
	return g
}

// ServeHTTP is POST and DELETE /@connections/{id}.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, "/@connections/")
	body, err := io.ReadAll(r.Body)
	g.mu.Lock()
	defer g.mu.Unlock()
	var d wire.Down
	switch {
	case g.closed[id]:
		w.Header().Set("X-Amzn-ErrorType", "GoneException")
		w.WriteHeader(http.StatusGone)
	case r.Method == http.MethodDelete:
		g.closed[id] = true
		w.WriteHeader(http.StatusNoContent)
	case g.losing[id] || err != nil || len(body) > live.PayloadLimit || json.Unmarshal(body, &d) != nil:
		w.WriteHeader(http.StatusForbidden) // not tried again by the SDK
	default:
		g.heard[id] = append(g.heard[id], d)
	}
}

// Take gives the frames that a socket heard since the last call.
func (g *Gateway) Take(id string) []wire.Down {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := g.heard[id]
	delete(g.heard, id)
	return out
}

// Close makes a socket answer 410 from now on.
func (g *Gateway) Close(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed[id] = true
}

// Closed reports whether a socket is closed, by Close or by the system.
func (g *Gateway) Closed(id string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.closed[id]
}

// Lose makes every frame to a socket get lost, until Mend.
func (g *Gateway) Lose(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.losing[id] = true
}

// Mend ends Lose.
func (g *Gateway) Mend(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.losing, id)
}
