// Package lambda runs functions as AWS Lambda does: the built bootstrap binaries, one process per concurrent
// invocation, speaking the Lambda runtime API. It starts environments when there is work, keeps them warm,
// answers for those that time out or die, and ends those that have been idle. It knows nothing of what the
// payloads mean.
//
// What it cannot show: IAM (every function may do everything here), the account's quotas, and slow CPUs.
package lambda

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"transom/events"
	"transom/infra/local/chaos"
)

// Origin says who waits for an answer.
type Origin string

// The origins.
const (
	Door   Origin = "door"   // a person or a platform waits
	Mapped Origin = "mapped" // a stream's batch, repeated when it fails
	Queued Origin = "queued" // an asynchronous call or a schedule, repeated when it fails
)

// ErrUnknownFunction is the answer to a call of a function that is not in the topology.
var ErrUnknownFunction = errors.New("unknown function")

// ErrThrottled is the answer when no environment came free in time.
var ErrThrottled = errors.New("throttled")

// ErrClosed is the answer when the machine stops.
var ErrClosed = errors.New("the machine is stopping")

// Result is what a function answered.
type Result struct {
	RequestID string
	Payload   []byte
	Failed    bool // the payload is an error object (X-Amz-Function-Error: Unhandled)
}

// Options say where functions are and what they get.
type Options struct {
	Functions   []events.Function
	Bootstrap   func(name string) string // path of a function's binary
	Environment func(f events.Function) []string
	API         func() string // host:port under which Handler is served
	Log         func(name string) io.Writer
	Logger      *slog.Logger
	Chaos       *chaos.Chaos
	Idle        time.Duration // an environment that had nothing to do for so long ends; 0: 5 minutes
}

// Service runs the functions. Close ends them all.
type Service struct {
	options Options
	pools   map[string]*pool

	mu    sync.Mutex
	envs  map[string]*environment    // by id, for the runtime API
	inits map[string][]time.Duration // by function, the last 100

	closed  chan struct{}
	closing sync.Once
	work    sync.WaitGroup // processes
	busy    atomic.Int64   // invocations waiting or running
	ended   atomic.Int64   // when the last one ended, Unix nanoseconds
	count   atomic.Int64   // invocations ever
}

// New makes the service; processes start when there is work.
func New(o Options) *Service {
	if o.Idle == 0 {
		o.Idle = 5 * time.Minute
	}
	if o.Chaos == nil {
		o.Chaos = new(chaos.Chaos)
	}
	s := &Service{options: o, pools: map[string]*pool{}, envs: map[string]*environment{}, inits: map[string][]time.Duration{}, closed: make(chan struct{})}
	for _, f := range o.Functions {
		s.pools[f.Name] = newPool(s, f)
	}
	return s
}

// Invoke calls a function and waits for its answer. When ctx ends first, the call itself goes on if it has
// begun, as on AWS. Errors are ErrUnknownFunction, ErrThrottled, ErrClosed or ctx's; a function's own failure
// is a Result with Failed set.
func (s *Service) Invoke(ctx context.Context, name string, payload []byte, from Origin) (Result, error) {
	p, ok := s.pools[name]
	if !ok {
		return Result{}, fmt.Errorf("invoke %q: %w", name, ErrUnknownFunction)
	}
	door := from == Door
	if (!door || name == "webhook") && s.options.Chaos.Repeat() {
		if _, err := s.once(ctx, p, payload, door); err != nil {
			return Result{}, err
		}
	}
	result, err := s.once(ctx, p, payload, door)
	if err == nil && s.options.Chaos.Drop(door) {
		return failure(result.RequestID, "Chaos.Dropped", "the answer was lost"), nil
	}
	return result, err
}

func (s *Service) once(ctx context.Context, p *pool, payload []byte, door bool) (Result, error) {
	s.busy.Add(1)
	s.count.Add(1)
	in := &invocation{id: uuid.NewString(), payload: payload, answer: make(chan Result, 1)}
	in.settled = func() {
		s.ended.Store(time.Now().UnixNano())
		s.busy.Add(-1)
	}
	if after, yes := s.options.Chaos.Kill(p.function.Name, door); yes {
		in.killAfter, in.kill = after, true
	}
	if err := p.give(ctx, in); err != nil {
		in.settle()
		return Result{}, err
	}
	select {
	case r := <-in.answer:
		return r, nil
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
}

// Activity tells how much goes on: invocations waiting or running, when the last one ended, how many there
// have been.
func (s *Service) Activity() (busy int, ended time.Time, count int64) {
	return int(s.busy.Load()), time.Unix(0, s.ended.Load()), s.count.Load()
}

// Process describes one environment.
type Process struct {
	Function string
	Pid      int
}

// Processes lists the environments that run now.
func (s *Service) Processes() []Process {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Process, 0, len(s.envs))
	for _, e := range s.envs {
		if e.cmd.Process != nil {
			list = append(list, Process{e.pool.function.Name, e.cmd.Process.Pid})
		}
	}
	return list
}

// Close ends every process and waits for their end. Calls that run are answered as crashed.
func (s *Service) Close() {
	s.closing.Do(func() { close(s.closed) })
	s.mu.Lock()
	for _, e := range s.envs {
		e.end()
	}
	s.mu.Unlock()
	s.work.Wait()
}

// Inits tells, for each function that was started, the median time from the start of a process to its first
// request for work.
func (s *Service) Inits() map[string]time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]time.Duration{}
	for name, all := range s.inits {
		sorted := slices.Sorted(slices.Values(all))
		out[name] = sorted[len(sorted)/2]
	}
	return out
}
