package machine

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"transom/infra/local/chaos"
)

// controls are the knobs that exist on one machine only: the clock, misbehaviour, and a look inside.
func (m *Machine) controls() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_local/clock", func(w http.ResponseWriter, _ *http.Request) { m.tellClock(w, nil) })
	mux.HandleFunc("POST /_local/clock", m.postClock)
	mux.HandleFunc("GET /_local/chaos", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, chaosOf(m.chaos.Settings())) })
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

// chaosOrder is how misbehaviour is asked for and told.
type chaosOrder struct {
	chaos.Settings
	Hold  string `json:"hold"`
	Pause string `json:"pause"`
}

func chaosOf(s chaos.Settings) chaosOrder { return chaosOrder{s, s.Hold.String(), s.Pause.String()} }

func readChaosOrder(r *http.Request) (chaos.Settings, error) {
	o := chaosOf(chaos.Usual)
	o.On, o.Spare = false, slices.Clone(o.Spare) // what is decoded into must not be the usual itself
	d := json.NewDecoder(io.LimitReader(r.Body, 1<<10))
	d.DisallowUnknownFields()
	err := d.Decode(&o)
	if err == nil {
		o.Settings.Hold, err = time.ParseDuration(o.Hold)
	}
	if err == nil {
		o.Settings.Pause, err = time.ParseDuration(o.Pause)
	}
	return o.Settings, err
}

// postChaos switches misbehaviour: {"on": true} is the usual, rates and times may be given.
func (m *Machine) postChaos(w http.ResponseWriter, r *http.Request) {
	s, err := readChaosOrder(r)
	if err != nil {
		reply(w, http.StatusBadRequest, map[string]string{"error": `say {"on": true}, with seed, repeat, delay, kill, drop (shares of calls), hold, pause (times, such as "20ms"), spare (functions that are not killed) and doors if you like`})
		return
	}
	m.chaos.Set(s)
	reply(w, http.StatusOK, chaosOf(s))
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
