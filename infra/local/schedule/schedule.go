// Package schedule calls functions when their time has come, by the machine's clock, which can be advanced:
// what fell due in between runs at once, once. It knows nothing of what the functions do.
package schedule

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"transom/events"
)

// Put accepts an asynchronous call, as lambda.Queue.Put. EventBridge repeats a failed call twice.
type Put func(function string, payload []byte, retries int) (id string, err error)

// Schedule calls the functions that have an events.Every. Close ends it.
type Schedule struct {
	now  func() time.Time
	put  Put
	log  *slog.Logger
	due  []*due
	wake chan struct{}
	look chan chan struct{}
	stop chan struct{}
	work sync.WaitGroup
}

type due struct {
	function string
	period   time.Duration
	next     time.Time
}

// Start begins: the first calls come one period from now.
func Start(functions []events.Function, now func() time.Time, put Put, log *slog.Logger) *Schedule {
	s := &Schedule{now: now, put: put, log: log, wake: make(chan struct{}, 1), look: make(chan chan struct{}), stop: make(chan struct{})}
	for _, f := range functions {
		for _, t := range f.On {
			if every, ok := t.(events.Every); ok {
				s.due = append(s.due, &due{f.Name, every.Period, now().Truncate(every.Period).Add(every.Period)})
			}
		}
	}
	s.work.Add(1)
	go s.run()
	return s
}

// Wake looks at the clock again: it has been moved.
func (s *Schedule) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Look looks at the clock again, as Wake does, and returns once the calls that are due have been put.
func (s *Schedule) Look() {
	done := make(chan struct{})
	select {
	case s.look <- done:
		<-done
	case <-s.stop:
	}
}

// Close ends the schedule.
func (s *Schedule) Close() {
	close(s.stop)
	s.work.Wait()
}

func (s *Schedule) run() {
	defer s.work.Done()
	for {
		timer := time.NewTimer(s.steps())
		select {
		case <-s.stop:
			timer.Stop()
			return
		case done := <-s.look:
			s.steps()
			close(done)
		case <-s.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// steps makes the calls that are due and tells how long until the next one.
func (s *Schedule) steps() time.Duration {
	wait := time.Hour
	for _, d := range s.due {
		wait = min(wait, s.step(d))
	}
	return wait
}

// step makes the call if it is due and tells how long until the next one. A clock that went back (it was
// set so while the machine was down) does not stop the schedule for longer than one period.
func (s *Schedule) step(d *due) time.Duration {
	now := s.now()
	if now.Before(d.next) {
		d.next = earlier(d.next, now.Truncate(d.period).Add(d.period))
		return d.next.Sub(now)
	}
	payload, err := Event(d.function, d.next)
	if err == nil {
		_, err = s.put(d.function, payload, 2)
	}
	if err != nil {
		s.log.Error("call on schedule", "function", d.function, "error", err)
		return time.Second
	}
	d.next = now.Truncate(d.period).Add(d.period)
	return d.next.Sub(now)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Event is what EventBridge sends a scheduled function.
func Event(function string, at time.Time) ([]byte, error) {
	text, err := json.Marshal(map[string]any{
		"version": "0", "id": uuid.NewString(), "detail-type": "Scheduled Event", "source": "aws.events",
		"account": "000000000000", "time": at.UTC().Format("2006-01-02T15:04:05Z"), "region": "us-east-1",
		"resources": []string{"arn:aws:events:us-east-1:000000000000:rule/transom-local-" + function}, "detail": map[string]any{},
	})
	if err != nil {
		return nil, fmt.Errorf("render scheduled event: %w", err)
	}
	return text, nil
}
