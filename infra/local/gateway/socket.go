package gateway

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/google/uuid"

	"transom/events"
	"transom/infra/local/lambda"
)

// Limits of a WebSocket API (API Gateway quotas, read 2026-11-20).
const (
	maxMessage   = 128 << 10
	maxSilence   = 10 * time.Minute
	maxLife      = 2 * time.Hour
	writeTimeout = 5 * time.Second
)

// Sockets holds the open WebSockets and turns what happens on them into events. Close ends them all.
type Sockets struct {
	invoke Invoke
	log    *slog.Logger
	routes map[string]string // route key → function

	mu   sync.Mutex
	open map[string]*socket
	work sync.WaitGroup
}

type socket struct {
	id        string
	conn      *websocket.Conn
	request   *http.Request
	connected time.Time

	mu     sync.Mutex
	active time.Time
}

// NewSockets makes it for the functions' socket routes.
func NewSockets(functions []events.Function, invoke Invoke, log *slog.Logger) *Sockets {
	s := &Sockets{invoke: invoke, log: log, routes: map[string]string{}, open: map[string]*socket{}}
	for _, f := range functions {
		for _, t := range f.On {
			if route, ok := t.(events.Socket); ok {
				s.routes[route.Route] = f.Name
			}
		}
	}
	return s
}

// ServeHTTP asks $connect, upgrades when it agrees, and serves the socket until it closes. Like API Gateway
// it lets every origin in: the ticket is what counts.
func (s *Sockets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := base64.RawURLEncoding.EncodeToString(uuidBytes()[:11]) + "="
	k := &socket{id: id, request: r, connected: time.Now(), active: time.Now()}
	if status := s.ask(r.Context(), k); status != 0 {
		problem(w, status, "refused", "The connection was refused.")
		return
	}
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		s.tell(k, websocket.StatusAbnormalClosure, "")
		return
	}
	conn.SetReadLimit(maxMessage)
	k.conn = conn
	s.mu.Lock()
	s.open[id] = k
	s.work.Add(1)
	s.mu.Unlock()
	defer s.work.Done()
	code, reason := s.serve(k)
	s.mu.Lock()
	delete(s.open, id)
	s.mu.Unlock()
	_ = conn.CloseNow() // closed already, most often
	s.tell(k, code, reason)
}

func uuidBytes() []byte {
	u := uuid.New()
	return u[:]
}

// ask calls $connect; 0 means welcome.
func (s *Sockets) ask(ctx context.Context, k *socket) int {
	function, ok := s.routes["$connect"]
	if !ok {
		return 0
	}
	result, err := s.invoke(ctx, function, k.event("$connect", "CONNECT", nil, 0, ""), lambda.Door)
	if err != nil || result.Failed {
		return http.StatusInternalServerError
	}
	var answer struct{ StatusCode int }
	if json.Unmarshal(result.Payload, &answer) != nil || answer.StatusCode == 0 {
		return http.StatusInternalServerError
	}
	if answer.StatusCode >= 200 && answer.StatusCode < 300 {
		return 0
	}
	if answer.StatusCode < 400 || answer.StatusCode > 599 {
		return http.StatusForbidden
	}
	return answer.StatusCode
}

// serve hands messages on, one after the other, until the socket closes, is silent for too long or too old.
func (s *Sockets) serve(k *socket) (websocket.StatusCode, string) {
	life, cancel := context.WithTimeout(context.Background(), maxLife)
	defer cancel()
	for {
		ctx, silent := context.WithTimeout(life, maxSilence)
		_, data, err := k.conn.Read(ctx)
		silent()
		if err != nil {
			if life.Err() != nil || ctx.Err() == context.DeadlineExceeded {
				_ = k.conn.Close(websocket.StatusGoingAway, "Going away")
				return websocket.StatusGoingAway, "Going away"
			}
			if code := websocket.CloseStatus(err); code >= 0 {
				return code, ""
			}
			return websocket.StatusAbnormalClosure, "Connection closed abnormally"
		}
		k.touch()
		result, err := s.invoke(life, s.routes["$default"], k.event("$default", "MESSAGE", data, 0, ""), lambda.Door)
		if err != nil || result.Failed {
			s.log.Warn("socket message failed", "connection", k.id)
			k.complain(life)
		}
	}
}

// tell calls $disconnect, which nobody can refuse.
func (s *Sockets) tell(k *socket, code websocket.StatusCode, reason string) {
	function, ok := s.routes["$disconnect"]
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	result, err := s.invoke(ctx, function, k.event("$disconnect", "DISCONNECT", nil, int64(code), reason), lambda.Door)
	if err != nil || result.Failed {
		s.log.Warn("$disconnect failed", "connection", k.id)
	}
}

// Count is how many sockets are open.
func (s *Sockets) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

// Close closes every socket and waits until the functions have been told.
func (s *Sockets) Close() {
	s.mu.Lock()
	all := slices.Collect(maps.Values(s.open))
	s.mu.Unlock()
	for _, k := range all {
		go func() { _ = k.conn.Close(websocket.StatusGoingAway, "Going away") }()
	}
	s.work.Wait()
}
