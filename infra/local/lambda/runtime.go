package lambda

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// maxPayload is the most a function may take or give in one synchronous call (6 MB; Lambda quotas, read
// 2026-11-20).
const maxPayload = 6 << 20

// Handler serves the Lambda runtime API (version 2018-06-01) to the processes, each below its own prefix
// /e/ID. It is for the loopback interface only.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	const base = "/e/{env}/2018-06-01/runtime/"
	mux.HandleFunc("GET "+base+"invocation/next", s.known(s.next))
	mux.HandleFunc("POST "+base+"invocation/{id}/response", s.known(respond(false)))
	mux.HandleFunc("POST "+base+"invocation/{id}/error", s.known(respond(true)))
	mux.HandleFunc("POST "+base+"init/error", s.known(initError))
	return mux
}

func (s *Service) known(serve func(http.ResponseWriter, *http.Request, *environment)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		e := s.envs[r.PathValue("env")]
		s.mu.Unlock()
		if e == nil {
			http.Error(w, "no such environment", http.StatusForbidden)
			return
		}
		serve(w, r, e)
	}
}

// next waits for a call. An environment that waited in vain for long enough is ended.
func (s *Service) next(w http.ResponseWriter, r *http.Request, e *environment) {
	s.welcome(e)
	idle := time.NewTimer(s.options.Idle)
	defer idle.Stop()
	select {
	case in := <-e.pool.line:
		e.begin(in)
		h := w.Header()
		h.Set("Lambda-Runtime-Aws-Request-Id", in.id)
		h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(in.deadline.UnixMilli(), 10))
		h.Set("Lambda-Runtime-Invoked-Function-Arn", ARN(e.pool.function.Name))
		h.Set("Lambda-Runtime-Trace-Id", fmt.Sprintf("Root=1-%x-%s%s;Sampled=0", time.Now().Unix(), in.id[24:], in.id[:8]+in.id[9:13]))
		h.Set("Content-Type", "application/json")
		_, _ = w.Write(in.payload) // a process that is gone is seen by watch
	case <-idle.C:
		e.end()
	case <-r.Context().Done():
	case <-s.closed:
	}
}

// welcome notes that a process is ready, and at its first time how long that took.
func (s *Service) welcome(e *environment) {
	e.mu.Lock()
	first := !e.ready
	e.ready = true
	e.mu.Unlock()
	if !first {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	all := append(s.inits[e.pool.function.Name], time.Since(e.began))
	s.inits[e.pool.function.Name] = all[max(0, len(all)-100):]
}

func respond(failed bool) func(http.ResponseWriter, *http.Request, *environment) {
	return func(w http.ResponseWriter, r *http.Request, e *environment) {
		id := r.PathValue("id")
		body, err := io.ReadAll(io.LimitReader(r.Body, maxPayload+1))
		if err != nil {
			return
		}
		result := Result{RequestID: id, Payload: body, Failed: failed}
		if len(body) > maxPayload {
			result = failure(id, "Function.ResponseSizeTooLarge", "Response payload size exceeded maximum allowed payload size (6291556 bytes).")
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		} else {
			w.WriteHeader(http.StatusAccepted)
		}
		e.finish(id, result)
	}
}

func initError(w http.ResponseWriter, r *http.Request, e *environment) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10)) // what came of it is enough
	e.mu.Lock()
	e.initError = string(body)
	e.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
}

// ARN is the name a function knows itself by.
func ARN(name string) string { return "arn:aws:lambda:us-east-1:000000000000:function:" + name }
