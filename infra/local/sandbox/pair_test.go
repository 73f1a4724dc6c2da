package sandbox_test

import (
	"testing"
	"time"
)

// The platform's own example: who sends a burst of twenty waits two minutes.
func TestABurstToOneCustomerIsPaidFor(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	g.wrote("447700900124")
	g.api("POST", "settings", m{"pairRule": true})
	for _, c := range []struct {
		to      string
		after   time.Duration
		sends   int
		refused int
	}{
		{"+447700900123", 0, 20, 0},
		{"+447700900123", 6 * time.Second, 1, 1},
		{"+447700900124", 6 * time.Second, 1, 0}, // is somebody else
		{"+447700900123", 119 * time.Second, 1, 1},
		{"+447700900123", 120 * time.Second, 1, 0},
		{"+447700900123", 126 * time.Second, 1, 0}, // one message every six seconds
		{"+447700900123", 132 * time.Second, 46, 1},
	} {
		g.clock.set(noon.Add(c.after))
		refused := 0
		for range c.sends {
			if _, got := g.send(text(c.to, "Hi")); dig(got, "error", "code") == float64(131056) {
				refused++
			}
		}
		if refused != c.refused {
			t.Errorf("after %s: %d of %d are refused, want %d", c.after, refused, c.sends, c.refused)
		}
	}
}
