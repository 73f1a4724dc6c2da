package main

import (
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// death is where a worker dies who writes a letter: at its n-th write, or while it asks SES. From then on it writes
// nothing.
type death struct {
	name  string
	write int // -1: none
	how   storetest.Mishap
	ses   string
	most  int // letters in the end
}

var deaths = []death{
	{"before it begins", 0, storetest.Before, "", 1},
	{"after it began, unheard", 0, storetest.Lost, "", 1},
	{"before SES takes the letter", -1, storetest.None, "silence", 1},
	{"after SES took the letter", -1, storetest.None, "lost", 2},
	{"before it notes that it wrote", 1, storetest.Before, "", 2},
	{"after it noted that it wrote, unheard", 1, storetest.Lost, "", 1},
}

// Lambda repeats a call that failed after a minute, and after two more.
func TestAWorkerWhoDiesBetweenAnyTwoStepsLosesNoLetter(t *testing.T) {
	for _, d := range deaths {
		t.Run(d.name, func(t *testing.T) {
			s, trouble := storetest.Troubled(t)
			a := soundIn(openOn(t, s, rules.Messenger, rules.Messages, 23*time.Hour), rules.ToAssignee, rules.Assignee{})
			now := clock.Now()
			dies := func(from int, how storetest.Mishap) {
				trouble.Plan(func(write int) storetest.Mishap {
					switch {
					case write < from:
						return storetest.None
					case write == from:
						return how
					default:
						return storetest.Before
					}
				})
			}
			if d.write >= 0 {
				dies(d.write, d.how)
			} else {
				a.box.fails, a.box.meets = d.ses, func() { dies(0, storetest.Before) }
			}
			if a.writes(now) == nil {
				t.Fatal("it lives")
			}
			trouble.Plan(nil)
			a.box.fails, a.box.meets = "", nil
			for _, later := range []time.Duration{time.Minute, 3 * time.Minute} {
				a.must(a.writes(now.Add(later)))
			}
			if n := len(a.box.to); n < 1 || n > d.most {
				t.Errorf("%d letters, want 1 to %d", n, d.most)
			}
		})
	}
}

// While a worker may still be writing, another one neither writes nor believes that it was written.
func TestALetterUnderWayIsLeftToWhoeverWritesIt(t *testing.T) {
	a := sound(t, rules.ToAssignee, rules.Assignee{})
	now := clock.Now()
	a.box.meets = func() {
		stage, err := a.store.Start(t.Context(), a.ws, a.id, "letter#"+string(a.warning)+"#u1", now.Add(letterLease-time.Second), letterLease)
		if a.must(err); stage != store.UnderWay {
			t.Errorf("while SES is asked it is %d", stage)
		}
	}
	a.must(a.writes(now))
	a.wrote("a@example.com")
}

// writes asks the first colleague's letter at a time.
func (a *alarm) writes(now time.Time) error {
	a.t.Helper()
	v, err := a.store.Member(a.t.Context(), "u1")
	a.must(err)
	return a.work.letters.warn(a.t.Context(), v, a.id, a.warning, now)
}
