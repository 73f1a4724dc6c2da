package machine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"time"

	"transom/shared/clock"
)

// clockAnswer tells where the clock is; Quiet only to those who asked to wait.
type clockAnswer struct {
	Now      time.Time `json:"now"`
	Offset   string    `json:"offset"`
	Standing bool      `json:"standing"`
	Quiet    *bool     `json:"quiet,omitempty"`
}

func (m *Machine) tellClock(w http.ResponseWriter, quiet *bool) {
	reply(w, http.StatusOK, clockAnswer{clock.Now(), clock.Offset().String(), clock.Stands(), quiet})
}

// clockOrder moves the clock, forward only. Await asks for the answer when something is over: "calls" when the
// calls that fell due have been made and have ended, "taken" when the sandbox's webhooks have been, "quiet" when no
// function runs or is to; Patience is the longest wait for it, in the machine's own time.
type clockOrder struct {
	Advance  string     `json:"advance"` // so far; a standing clock stands there then
	Stand    *time.Time `json:"stand"`   // to this instant, where it stands
	Run      bool       `json:"run"`     // a standing clock runs on from where it stands
	Await    string     `json:"await"`
	Patience string     `json:"patience"` // 30s where it is empty
}

var errClockOrder = errors.New(`say how far, forward, as {"advance": "24h"}, where to stand, as {"stand": "2026-11-21T08:00:00Z"}, or {"run": true}; {"await": "calls"}, {"await": "taken"} and {"await": "quiet"} wait`)

var awaited = []string{"", "calls", "taken", "quiet"}

func readClockOrder(r *http.Request) (o clockOrder, advance, patience time.Duration, err error) {
	o.Advance, o.Patience = "0s", "30s"
	err = json.NewDecoder(io.LimitReader(r.Body, 1<<10)).Decode(&o)
	if err == nil {
		advance, err = time.ParseDuration(o.Advance)
	}
	if err == nil {
		patience, err = time.ParseDuration(o.Patience)
	}
	if err != nil || advance < 0 || o.Stand != nil && o.Run || !slices.Contains(awaited, o.Await) {
		return o, 0, 0, errClockOrder
	}
	return o, advance, patience, nil
}

// postClock moves the clock and, asked to, waits for what that brings about.
func (m *Machine) postClock(w http.ResponseWriter, r *http.Request) {
	o, advance, patience, err := readClockOrder(r)
	if err != nil {
		reply(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	switch err := m.move(o, advance); {
	case errors.Is(err, errClockOrder):
		reply(w, http.StatusBadRequest, map[string]string{"error": "the clock goes forward only"})
		return
	case err != nil:
		reply(w, http.StatusInternalServerError, map[string]string{"error": "the clock cannot be moved"})
		return
	}
	if o.Await == "" {
		m.timer.Wake()
		m.tellClock(w, nil)
		return
	}
	m.timer.Look()
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	over := map[string]func() bool{"calls": m.called, "taken": m.taken, "quiet": m.quiet}[o.Await]
	quiet := await(ctx, over) == nil
	if o.Await == "calls" { // they have probably written
		for _, s := range m.streams {
			s.Wake()
		}
	}
	m.tellClock(w, &quiet)
}

func (m *Machine) move(o clockOrder, advance time.Duration) error {
	m.moving.Lock()
	defer m.moving.Unlock()
	switch {
	case o.Stand != nil && o.Stand.Before(clock.Now()):
		return errClockOrder
	case o.Stand != nil:
		return m.writeClock(o.Stand.UTC().Add(advance).Format(time.RFC3339Nano))
	case clock.Stands() && !o.Run:
		return m.writeClock(clock.Now().Add(advance).Format(time.RFC3339Nano))
	default:
		return m.writeClock((clock.Offset() + advance).String())
	}
}

// setClock makes the machine's time t, as of now.
func (m *Machine) setClock(t time.Time) error {
	m.moving.Lock()
	defer m.moving.Unlock()
	err := m.writeClock(time.Until(t).Round(time.Second).String())
	m.timer.Wake()
	return err
}

func (m *Machine) writeClock(text string) error {
	path := m.data.path("clock")
	if err := os.WriteFile(path+".tmp", []byte(text+"\n"), 0o600); err != nil {
		return fmt.Errorf("write clock: %w", err)
	}
	return os.Rename(path+".tmp", path)
}

// called reports that no asynchronous call, of the schedule or of a function, waits or runs.
func (m *Machine) called() bool { return m.queue.Pending() == 0 }

// taken reports that every webhook of the sandbox has been.
func (m *Machine) taken() bool { return m.phone.Owing() == 0 }

// quiet reports that nothing is under way: no call waits or runs, and the streams have been read to their ends
// since. Streams that have not been are made to look at once.
func (m *Machine) quiet() bool {
	running, ended, invocations := m.lambda.Activity()
	if running > 0 || m.queue.Pending() > 0 {
		return false
	}
	read := true
	for _, mapping := range m.streams {
		if state := mapping.State(); state.Failing || state.Pending > 0 || !state.Idle.After(ended) {
			mapping.Wake()
			read = false
		}
	}
	running, _, again := m.lambda.Activity()
	return read && running == 0 && again == invocations && m.queue.Pending() == 0
}

// awaitQuiet waits until nothing is under way.
func (m *Machine) awaitQuiet(ctx context.Context) error {
	if err := await(ctx, m.quiet); err != nil {
		return errors.New("the machine does not come to rest")
	}
	return nil
}

// await asks again and again until it is so; its error is ctx's.
func await(ctx context.Context, so func() bool) error {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}
