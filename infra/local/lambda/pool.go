package lambda

import (
	"context"
	"fmt"
	"sync"
	"time"

	"transom/events"
)

// most is how many environments a function without a reservation gets, and the most any function gets here:
// more processes than that do not make two cores faster; calls wait in line instead.
const most = 10

// grace is how long a call waits for a warm environment that is just finishing before a new one is started.
const grace = 2 * time.Millisecond

// pool is one function's environments and the line of calls before them.
type pool struct {
	service  *Service
	function events.Function
	line     chan *invocation // unbuffered: whoever receives has it

	mu    sync.Mutex
	count int // environments starting or running
}

func newPool(s *Service, f events.Function) *pool {
	return &pool{service: s, function: f, line: make(chan *invocation)}
}

func (p *pool) cap() int {
	if p.function.Reserved > 0 {
		return min(p.function.Reserved, most)
	}
	return most
}

// give hands a call to an environment, starting one if none is free. It waits in line for at most the
// function's timeout and a second.
func (p *pool) give(ctx context.Context, in *invocation) error {
	select {
	case p.line <- in:
		return nil
	default:
	}
	select {
	case p.line <- in:
		return nil
	case <-time.After(grace):
	}
	p.grow()
	wait := time.NewTimer(p.function.Timeout + time.Second)
	defer wait.Stop()
	select {
	case p.line <- in:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-p.service.closed:
		return ErrClosed
	case <-wait.C:
		return fmt.Errorf("invoke %s: %w", p.function.Name, ErrThrottled)
	}
}

// grow starts one more environment unless there are enough.
func (p *pool) grow() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.count >= p.cap() {
		return
	}
	p.count++
	if !p.service.start(p) {
		p.count--
	}
}

// left counts an environment out.
func (p *pool) left() {
	p.mu.Lock()
	p.count--
	p.mu.Unlock()
}

// refuse answers one waiting call, if there is one, because an environment could not start.
func (p *pool) refuse(kind, message string) {
	select {
	case in := <-p.line:
		in.finish(failure(in.id, kind, message))
	case <-time.After(time.Second):
	case <-p.service.closed:
	}
}
