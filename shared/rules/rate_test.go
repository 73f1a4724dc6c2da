package rules_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"transom/shared/rules"
)

func TestEveryChannelOfAPlatformHasARateAndAWebChatHasNone(t *testing.T) {
	for _, c := range []struct {
		ch   rules.Channel
		typ  rules.Type
		most int
		free bool
	}{
		{rules.Channel{Kind: rules.WhatsApp}, rules.Text, 80, true},
		{rules.Channel{Kind: rules.WhatsApp}, rules.Video, 80, true},
		{rules.Channel{Kind: rules.WhatsApp, PhoneApp: true}, rules.Text, 20, false},
		{rules.Channel{Kind: rules.Messenger}, rules.Text, 300, true},
		{rules.Channel{Kind: rules.Messenger}, rules.Image, 300, true},
		{rules.Channel{Kind: rules.Messenger}, rules.Audio, 10, false},
		{rules.Channel{Kind: rules.Instagram}, rules.Text, 100, true},
		{rules.Channel{Kind: rules.Instagram}, rules.Video, 10, false},
		{rules.Channel{Kind: rules.WebChat}, rules.Text, 0, false},
	} {
		r := rules.RateOf(c.ch, c.typ)
		if r.Most != c.most || r.Free() != c.free {
			t.Errorf("%s, phone app %t, %s: %d a second, free: %t; want %d, %t", c.ch.Kind, c.ch.PhoneApp, c.typ, r.Most, r.Free(), c.most, c.free)
		}
	}
	for _, r := range rules.Rates {
		if r.Source == "" || r.Date == "" || r.Most == 0 {
			t.Errorf("a rate without source, date or number: %+v", r)
		}
	}
}

// crowd is every environment at once, each as unlucky as it may be: it knows the line as it was up to LineSeen ago,
// and whatever it sends arrives up to Slack late.
type crowd struct {
	rng     *rand.Rand
	jam     time.Time // what goes before is as late as it may be, what goes after is not late at all
	line    rules.Line
	history []rules.Line // of each millisecond
	last    [rules.Senders]time.Time
	arrived []time.Time
}

func (w *crowd) late(at time.Time) {
	if at.Before(w.jam) {
		at = at.Add(rules.Slack)
	}
	w.arrived = append(w.arrived, at)
}

// wants has an environment send n messages at a moment.
func (w *crowd) wants(r rules.Rate, who, n int, now time.Time) {
	stale := len(w.history) - 1 - w.rng.IntN(min(len(w.history), int(rules.LineSeen/time.Millisecond)))
	if r.Free() && w.history[stale].Quiet(now) && now.Sub(w.last[who]) >= rules.QuietFor {
		w.last[who] = now
		w.late(now)
		n--
	}
	for n > 0 {
		next, turns := w.line.Take(r, n, now)
		w.line, n = next, n-len(turns)
		for _, at := range turns {
			w.late(at)
			w.last[who] = at
		}
	}
}

func TestAllEnvironmentsTogetherNeverExceedARate(t *testing.T) {
	for seed := range uint64(40) {
		for _, r := range rules.Rates {
			start := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
			w := &crowd{rng: rand.New(rand.NewPCG(seed, 7)), jam: start.Add(3*time.Second + time.Duration(seed)*100*time.Millisecond)}
			for ms := range 12_000 {
				now := start.Add(time.Duration(ms) * time.Millisecond)
				w.history = append(w.history, w.line)
				switch {
				case ms == 3_000: // all of them at once, as a broadcast has it
					for who := range rules.Senders {
						w.wants(r, who, 3+w.rng.IntN(20), now)
					}
				case (ms < 1_500 || ms > 5_000) && w.rng.IntN(40) == 0:
					w.wants(r, w.rng.IntN(rules.Senders), 1+w.rng.IntN(2), now)
				}
			}
			slices.SortFunc(w.arrived, time.Time.Compare)
			for i, at := range w.arrived {
				if n := i + r.Most; n < len(w.arrived) && w.arrived[n].Sub(at) < time.Second {
					t.Fatalf("seed %d, %v: %d messages within %s", seed, r.On, r.Most+1, w.arrived[n].Sub(at))
				}
			}
		}
	}
}

func TestALineThatIsUsedAllTheTimeUsesFourFifthsOfItsRate(t *testing.T) {
	for _, r := range rules.Rates {
		now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
		var l rules.Line
		n := 0
		for n < 60*r.Most {
			next, turns := l.Take(r, 20, now)
			l, n = next, n+len(turns)
		}
		perSecond := float64(n) / l.Taken.Sub(now).Seconds()
		if share := perSecond / float64(r.Most); share < 0.78 || share > 0.8 {
			t.Errorf("%v: %.1f a second, %.2f of the rate", r.On, perSecond, share)
		}
	}
}

func TestAMessageThatNobodyHindersGoesAtOnce(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	l, turns := rules.Line{}.Take(rules.Rates[0], 3, now)
	if turns[0].Sub(now) > time.Microsecond || !turns[1].After(now) || turns[2].Sub(now) > 60*time.Millisecond {
		t.Errorf("three messages go at %v", turns)
	}
	later := now.Add(time.Minute)
	if l.Quiet(now) || !l.Quiet(later) {
		t.Error("the line is not quiet when it is")
	}
	if _, turns = l.Take(rules.Rates[0], 1, later); turns[0].Sub(later) > time.Microsecond {
		t.Errorf("after a minute the next goes at %s", turns[0])
	}
	if _, turns = l.Hold(later.Add(time.Second), later).Take(rules.Rates[0], 1, later); !turns[0].Equal(later.Add(time.Second)) {
		t.Errorf("on a line that is held the next goes at %s", turns[0])
	}
	if _, turns = (rules.Line{}).Take(rules.Rates[0], 500, now); len(turns) != rules.LeaseMost {
		t.Errorf("%d are taken at once", len(turns))
	}
}
