package store_test

import (
	"sync"
	"testing"
	"time"

	"transom/shared/rules"
)

func TestALineIsWrittenByOneAtATime(t *testing.T) {
	w := newWorld(t)
	rate := rules.RateOf(w.channel, rules.Text)
	now := noon
	var mu sync.Mutex
	var turns []time.Time
	parallel(t, 12, func(int) error {
		var mine []time.Time
		_, err := w.ChangeLine(w.ctx, w.ws, w.channel.ID, "text", rules.Line{}, func(l rules.Line) rules.Line {
			l, mine = l.Take(rate, 5, now)
			return l
		})
		mu.Lock()
		defer mu.Unlock()
		turns = append(turns, mine...)
		return err
	})
	seen := map[time.Time]bool{}
	for _, at := range turns {
		if seen[at] {
			t.Fatalf("the turn at %s was given twice", at)
		}
		seen[at] = true
	}
	l, err := w.Line(w.ctx, w.ws, w.channel.ID, "text")
	must(t, err)
	if got := l.Taken.Sub(l.Since); len(turns) != 60 || got < time.Second {
		t.Errorf("%d turns take %s", len(turns), got)
	}
	other, err := w.Line(w.ctx, w.ws, w.channel.ID, "film")
	must(t, err)
	equal(t, "the line of another rate", other, rules.Line{})
}

func TestALineReadsAsItWasWrittenAndCostsOneWrite(t *testing.T) {
	w, m := meteredWorld(t)
	want := rules.Line{Taken: noon.Add(1234567 * time.Microsecond), Since: noon, Breaker: rules.Breaker{Failures: 7, FailedAt: noon.Add(time.Millisecond), Until: noon.Add(time.Minute), Probes: 2}}
	set := func(l rules.Line) func(rules.Line) rules.Line { return func(rules.Line) rules.Line { return l } }
	got, err := w.ChangeLine(w.ctx, w.ws, w.channel.ID, "text", rules.Line{}, set(want))
	must(t, err)
	equal(t, "what was written", got, want)
	equal(t, "WRU of a change", m.Take("line").Write, 1)
	got, err = w.Line(w.ctx, w.ws, w.channel.ID, "text")
	must(t, err)
	equal(t, "what is read", got, want)
	_, err = w.ChangeLine(w.ctx, w.ws, w.channel.ID, "text", want, set(want))
	must(t, err)
	equal(t, "WRU of no change", m.Take("line").Write, 0)
	got, err = w.ChangeLine(w.ctx, w.ws, w.channel.ID, "text", want, set(rules.Line{Taken: want.Taken, Since: want.Since}))
	must(t, err)
	equal(t, "after an answer", got.Breaker, rules.Breaker{})
	got, err = w.Line(w.ctx, w.ws, w.channel.ID, "text")
	must(t, err)
	equal(t, "after an answer, read", got, rules.Line{Taken: want.Taken, Since: want.Since})
}
