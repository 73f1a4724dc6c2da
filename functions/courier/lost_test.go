package main

import (
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

// A message whose answer got lost is never sent again: statuses and echoes say that the platform has it, and what it
// has not stays as what nobody knows.
func TestALostAnswerIsNeverRepeatedAndStatusesTellTheOutcome(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault map[string]any
		had   int // times that the platform has it
	}{
		{"taken, and the connection is cut", map[string]any{"drop": map[string]any{"count": 1}}, 1},
		{"read, and nothing came of it", map[string]any{"drop": map[string]any{"count": 1, "lost": true}}, 0},
		{"a bad gateway", map[string]any{"refuse": map[string]any{"count": 1, "status": 502}}, 0},
		{"statuses come before the answer that is lost", map[string]any{"drop": map[string]any{"count": 1}, "statusFirst": true}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			for _, ch := range shops {
				who := w.writes(ch)
				w.call("POST", "/api/faults", c.fault, nil)
				ref := w.drafts(who.thread, rules.Draft{Text: "Good morning"})
				w.deliver(w.courier)
				w.call("DELETE", "/api/faults", nil, nil)
				told := c.had == 1
				if told {
					w.until(func() bool { return w.entry(ref).Status.Rank() > rules.Uncertain.Rank() })
				}
				for range 3 { // hours later nothing has changed
					w.advance(time.Hour)
					w.sweep(clock.Now())
					w.deliver(w.courier)
				}
				e := w.entry(ref)
				if got := len(w.arrived(who)); got != c.had {
					t.Errorf("%s: the customer has it %d times, want %d", ch.Kind, got, c.had)
				}
				if told != (e.Status != rules.Uncertain) || e.Status == rules.Failed || told && e.PlatformID == "" {
					t.Errorf("%s: the message is %s, known as %q", ch.Kind, e.Status, e.PlatformID)
				}
			}
		})
	}
}
