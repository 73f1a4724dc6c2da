package simulation

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// warned names a warning: of a conversation, to whom, in the window that closes then.
type warned struct {
	conversation, to string
	closes           time.Time
}

// ear is an agent's socket: it counts the warnings that were heard.
type ear struct {
	mu    sync.Mutex
	now   time.Time // of the simulation
	heard map[warned]int
	late  []warned // heard when their window was over
	conn  *websocket.Conn
	deaf  bool // the socket has ended
}

// murmur is how often the ear says something, in the computer's own time: a silent socket is closed after ten minutes.
const murmur = 2 * time.Minute

// listen opens a socket, again after a restart.
func (s *Simulation) listen(ctx context.Context) error {
	var ticket struct{ URL string }
	status, err := s.door.api(ctx, http.MethodPost, "/socket-tickets", map[string]any{}, &ticket)
	if err != nil || status != http.StatusOK {
		return fmt.Errorf("get a socket ticket: answered %d: %w", status, orNil(err))
	}
	conn, answer, err := websocket.Dial(ctx, ticket.URL, nil)
	if err != nil {
		if answer != nil {
			_ = answer.Body.Close() // a refusal has one; a socket is its own
		}
		return fmt.Errorf("open socket: %w", err)
	}
	conn.SetReadLimit(1 << 20)
	if s.ear.conn != nil {
		_ = s.ear.conn.CloseNow() // it is broken
	}
	s.ear.mu.Lock()
	s.ear.conn, s.ear.deaf = conn, false
	s.ear.mu.Unlock()
	go s.ear.read(conn)
	return conn.Write(ctx, websocket.MessageText, []byte(`{"t":"hello"}`))
}

// listens opens the socket again where it has ended: it lives for two hours of the computer's own time.
func (s *Simulation) listens(ctx context.Context) error {
	s.ear.mu.Lock()
	deaf := s.ear.deaf
	s.ear.mu.Unlock()
	if !deaf {
		return nil
	}
	s.count("sockets opened again", 1)
	return s.listen(ctx)
}

// read takes in frames until the socket ends.
func (e *ear) read(conn *websocket.Conn) {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	go func() {
		tick := time.NewTicker(murmur)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				_ = conn.Write(ctx, websocket.MessageText, []byte(`{"t":"ping"}`)) // reading tells whether it is broken
			}
		}
	}()
	for {
		_, text, err := conn.Read(ctx)
		if err != nil {
			e.mu.Lock()
			e.deaf = e.deaf || e.conn == conn
			e.mu.Unlock()
			return
		}
		var frame struct {
			Warnings []struct {
				Conversation, To string
				ClosesAt         time.Time
			}
		}
		if json.Unmarshal(text, &frame) != nil {
			continue
		}
		for _, w := range frame.Warnings {
			e.hear(warned{w.Conversation, w.To, w.ClosesAt.UTC()})
		}
	}
}

func (e *ear) hear(w warned) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard[w]++
	if !e.now.Before(w.closes) {
		e.late = append(e.late, w)
	}
}

func (e *ear) moves(now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.now = now
}

func (e *ear) count(w warned) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.heard[w]
}

// warned waits until a warning was heard, where the one who listens is among those it is for: the assignee of what
// nobody has is everybody, a team's is whoever may see what nobody has.
func (s *Simulation) warned(c *chat, d duty) {
	w := s.plan[d.warning]
	s.count("warnings", 1)
	if w.to == "team" && c.assigned {
		return
	}
	key := warned{c.id, w.to, d.end.UTC()}
	for range 2000 {
		if s.ear.count(key) > 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.wrong(c, "warning", "%s before %s to %s: not given by %s", w.before, d.end.Format(time.RFC3339), w.to, s.now.Format(time.RFC3339))
}

// warnedOnce checks at the end of everything that no warning was given twice or late. Under chaos, and around the
// machine's death, the same news may be told twice.
func (s *Simulation) warnedOnce() {
	s.ear.mu.Lock()
	defer s.ear.mu.Unlock()
	twice := 0
	for _, n := range s.ear.heard {
		if n > 1 {
			twice++
		}
	}
	s.report.count("warnings heard", len(s.ear.heard))
	s.report.count("warnings heard again", twice)
	if twice > s.report.counts["deaths of the whole machine"] && !s.settings.Chaos {
		s.report.Wrongs = append(s.report.Wrongs, Wrong{"warned twice", fmt.Sprintf("%d warnings", twice), s.now, nil})
	}
	for _, w := range s.ear.late {
		s.report.Wrongs = append(s.report.Wrongs, Wrong{"warned after the end", fmt.Sprintf("%s to %s, end %s", w.conversation, w.to, w.closes.Format(time.RFC3339)), s.now, nil})
	}
}
