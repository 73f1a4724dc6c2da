package gateway

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// maxFrame is the largest push (128 KB; API Gateway quotas, read 2026-11-20).
const maxFrame = 128 << 10

// Connections serves the API by which functions reach open sockets: POST, GET and DELETE
// /@connections/ID. A socket that is gone answers 410 GoneException.
func (s *Sockets) Connections() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /@connections/{id}", s.found(push))
	mux.HandleFunc("GET /@connections/{id}", s.found(describe))
	mux.HandleFunc("DELETE /@connections/{id}", s.found(func(w http.ResponseWriter, _ *http.Request, k *socket) {
		go func() { _ = k.conn.Close(websocket.StatusNormalClosure, "Connection Closed Normally") }()
		w.WriteHeader(http.StatusNoContent)
	}))
	return mux
}

func (s *Sockets) found(serve func(http.ResponseWriter, *http.Request, *socket)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		k := s.open[r.PathValue("id")]
		s.mu.Unlock()
		if k == nil {
			exception(w, http.StatusGone, "GoneException")
			return
		}
		serve(w, r, k)
	}
}

func push(w http.ResponseWriter, r *http.Request, k *socket) {
	data, err := io.ReadAll(io.LimitReader(r.Body, maxFrame+1))
	if err != nil {
		return
	}
	if len(data) > maxFrame {
		exception(w, http.StatusRequestEntityTooLarge, "PayloadTooLargeException")
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), writeTimeout)
	defer cancel()
	if k.conn.Write(ctx, websocket.MessageText, data) != nil {
		exception(w, http.StatusGone, "GoneException")
		return
	}
	k.touch()
	w.WriteHeader(http.StatusOK)
}

func describe(w http.ResponseWriter, _ *http.Request, k *socket) {
	k.mu.Lock()
	active := k.active
	k.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{ // the caller is gone if this fails
		"connectedAt": k.connected.UTC().Format(time.RFC3339), "lastActiveAt": active.UTC().Format(time.RFC3339),
		"identity": map[string]string{"sourceIp": source(k.request), "userAgent": k.request.UserAgent()},
	})
}

// complain sends what API Gateway sends when a route's function fails.
func (k *socket) complain(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	text, err := json.Marshal(map[string]string{"message": "Internal server error", "connectionId": k.id})
	if err == nil {
		_ = k.conn.Write(ctx, websocket.MessageText, text) // the read loop notices a closed socket
	}
}

func exception(w http.ResponseWriter, status int, kind string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amzn-ErrorType", kind)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `{"message":"`+kind+`"}`) // the caller is gone if this fails
}
