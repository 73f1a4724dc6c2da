package lambda

import (
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"transom/infra/local/process"
)

// initTime is how long a process has until it asks for its first call (AWS: 10 seconds).
const initTime = 10 * time.Second

// environment is one process of a function.
type environment struct {
	id    string
	pool  *pool
	cmd   *exec.Cmd
	began time.Time

	mu        sync.Mutex
	ready     bool        // it has asked for work
	initError string      // what it reported instead
	current   *invocation // what it works on
	gone      bool        // it has ended
}

// start starts one; false when the machine stops or the program cannot be started (whoever waits is told).
func (s *Service) start(p *pool) bool {
	e := &environment{id: uuid.NewString(), pool: p}
	path := s.options.Bootstrap(p.function.Name)
	e.cmd = exec.Command(path)
	e.cmd.Env = append(s.options.Environment(p.function), "AWS_LAMBDA_RUNTIME_API="+s.options.API()+"/e/"+e.id)
	out := s.options.Log(p.function.Name)
	e.cmd.Stdout, e.cmd.Stderr = out, out

	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.closed:
		return false
	default:
	}
	s.envs[e.id] = e
	e.began = time.Now()
	if err := process.Start(e.cmd); err != nil {
		delete(s.envs, e.id)
		s.options.Logger.Error("start function", "function", p.function.Name, "error", err)
		go p.refuse("Runtime.InvalidEntrypoint", "fork/exec "+path)
		return false
	}
	s.work.Add(1)
	go s.watch(e)
	return true
}

// watch waits for the end of a process and answers for it.
func (s *Service) watch(e *environment) {
	defer s.work.Done()
	late := time.AfterFunc(initTime, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		if !e.ready {
			e.end()
		}
	})
	_ = e.cmd.Wait() // the state says what happened
	late.Stop()
	process.Kill(e.cmd) // what it may have started itself
	s.mu.Lock()
	delete(s.envs, e.id)
	s.mu.Unlock()
	e.pool.left()

	e.mu.Lock()
	e.gone = true
	current, ready, initError := e.current, e.ready, e.initError
	e.mu.Unlock()
	how := strings.ReplaceAll(e.cmd.ProcessState.String(), "exit status", "exit status:")
	switch {
	case current != nil:
		current.finish(failure(current.id, "Runtime.ExitError", "Runtime exited with error: "+how))
	case !ready && initError != "":
		e.pool.refuse("Runtime.InitError", initError)
	case !ready:
		e.pool.refuse("Runtime.ExitError", "Runtime exited before its first invocation: "+how)
	}
}

// end kills the process; watch does the rest.
func (e *environment) end() { process.Kill(e.cmd) }

// begin gives the process a call: from here its time runs.
func (e *environment) begin(in *invocation) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.gone {
		in.finish(failure(in.id, "Runtime.ExitError", "Runtime exited before the invocation began"))
		return
	}
	timeout := e.pool.function.Timeout
	in.deadline = time.Now().Add(timeout)
	in.timer = time.AfterFunc(timeout, func() { e.expire(in) })
	e.current = in
	if in.kill {
		time.AfterFunc(in.killAfter, e.end)
	}
}

// expire answers a call whose time is over and ends the process, as AWS does.
func (e *environment) expire(in *invocation) {
	e.mu.Lock()
	defer e.mu.Unlock()
	text := fmt.Sprintf("Task timed out after %.2f seconds", e.pool.function.Timeout.Seconds())
	if in.finish(failure(in.id, "Sandbox.Timedout", text)) {
		e.end()
	}
}

// finish takes the answer to the call with this id; false when there is no such call (any more).
func (e *environment) finish(id string, r Result) bool {
	e.mu.Lock()
	in := e.current
	if in == nil || in.id != id {
		e.mu.Unlock()
		return false
	}
	e.current = nil
	e.mu.Unlock()
	return in.finish(r)
}
