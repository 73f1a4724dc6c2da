package lambda

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"transom/infra/local/letters"
)

// Call is an asynchronous invocation on its way. It lies in a file until it has been done or is a dead letter.
type Call struct {
	ID       string          `json:"id"`
	Function string          `json:"function"`
	Payload  json.RawMessage `json:"payload"`
	Retries  int             `json:"retries"`
	Tried    int             `json:"tried"`
}

// Queue makes asynchronous calls: accepted once written down, repeated when the function fails, a dead
// letter when it keeps failing. AWS waits 1 and 2 minutes before the repetitions; here it is a moment.
type Queue struct {
	service *Service
	dir     string
	box     *letters.Box
	log     *slog.Logger
	pending atomic.Int64
	ctx     context.Context
	cancel  context.CancelFunc
	work    sync.WaitGroup
}

// OpenQueue opens the folder of waiting calls and goes on with those that an earlier run left.
func OpenQueue(s *Service, dir string, box *letters.Box, log *slog.Logger) (*Queue, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make queue folder: %w", err)
	}
	q := &Queue{service: s, dir: dir, box: box, log: log}
	q.ctx, q.cancel = context.WithCancel(context.Background())
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("read queue: %w", err)
	}
	sort.Strings(files)
	for _, path := range files {
		var c Call
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read queue: %w", err)
		}
		if json.Unmarshal(text, &c) == nil && c.ID != "" {
			q.begin(c)
		}
	}
	return q, nil
}

// again is the pause before the first repetition; before the second it is twice as long.
const again = 250 * time.Millisecond

// Put accepts a call of function, to be repeated up to retries times when it fails. ErrUnknownFunction when
// there is no such function.
func (q *Queue) Put(function string, payload []byte, retries int) (id string, err error) {
	if _, ok := q.service.pools[function]; !ok {
		return "", fmt.Errorf("invoke %q: %w", function, ErrUnknownFunction)
	}
	c := Call{ID: ulid.Make().String(), Function: function, Payload: payload, Retries: retries}
	if err := q.write(c); err != nil {
		return "", err
	}
	q.begin(c)
	return c.ID, nil
}

// Pending is how many calls are not done yet.
func (q *Queue) Pending() int { return int(q.pending.Load()) }

// Close stops repeating and waits for what runs; calls not done stay in their files.
func (q *Queue) Close() {
	q.cancel()
	q.work.Wait()
}

func (q *Queue) path(c Call) string { return filepath.Join(q.dir, c.ID+".json") }

func (q *Queue) write(c Call) error {
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("render call of %s: %w", c.Function, err)
	}
	if err := os.WriteFile(q.path(c)+".tmp", text, 0o600); err != nil {
		return fmt.Errorf("keep call of %s: %w", c.Function, err)
	}
	return os.Rename(q.path(c)+".tmp", q.path(c))
}

func (q *Queue) begin(c Call) {
	q.pending.Add(1)
	q.work.Add(1)
	go func() {
		defer q.work.Done()
		if q.run(&c) {
			q.pending.Add(-1)
			_ = os.Remove(q.path(c)) // if it stays, the call is made once more: at least once
		}
	}()
}

// run makes the call until it is done or dead; false when the machine stops before.
func (q *Queue) run(c *Call) bool {
	for {
		result, err := q.service.Invoke(q.ctx, c.Function, c.Payload, Queued)
		switch {
		case q.ctx.Err() != nil || errors.Is(err, ErrClosed):
			return false
		case err == nil && !result.Failed:
			return true
		case errors.Is(err, ErrThrottled): // does not count (AWS: for up to 6 hours)
		default:
			c.Tried++
			if c.Tried > c.Retries {
				q.bury(*c, result, err)
				return true
			}
			if err := q.write(*c); err != nil {
				q.log.Error("keep call", "function", c.Function, "error", err)
			}
		}
		select {
		case <-q.ctx.Done():
			return false
		case <-time.After(q.service.options.Chaos.Pause(time.Duration(max(c.Tried, 1)) * again)):
		}
	}
}

func (q *Queue) bury(c Call, result Result, err error) {
	text := string(result.Payload)
	if err != nil {
		text = err.Error()
	}
	q.log.Error("asynchronous call failed for good", "function", c.Function, "call", c.ID, "tries", c.Tried)
	letter := letters.Letter{Function: c.Function, Source: "async", Reason: "RetriesExhausted", Error: text, Records: 1, Payload: c.Payload}
	if err := q.box.Put(letter); err != nil {
		q.log.Error("keep dead letter", "function", c.Function, "error", err)
	}
}
