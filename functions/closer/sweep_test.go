package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func TestAWindowThatClosedIsActedOnOnce(t *testing.T) {
	s := open(t, rules.CloseExpired)
	c := s.writes(1, noon)
	s.sweep(noon.Add(21 * time.Hour))
	if s.head(c).Version != c.Version {
		t.Fatal("acted an hour too early")
	}
	for range 3 {
		s.sweep(noon.Add(24*time.Hour + 30*time.Second))
		s.restart()
	}
	h := s.head(c)
	if !h.WindowExpired || !h.WindowOver || h.Status != rules.Closed {
		t.Errorf("got expired %v, status %s; want expired and closed", h.WindowExpired, h.Status)
	}
	if h.Version != c.Version+1 {
		t.Errorf("three sweeps made %d changes, want 1", h.Version-c.Version)
	}
	if !h.ClosedAt.Equal(c.WindowClosesAt) {
		t.Errorf("closed at %s, want the true deadline %s", h.ClosedAt, c.WindowClosesAt)
	}
}

func TestATimerMovesWhenTheCustomerWroteAgain(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	s.writes(1, noon.Add(10*time.Hour))
	s.sweep(noon.Add(25 * time.Hour))
	if h := s.head(c); h.WindowExpired || h.Warned > 0 {
		t.Fatal("the window is open until ten hours later")
	}
	s.sweep(noon.Add(34*time.Hour + time.Minute))
	if h := s.head(c); !h.WindowExpired || h.Status != rules.Open {
		t.Errorf("got expired %v, status %s; want marked and still open", h.WindowExpired, h.Status)
	}
}

// The index has the first message's deadline, the second's is known to this environment alone.
func TestWhatIsAwaitedOutlastsAnOutage(t *testing.T) {
	db, trouble := storetest.Troubled(t)
	s := openIn(t, db, rules.Channel{Kind: rules.WhatsApp, OnExpiry: rules.CloseExpired})
	s.sweep(noon)
	c := s.writes(1, noon)
	s.writes(1, noon.Add(50*time.Minute))
	end := noon.Add(24*time.Hour + 50*time.Minute)
	s.minutes(noon.Add(24*time.Hour-time.Minute), end.Add(-time.Minute))
	trouble.Plan(func(int) storetest.Mishap { return storetest.Before })
	if err := s.closer.sweep(t.Context(), end); err == nil {
		t.Fatal("nothing could be written, and nobody says so")
	}
	trouble.Plan(nil)
	s.minutes(end.Add(time.Minute), end.Add(2*time.Minute))
	if h := s.head(c); !h.WindowOver || h.Status != rules.Closed {
		t.Errorf("after the outage it is %s, over %t", h.Status, h.WindowOver)
	}
}

// An environment that has just begun looks an hour further back, until a sweep of it has come to its end.
func TestALeadIsFollowedOnceASweepHasEnded(t *testing.T) {
	db, trouble := storetest.Troubled(t)
	s := openIn(t, db, rules.Channel{Kind: rules.WhatsApp, OnExpiry: rules.CloseExpired})
	trouble.Plan(func(int) storetest.Mishap { return storetest.Before })
	if err := s.closer.sweep(t.Context(), noon); err == nil || s.closer.memory.follows(lead{workspace: s.ws}) {
		t.Errorf("after a sweep that answered %v its leads are followed", err)
	}
	trouble.Plan(nil)
	s.sweep(noon)
	if !s.closer.memory.follows(lead{workspace: s.ws}) {
		t.Error("after a whole sweep they are not")
	}
}

// The clock leaps over days: what fell due in between happens in order, with its own time.
func TestDaysOfMissedSweepsAreCaughtUp(t *testing.T) {
	s := open(t, rules.CloseExpired)
	s.sweep(noon)
	const conversations = 60
	var all []rules.Conversation
	for i := range conversations {
		all = append(all, s.writes(i, noon.Add(time.Duration(i)*20*time.Minute)))
	}
	s.sweep(noon.Add(9 * 24 * time.Hour))
	for _, c := range all {
		if h := s.head(c); h.Status != rules.Closed || !h.ClosedAt.Equal(c.WindowClosesAt) {
			t.Errorf("conversation %s: status %s closed at %s, want closed at %s", c.ID, h.Status, h.ClosedAt, c.WindowClosesAt)
		}
	}
}

// The clock is set back: what is armed by it is found, whether the closer runs on or was away.
func TestAClockThatIsSetBackLosesNothing(t *testing.T) {
	for _, back := range []time.Duration{time.Minute, 5 * time.Minute, 3 * time.Hour} {
		for _, away := range []time.Duration{time.Minute, 30 * time.Minute} {
			t.Run(fmt.Sprint(back, " away ", away), func(t *testing.T) {
				s := open(t, rules.MarkExpired)
				s.sweep(noon.Add(4 * time.Hour))
				now := noon.Add(4*time.Hour - back)
				c := s.writes(1, now.Add(-time.Hour))
				must(t, s.store.Arm(t.Context(), store.Timer{Workspace: s.ws, Conversation: c.ID, Kind: store.SnoozeTimer, Due: now.Add(20 * time.Second)}))
				s.changes(c, now, func(old rules.Conversation) rules.Change {
					return rules.Snooze(old, now.Add(20*time.Second), "u1", now)
				})
				s.sweep(now.Add(away))
				if h := s.head(c); h.Status != rules.Open {
					t.Errorf("it is %s after its snooze", h.Status)
				}
				s.sweep(now.Add(23*time.Hour + time.Minute))
				if h := s.head(c); !h.WindowOver {
					t.Error("its window never ended")
				}
			})
		}
	}
}

func TestASnoozeEnds(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	until := noon.Add(2 * time.Hour)
	s.changes(c, noon, func(c rules.Conversation) rules.Change { return rules.Snooze(c, until, "ana", noon) })
	s.sweep(until.Add(-time.Second))
	if h := s.head(c); h.Status != rules.Pending {
		t.Errorf("got %s before the snooze ends, want pending", h.Status)
	}
	s.sweep(until.Add(time.Minute))
	if h := s.head(c); h.Status != rules.Open {
		t.Errorf("got %s after the snooze, want open", h.Status)
	}
}

// A sweep whose time is up has acted on whole timers only, and the next one goes on where it ended, whether it
// remembers or not.
func TestASweepThatOutlastsItsCallGoesOnInTheNext(t *testing.T) {
	for _, forgets := range []bool{false, true} {
		t.Run(fmt.Sprint("forgets ", forgets), func(t *testing.T) {
			s := open(t, rules.CloseExpired)
			s.sweep(noon)
			const conversations = 40
			var all []rules.Conversation
			for i := range conversations {
				all = append(all, s.writes(i, noon.Add(time.Duration(i)*time.Minute)))
			}
			now := noon.Add(26 * time.Hour)
			sweeps := 0
			for closed := 0; closed < conversations; sweeps++ {
				if sweeps > 2*conversations {
					t.Fatalf("after %d sweeps %d of %d are closed", sweeps, closed, conversations)
				}
				ends := s.closer.spent
				acts := 0
				s.closer.spent = func(context.Context) bool { acts++; return acts > 8 }
				s.sweep(now)
				s.closer.spent = ends
				if forgets {
					s.restart()
				}
				before := closed
				closed = 0
				for _, c := range all {
					if s.head(c).Status == rules.Closed {
						closed++
					}
				}
				if closed == before && !forgets { // one that forgets repeats the newest it did
					t.Fatalf("sweep %d did nothing", sweeps)
				}
			}
			if sweeps < 3 {
				t.Errorf("everything was done in %d sweeps: nothing was cut", sweeps)
			}
		})
	}
}

// However many windows end, a snooze that ends with them is not behind them all.
func TestNoKindOfTimerStarvesAnother(t *testing.T) {
	s := open(t, rules.CloseExpired)
	s.sweep(noon)
	for i := range 100 {
		s.writes(i, noon.Add(time.Duration(i)*time.Second))
	}
	now := noon.Add(30 * time.Hour)
	snoozed := s.writes(1000, now.Add(-time.Hour))
	s.changes(snoozed, now, func(c rules.Conversation) rules.Change { return rules.Snooze(c, now.Add(-time.Second), "ana", noon) })
	acts := 0
	s.closer.spent = func(context.Context) bool { acts++; return acts > 20 }
	for range 3 { // the first may have had no turn at all for it
		acts = 0
		s.sweep(now)
	}
	if h := s.head(snoozed); h.Status != rules.Open {
		t.Errorf("it is still %s", h.Status)
	}
}

// The index of deadlines may be up to an hour too early. A closer that remembers nothing finds the window all the same,
// in the minute in which something is due.
func TestAWindowThatTheIndexHasTooEarlyIsNotMissedByANewCloser(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	s.writes(1, noon.Add(50*time.Minute)) // the index keeps the deadline of the first
	end := c.WindowClosesAt.Add(50 * time.Minute)
	for at := end.Add(-3 * time.Hour); !at.After(end.Add(time.Minute)); at = at.Add(time.Minute) {
		s.sweep(at.Add(2 * time.Second))
		s.restart()
		for _, w := range rules.Usual.Warnings {
			if given := s.head(c).Warned > 0 && s.head(c).Warned <= w.Before; given != !at.Before(end.Add(-w.Before)) {
				t.Fatalf("at %s before the end the warning of %s before was given: %t", end.Sub(at), w.Before, given)
			}
		}
	}
	if h := s.head(c); !h.WindowOver {
		t.Error("the end was not acted on")
	}
}

// A lead that a plan gains counts from the next minute on, also where the index is too early by more than the time that
// is left.
func TestALeadThatAPlanGainsIsFollowedAtOnce(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	s.writes(1, noon.Add(50*time.Minute))
	end := c.WindowClosesAt.Add(50 * time.Minute)
	s.minutes(end.Add(-8*time.Hour), end.Add(-6*time.Hour-20*time.Minute))
	must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: []rules.Warning{{Before: 6 * time.Hour, To: rules.ToTeam}}}))
	s.minutes(end.Add(-6*time.Hour-19*time.Minute), end.Add(-6*time.Hour))
	if h := s.head(c); h.Warned != 6*time.Hour {
		t.Errorf("warned %s before, want 6h", h.Warned)
	}
}

// A plan that gains a longer lead does not give the shorter one twice.
func TestAPlanThatGainsALongerLeadWarnsOnce(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	two := rules.Warning{Before: 2 * time.Hour, To: rules.ToTeam}
	must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: []rules.Warning{two}}))
	s.minutes(noon.Add(22*time.Hour-time.Minute), noon.Add(22*time.Hour))
	must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: []rules.Warning{{Before: 4 * time.Hour, To: rules.ToSupervisors}, two}}))
	s.minutes(noon.Add(22*time.Hour+time.Minute), noon.Add(23*time.Hour))
	if got := s.happened(c, rules.EventWarned); len(got) != 1 {
		t.Errorf("it was warned %v", got)
	}
}
