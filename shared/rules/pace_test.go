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
	for _, c := range []struct {
		name string
		sent []time.Time
		want time.Duration
	}{
		{"the first", nil, 0},
		{"one a second ago", ago(1), 0},
		{"one just under six seconds ago", ago(5.999), 0},
		{"one six seconds ago has been paid for", ago(6), 0},
		{"two, within the six seconds of a burst", ago(3, 1), 0},
		{"two, and the six seconds are over", ago(7, 5), 5 * time.Second},
		{"two, the second before all is paid", ago(11.999, 10), time.Millisecond},
		{"two, all is paid", ago(12, 10), 0},
		{"twenty are a burst of ours, which is over", many(20, 4), 116 * time.Second},
		{"nineteen may have one more", many(19, 4), 0},
		{"in any order", []time.Time{ago(1)[0], ago(3)[0], ago(2)[0]}, 0},
		{"an older burst was paid before the next one began", append(many(20, 200), ago(2, 1)...), 0},
		{"an older burst counts no longer, the newer one does", append(many(20, 200), ago(8, 7, 6.5)...), 10 * time.Second},
		{"a message of a moment that is to come", []time.Time{now.Add(time.Second)}, 0},
	} {
		if got := rules.Pace(c.sent, now); got != c.want {
			t.Errorf("%s: waits %s, want %s", c.name, got, c.want)
		}
	}
}

// The platform's rule, written down another way: a burst of n, all within six seconds and 45 at most, and then
// nothing until n times six seconds after its beginning.
func TestWhoeverKeepsThePaceNeverBreaksThePairRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
		var sent []time.Time
		began, n := time.Time{}, 0
		for range rapid.IntRange(1, 150).Draw(t, "messages") {
			now = now.Add(time.Duration(rapid.IntRange(0, 15_000).Draw(t, "idle")) * time.Millisecond * time.Duration(rapid.IntRange(0, 1).Draw(t, "some")))
			now = now.Add(rules.Pace(sent[max(len(sent)-25, 0):], now))
			switch age := now.Sub(began); {
			case age < 6*time.Second && n < 45:
				n++
			case age >= time.Duration(n)*6*time.Second:
				began, n = now, 1
			default:
				t.Fatalf("message %d goes %s after a burst of %d began", len(sent), age, n)
			}
			sent = append(sent, now)
		}
	})
}
