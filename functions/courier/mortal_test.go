package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// mortal is one life of a courier. Whatever it does to the world is a call; at the n-th it dies, either before the
// call is made or after it was made and before its answer came back. From then on it makes none.
type mortal struct {
	at    int64 // 0: it lives
	after bool

	calls atomic.Int64
	dead  atomic.Bool
	end   context.CancelFunc
}

var errDead = errors.New("the process is gone")

// call makes one call, unless it is the last one.
func (m *mortal) call(do func()) error {
	n := m.calls.Add(1)
	last := n == m.at
	if m.dead.Load() || last && !m.after {
		m.die()
		return errDead
	}
	do()
	if last || m.dead.Load() {
		m.die()
		return errDead
	}
	return nil
}

func (m *mortal) die() {
	m.dead.Store(true)
	m.end()
}

// wire is a client of the mortal's.
type wire struct {
	of *mortal
	by aws.HTTPClient
}

func (w wire) Do(r *http.Request) (answer *http.Response, err error) {
	if dead := w.of.call(func() { answer, err = w.by.Do(r) }); dead != nil {
		if answer != nil {
			_ = answer.Body.Close()
		}
		return nil, dead
	}
	return answer, err
}

// gateway stands before the platform for one mortal after another: who dies hears nothing more.
type gateway struct {
	behind http.Handler
	now    atomic.Pointer[mortal]
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := httptest.NewRecorder()
	if g.now.Load().call(func() { g.behind.ServeHTTP(answer, r) }) != nil {
		panic(http.ErrAbortHandler)
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes()) // nobody to tell
}
