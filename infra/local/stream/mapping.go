// Package stream reads the tables' change streams and calls functions with what they asked for, as Lambda's
// event source mappings do: filters, batches, parallel calls that keep the order per item, partial failure
// answers, repetition with back-off, bisection, a greatest age, dead letters. Where it stands is kept in a
// file per reader, so that whatever ends the machine, every record is handed over at least once.
//
// Two things are quicker than on AWS: repetitions begin after 0.1 s and wait at most 5 s (AWS: up to a
// minute), and a record reaches its function within milliseconds (AWS: up to a second).
package stream

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"transom/events"
	"transom/infra/local/chaos"
	"transom/infra/local/lambda"
	"transom/infra/local/letters"
)

const (
	pause     = 50 * time.Millisecond // between looks at a quiet stream
	readAhead = 2000                  // records under way per reader
)

// Invoke calls a function, as lambda.Service.Invoke.
type Invoke func(ctx context.Context, function string, payload []byte, from lambda.Origin) (lambda.Result, error)

// Options say what a mapping reads and whom it calls.
type Options struct {
	Function string
	Trigger  events.Stream
	Table    string // the table's real name
	DB       *dynamodb.Client
	Streams  *dynamodbstreams.Client
	Dir      string // of checkpoints
	Letters  *letters.Box
	Invoke   Invoke
	Chaos    *chaos.Chaos
	Log      *slog.Logger
}

// Mapping is one reader. Close ends it.
type Mapping struct {
	options  Options
	path     string
	reader   *reader
	progress *progress
	lanes    []chan item
	wake     chan struct{}
	idle     atomic.Int64 // when the last look began that found nothing, Unix nanoseconds
	failing  atomic.Bool  // the last look failed
	saving   sync.Mutex
	saved    Place

	ctx    context.Context // of calls
	cancel context.CancelFunc
	stop   chan struct{}
	work   sync.WaitGroup
}

// item is a record that somebody waits for.
type item struct {
	record
	step *step
}

// Open starts reading from where the last run got to.
func Open(o Options) (*Mapping, error) {
	if o.Chaos == nil {
		o.Chaos = new(chaos.Chaos)
	}
	path := filepath.Join(o.Dir, o.Function+"."+o.Trigger.Table+".json")
	place, err := load(path)
	if err != nil {
		return nil, fmt.Errorf("open stream reader of %s: %w", o.Function, err)
	}
	m := &Mapping{options: o, path: path, progress: newProgress(place), saved: place, wake: make(chan struct{}, 1), stop: make(chan struct{}),
		reader: &reader{db: o.DB, streams: o.Streams, table: o.Table, place: place}}
	m.ctx, m.cancel = context.WithCancel(context.Background())
	for range max(o.Trigger.Parallel, 1) {
		lane := make(chan item, readAhead+1000)
		m.lanes = append(m.lanes, lane)
		m.work.Add(1)
		go m.serve(lane)
	}
	m.work.Add(1)
	go m.read()
	return m, nil
}

// Wake makes the mapping look at once: something has probably been written.
func (m *Mapping) Wake() {
	select {
	case m.wake <- struct{}{}:
	default:
	}
}

// State is what a mapping is doing.
type State struct {
	Function string    `json:"function"`
	Table    string    `json:"table"`
	Pending  int       `json:"pending"` // records read and not done
	Idle     time.Time `json:"idleSince"`
	Failing  bool      `json:"failing,omitempty"` // the stream cannot be read at the moment
}

// State tells it. The stream was seen to be empty after Idle, at some moment.
func (m *Mapping) State() State {
	_, pending := m.progress.state()
	return State{m.options.Function, m.options.Trigger.Table, pending, time.Unix(0, m.idle.Load()), m.failing.Load()}
}

// Close stops reading, gives running calls two seconds, and keeps the place.
func (m *Mapping) Close() {
	close(m.stop)
	m.progress.close()
	late := time.AfterFunc(2*time.Second, m.cancel)
	m.work.Wait()
	late.Stop()
	m.cancel()
	place, _ := m.progress.state()
	m.keep(place)
}

func (m *Mapping) keep(p Place) {
	m.saving.Lock()
	defer m.saving.Unlock()
	if p == m.saved {
		return
	}
	if err := save(m.path, p); err != nil {
		m.options.Log.Error("keep place in stream", "function", m.options.Function, "error", err)
		return
	}
	m.saved = p
}
