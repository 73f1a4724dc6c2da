package main

import (
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

func TestAMessageForWhichALineIsFullForLongIsParkedUntilThen(t *testing.T) {
	for _, c := range []struct {
		name  string
		full  time.Duration
		sends int
	}{
		{"for a moment: it waits for its turn", 50 * time.Millisecond, 1},
		{"for longer than a call: it is parked", 40 * time.Second, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			now := clock.Now()
			ref := o.agent(o.customer("40721", now.Add(-time.Hour)), "x", now)
			_, err := o.desk.Store.ChangeLine(t.Context(), o.ws, o.channel.ID, commonRate, rules.Line{}, func(l rules.Line) rules.Line {
				return l.Hold(time.Now().Add(c.full), time.Now())
			})
			o.must(err)
			_, again := o.run()
			e := o.entry(ref)
			if again != 0 || o.platform.count() != c.sends {
				t.Fatalf("%d come again, %d sends, the message is %s %+v", again, o.platform.count(), e.Status, e.Error)
			}
			if c.sends > 0 {
				return
			}
			due, err := o.desk.Store.Due(t.Context(), now.Add(time.Hour), 10)
			o.must(err)
			if e.Status != rules.Queued || e.Error == nil || e.Error.Reason != "throttled" || len(due) != 1 || due[0].Due.Sub(now) < c.full-time.Second || due[0].Due.Sub(now) > 2*c.full {
				t.Errorf("the message is %s %+v, its timers %+v", e.Status, e.Error, due)
			}
		})
	}
}

func TestAPlatformThatSaysItWasTooMuchIsLeftAloneByEverybody(t *testing.T) {
	o := open(t)
	now := clock.Now()
	o.platform.answer = func(int, string) (int, string) { return graphError(130429) }
	o.agent(o.customer("40721", now.Add(-2*time.Minute)), "x", now.Add(-time.Minute))
	o.run()
	l, err := o.desk.Store.Line(t.Context(), o.ws, o.channel.ID, commonRate)
	o.must(err)
	if l.Taken.Sub(now) < time.Second {
		t.Errorf("the line is held until %s", l.Taken)
	}
	if l.Breaker != (rules.Breaker{}) {
		t.Errorf("a throttle counts as an outage: %+v", l.Breaker)
	}
}

func TestWhatAnOutageHoldsUpWaitsForADay(t *testing.T) {
	for _, c := range []struct {
		age    time.Duration
		status rules.Delivery
		sends  int
	}{{time.Minute, rules.Queued, 0}, {2 * time.Hour, rules.Queued, 0}, {25 * time.Hour, rules.Failed, 1}} {
		o := open(t)
		now := clock.Now()
		o.platform.answer = func(int, string) (int, string) { return graphError(2) }
		ref := o.agent(o.customer("40721", now.Add(-10*time.Minute)), "x", now.Add(-c.age))
		_, err := o.desk.Store.ChangeLine(t.Context(), o.ws, o.channel.ID, commonRate, rules.Line{}, func(l rules.Line) rules.Line {
			l.Breaker = rules.Breaker{Failures: rules.BreakAfter, FailedAt: now, Until: now.Add(time.Minute)}
			return l
		})
		o.must(err)
		if _, again := o.run(); again != 0 {
			t.Errorf("at the age of %s %d come again", c.age, again)
		}
		if e := o.entry(ref); e.Status != c.status || e.Error == nil || e.Error.Reason != "platform_down" || o.platform.count() != c.sends {
			t.Errorf("at the age of %s the message is %s %+v after %d sends", c.age, e.Status, e.Error, o.platform.count())
		}
	}
}
