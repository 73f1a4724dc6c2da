package rules_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"transom/shared/rules"
)

func TestTooManyMessagesToOneCustomerWaitForThePairRule(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	ago := func(seconds ...float64) (out []time.Time) {
		for _, s := range seconds {
			out = append(out, now.Add(-time.Duration(s*float64(time.Second))))
		}
		return out
	}
	many := func(n int, from float64) (out []time.Time) {
		for i := range n {
			out = append(out, ago(from-float64(i)*0.2)...)
		}
		return out
	}
	line := func(n int, every float64) (out []time.Time) {
		for i := range n {
			out = append(out, ago(float64(n-i)*every)...)
		}
		return out
	}
	for _, c := range []struct {
		name string
		sent []time.Time
		want time.Duration
	}{
		{"the first", nil, 0},
		{"one a second ago", ago(1), 0},
		{"one just under six seconds ago", ago(5.999), 0},
		{"one six seconds ago has been paid for", ago(6), 0},
		{"twenty are a burst of ours, which is over", many(20, 4), 116 * time.Second},
		{"nineteen may have one more", many(19, 4), 0},
		{"nineteen, and the six seconds are over", many(19, 6), 108 * time.Second},
		{"nine, line by line", line(9, 3), 0},
		{"ten, line by line", line(10, 3), 30 * time.Second},
		{"ten, the moment before all is paid", many(10, 59.999), time.Millisecond},
		{"ten, all is paid", many(10, 60), 0},
		{"in any order", []time.Time{ago(1)[0], ago(3)[0], ago(2)[0]}, 0},
		{"an older burst was paid before the next one began", append(many(20, 200), ago(2, 1)...), 0},
		{"an older burst counts no longer, the newer one does", append(many(20, 200), many(12, 8)...), 64 * time.Second},
		{"a message of a moment that is to come", []time.Time{now.Add(time.Second)}, 0},
	} {
		if got := rules.Pace(c.sent, now); got != c.want {
			t.Errorf("%s: waits %s, want %s", c.name, got, c.want)
		}
	}
}

// The platform's rule, written down another way: whatever is sent is borrowed, and six seconds pay for one message. No
// more than a burst is ever owed; and whoever owes more than people do who write line by line sends nothing until all
// is paid, but for the six seconds of a burst.
func TestWhoeverKeepsThePaceNeverOwesMoreThanABurst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
		var sent []time.Time
		began, n := time.Time{}, 0
		for range rapid.IntRange(1, 150).Draw(t, "messages") {
			now = now.Add(time.Duration(rapid.IntRange(0, 15_000).Draw(t, "idle")) * time.Millisecond * time.Duration(rapid.IntRange(0, 1).Draw(t, "some")))
			now = now.Add(rules.Pace(sent[max(len(sent)-25, 0):], now))
			switch age := now.Sub(began); {
			case age >= time.Duration(n)*6*time.Second:
				began, n = now, 1
			case n < 10 || age < 6*time.Second && n < 20:
				n++
			default:
				t.Fatalf("message %d goes %s after %d others that are not paid for", len(sent), age, n)
			}
			sent = append(sent, now)
		}
	})
}
