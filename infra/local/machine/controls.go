package machine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"transom/infra/local/chaos"
	"transom/shared/clock"
)

// controls are the knobs that exist on one machine only: the clock, misbehaviour, and a look inside.
func (m *Machine) controls() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_local/clock", func(w http.ResponseWriter, _ *http.Request) { m.tellClock(w) })
	mux.HandleFunc("POST /_local/clock", m.postClock)
	mux.HandleFunc("GET /_local/chaos", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, m.chaos.Settings()) })
	mux.HandleFunc("POST /_local/chaos", m.postChaos)
	mux.HandleFunc("GET /_local/state", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, m.State()) })
	return mux
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the caller is gone if this fails
}

func (m *Machine) tellClock(w http.ResponseWriter) {
	reply(w, http.StatusOK, map[string]string{"now": clock.Now().Format(time.RFC3339Nano), "offset": clock.Offset().String()})
}

// postClock moves the clock forward: {"advance": "24h"}.
func (m *Machine) postClock(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Advance string `json:"advance"`
	}
	d, err := time.Duration(0), json.NewDecoder(io.LimitReader(r.Body, 1<<10)).Decode(&in)
	if err == nil {
		d, err = time.ParseDuration(in.Advance)
	}
	if err != nil || d < 0 {
		reply(w, http.StatusBadRequest, map[string]string{"error": `say how far, forward, as {"advance": "24h"}`})
		return
	}
	m.moving.Lock()
	err = m.writeClock(clock.Offset() + d)
	m.moving.Unlock()
	if err != nil {
		reply(w, http.StatusInternalServerError, map[string]string{"error": "the clock cannot be moved"})
		return
	}
	m.timer.Wake()
	m.tellClock(w)
}

// setClock makes the machine's time t, as of now.
func (m *Machine) setClock(t time.Time) error {
	m.moving.Lock()
	defer m.moving.Unlock()
	err := m.writeClock(time.Until(t).Round(time.Second))
	m.timer.Wake()
	return err
}

func (m *Machine) writeClock(offset time.Duration) error {
	path := m.data.path("clock")
	if err := os.WriteFile(path+".tmp", []byte(offset.String()+"\n"), 0o600); err != nil {
		return fmt.Errorf("write clock: %w", err)
	}
	return os.Rename(path+".tmp", path)
}

// postChaos switches misbehaviour: {"on": true} is the usual, rates may be given.
func (m *Machine) postChaos(w http.ResponseWriter, r *http.Request) {
	s := chaos.Usual
	s.On = false
	d := json.NewDecoder(io.LimitReader(r.Body, 1<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		reply(w, http.StatusBadRequest, map[string]string{"error": `say {"on": true}, with seed, repeat, delay, kill, drop (shares of calls) and doors if you like`})
		return
	}
	m.chaos.Set(s)
	reply(w, http.StatusOK, s)
}

// health answers 200 when every part answers and the first start has made its workspace.
func (m *Machine) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	trouble := map[string]string{}
	if !m.planted.Load() {
		trouble["workspace"] = "is being made"
	}
	for _, k := range m.keepers {
		if err := k.Healthy(ctx); err != nil {
			trouble[k.Name()] = "does not answer"
		}
	}
	name := bucket
	if _, err := s3.NewFromConfig(m.aws).HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &name}); err != nil {
		trouble["bucket"] = "does not answer"
	}
	for _, s := range m.streams {
		if state := s.State(); state.Failing {
			trouble["stream of "+state.Function] = "cannot be read"
		}
	}
	if len(trouble) > 0 {
		reply(w, http.StatusServiceUnavailable, map[string]any{"ok": false, "trouble": trouble})
		return
	}
	reply(w, http.StatusOK, map[string]any{"ok": true})
}

// awaitQuiet waits until nothing is under way.
func (m *Machine) awaitQuiet(ctx context.Context) error {
	for !m.State().Quiet {
		select {
		case <-ctx.Done():
			return errors.New("the machine does not come to rest")
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil
}
