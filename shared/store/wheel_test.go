package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func (w *world) arms(n int, due time.Time) {
	w.t.Helper()
	var all []store.Timer
	for i := range n {
		all = append(all, store.Timer{Workspace: w.ws, Conversation: rules.ConversationID(fmt.Sprint("c", i)), Kind: store.ExpireTimer, Due: due})
	}
	must(w.t, w.Arm(w.ctx, all...))
}

// More timers than a round takes are read in whole minutes, each once, none left out.
func TestManyTimersAreReadInWholeMinutes(t *testing.T) {
	w := newWorld(t)
	start := clock.Now().Truncate(time.Hour).Add(time.Hour)
	want := 0
	for minute := range 90 {
		n := 1 + minute%7
		w.arms(n, start.Add(time.Duration(minute)*time.Minute+time.Second))
		want += n
	}
	seen := map[string]int{}
	now := start.Add(2 * time.Hour)
	rounds := 0
	for from := start; ; rounds++ {
		due, through, err := w.DueSince(w.ctx, from, now, 10)
		must(t, err)
		for i, timer := range due {
			seen[string(timer.Conversation)+timer.Due.String()]++
			if timer.Due.After(through) || i > 0 && timer.Due.Before(due[i-1].Due) {
				t.Fatalf("a timer due at %s comes in a round through %s", timer.Due, through)
			}
		}
		if !through.Before(now) {
			break
		}
		from = through.Add(time.Millisecond)
	}
	if len(seen) != want || rounds < 3 {
		t.Errorf("%d of %d timers in %d rounds", len(seen), want, rounds)
	}
	for name, n := range seen {
		if n != 1 {
			t.Errorf("%s came %d times", name, n)
		}
	}
}

func TestWhatIsDueOnceIsArmedInOnePut(t *testing.T) {
	w, m := meteredWorld(t)
	w.arms(60, clock.Now().Add(time.Hour))
	equal(t, "WRU of 60 timers", m.Take("arm").Write, 60)
	due := clock.Now().Add(time.Hour)
	x := store.Timer{Workspace: w.ws, Conversation: "c", Kind: store.SendTimer, Key: rules.MessageKey(noon, "k"), Due: due, Tries: 3}
	must(t, w.Arm(w.ctx, x, x))
	equal(t, "WRU of the same twice", m.Take("arm").Write, 1)
	must(t, w.Arm(w.ctx))
	all, _, err := w.DueSince(w.ctx, due.Add(-time.Minute), due.Add(time.Minute), 100)
	must(t, err)
	for _, timer := range all {
		if timer.Kind == store.SendTimer && (timer.Tries != 3 || timer.Key != x.Key) {
			t.Errorf("it comes back as %+v", timer)
		}
	}
}

// A timer whose writing takes so long that a sweep may have passed its minute is armed again, for the present.
func TestATimerThatIsWrittenTooLateIsArmedAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock")
	t.Setenv(clock.File, file)
	s, trouble := storetest.Troubled(t)
	w := settle(t, s, "demo")
	trouble.Plan(func(write int) storetest.Mishap {
		if write == 0 { // the clock leaps while the first write is on its way
			must(t, os.WriteFile(file, []byte("3h"), 0o600))
		}
		return storetest.None
	})
	must(t, w.Arm(w.ctx, store.Timer{Workspace: w.ws, Conversation: "c", Kind: store.SnoozeTimer, Due: clock.Now().Add(time.Minute)}))
	now := clock.Now()
	must(t, w.Swept(w.ctx, now.Add(-time.Second), now))
	from, err := w.Unswept(w.ctx, now)
	must(t, err)
	due, _, err := w.DueSince(w.ctx, from, now.Add(time.Second), 10)
	must(t, err)
	if len(due) != 1 || now.Sub(due[0].Due) > time.Minute {
		t.Errorf("a sweep of now finds %+v", due)
	}
}

func TestASweepBeginsWhereNothingIsMissed(t *testing.T) {
	w := newWorld(t)
	now := clock.Now().Truncate(time.Millisecond)
	for _, c := range []struct {
		name         string
		mark, at     time.Duration // of the sweep before, from now
		want, atMost time.Duration // before now
	}{
		{"a minute ago", -time.Minute, -time.Minute, 3 * time.Minute, 3 * time.Minute},
		{"a minute ago, which ran out of its time", -time.Hour, -time.Minute, 62 * time.Minute, 62 * time.Minute},
		{"hours ago", -3 * time.Hour, -3 * time.Hour, 4 * time.Hour, 4 * time.Hour},
		{"in the future: the clock was set back", time.Hour, time.Hour, 48 * time.Hour, 48 * time.Hour},
		{"a moment ahead: clocks differ", time.Second, time.Second, time.Minute, 2 * time.Minute},
	} {
		must(t, w.Swept(w.ctx, now.Add(c.mark), now.Add(c.at)))
		from, err := w.Unswept(w.ctx, now)
		must(t, err)
		if back := now.Sub(from); back < c.want || back > c.atMost {
			t.Errorf("%s: begins %s before now, want %s", c.name, back, c.want)
		}
	}
}
