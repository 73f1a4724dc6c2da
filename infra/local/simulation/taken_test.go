package simulation

import (
	"testing"
	"time"
)

// What is under way may stay so as long as no minute of it matters.
func TestTheClockWaitsForWhatMatters(t *testing.T) {
	for _, c := range []struct {
		name string
		due  time.Duration // after noon; 0: nothing is
		open bool
		to   time.Duration
		want bool
	}{
		{"a second on, nothing due", 0, false, time.Second, false},
		{"a minute's call, nothing due", 0, false, time.Minute, false},
		{"a minute's call before anything is due", time.Minute + time.Second, false, time.Minute, false},
		{"a minute's call with something due", time.Minute, false, time.Minute, true},
		{"a second at which something is due", time.Second, false, time.Second, true},
		{"past the second at which something was due", time.Second, false, 2 * time.Second, true},
		{"a second on, an answer under way", 0, true, time.Second, false},
		{"a minute's call, an answer under way", 0, true, time.Minute, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := judging(noon)
			if c.due > 0 {
				s.oweOne(duty{at: noon.Add(c.due), chat: &chat{}, kind: over})
			}
			if c.open {
				s.follows(&send{chat: &chat{}})
			}
			if got := s.matters(noon.Add(c.to)); got != c.want {
				t.Errorf("got %t, want %t", got, c.want)
			}
		})
	}
}
