package sandbox

import (
	"slices"
	"time"
)

// LoadReport says how a load goes, or went. Latencies are of webhooks that were answered with 200, from
// post to answer, in milliseconds.
type LoadReport struct {
	State        string    `json:"state"` // none, running, done, stopped
	Done         bool      `json:"done"`  // over, one way or the other
	Order        LoadOrder `json:"order"`
	StartedAt    time.Time `json:"startedAt,omitzero"` // by the machine's clock
	Seconds      float64   `json:"seconds"`
	Acknowledged int       `json:"acknowledged"` // messages whose webhook was answered with 200
	Attempts     int       `json:"attempts"`
	Failures     int       `json:"failures"`
	LastFailure  string    `json:"lastFailure,omitempty"`
	PerSecond    float64   `json:"perSecond"`
	P50          float64   `json:"p50"`
	P95          float64   `json:"p95"`
	P99          float64   `json:"p99"`
	Max          float64   `json:"max"`
}

// tried notes one attempt of a webhook.
func (l *load) tried(d time.Duration, messages int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.report.Attempts++
	if err != nil {
		l.report.Failures++
		l.report.LastFailure = err.Error()
		return
	}
	l.report.Acknowledged += messages
	l.latency = append(l.latency, d)
}

func (l *load) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.report.LastFailure = err.Error()
}

func (l *load) finish(err error) {
	if err != nil {
		l.fail(err)
	}
	done := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.report = done
	l.report.State, l.report.Done = "done", true
	if err != nil || l.report.Acknowledged < l.report.Order.Messages {
		l.report.State = "stopped"
	}
	close(l.over)
}

func (l *load) running() bool {
	select {
	case <-l.over:
		return false
	default:
		return true
	}
}

// now is the report up to this moment.
func (l *load) now() LoadReport {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.report
	if r.State != "running" {
		return r
	}
	r.Seconds = time.Since(r.StartedAt).Seconds()
	r.PerSecond = float64(r.Acknowledged) / max(r.Seconds, 0.001)
	if n := len(l.latency); n > 0 {
		sorted := slices.Sorted(slices.Values(l.latency))
		at := func(q float64) float64 { return float64(sorted[int(q*float64(n-1))].Microseconds()) / 1000 }
		r.P50, r.P95, r.P99, r.Max = at(0.50), at(0.95), at(0.99), at(1)
	}
	return r
}
