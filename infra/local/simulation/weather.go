package simulation

import (
	"context"
	"net/http"
	"time"

	"transom/infra/local/localtest"
)

// forecast puts into the script what the world does to the machine: platforms that are away, webhooks that come
// twice and in any order, acknowledgements that get lost, and its sudden death.
func (s *Simulation) forecast() {
	length := s.settings.length()
	spread := func(every time.Duration, each func(at time.Time)) {
		for at := s.begin.Add(every / 2); at.Before(s.end.Add(-2 * time.Hour)); at = at.Add(every) {
			each(at.Add(time.Duration(s.dice.Int64N(int64(every / 3)))).Truncate(time.Second))
		}
	}
	spread(min(length/3, 2*day), s.outage)
	spread(min(length/4, 8*time.Hour), func(at time.Time) {
		s.fault(at, time.Hour, "webhooks twice and more", map[string]any{"duplicate": 1 + s.dice.IntN(3)}, map[string]any{"duplicate": 0})
	})
	spread(min(length/3, day), func(at time.Time) {
		s.fault(at, 10*time.Minute, "webhooks in any order", map[string]any{"reorder": true, "batch": 5}, map[string]any{"reorder": false, "batch": 0})
	})
	spread(min(length/3, day), func(at time.Time) {
		s.fault(at, 0, "lost acknowledgements", map[string]any{"loseAcks": 3}, nil)
	})
	spread(min(length/3, day), func(at time.Time) {
		s.fault(at, 30*time.Minute, "statuses before answers", map[string]any{"statusFirst": true}, map[string]any{"statusFirst": false})
	})
	spread(min(length/3, 2*day), func(at time.Time) {
		s.fault(at, 0, "lost answers", map[string]any{"drop": map[string]any{"count": 1}}, nil)
	})
	spread(min(length/2, 3*day), s.death)
	s.add(happening{at: s.begin.Add(length / 2), word: "ads open nothing any more", do: func(ctx context.Context) error {
		return s.door.phone(ctx, http.MethodPost, "settings", map[string]any{"adWindow": false}, nil)
	}})
}

// outage is a platform that takes nothing for a while.
func (s *Simulation) outage(at time.Time) {
	platform := []string{whatsapp, messenger, instagram}[s.dice.IntN(3)]
	s.fault(at, time.Duration(3+s.dice.IntN(20))*time.Minute, "outages",
		map[string]any{"refuse": map[string]any{"count": -1, "status": 503, "platform": platform}},
		map[string]any{"refuse": map[string]any{"count": 0, "status": 0, "platform": ""}})
}

// fault switches a fault of the sandbox on, and off again after a while.
func (s *Simulation) fault(at time.Time, lasts time.Duration, word string, on, off map[string]any) {
	set := func(at time.Time, faults map[string]any) happening {
		return happening{at: at, word: word, do: func(ctx context.Context) error {
			return s.door.phone(ctx, http.MethodPost, "faults", faults, nil)
		}}
	}
	s.report.count(word, 1)
	s.add(set(at, on))
	if off != nil {
		s.add(set(at.Add(lasts), off))
	}
}

// death kills the machine without warning, with whatever is under way, and starts it again on its data.
func (s *Simulation) death(at time.Time) {
	s.add(happening{at: at, word: "death", do: func(ctx context.Context) error {
		s.count("deaths of the whole machine", 1)
		s.machine.Kill()
		s.machine.Restart(localtest.Options{Empty: true})
		s.seen = 0 // the sandbox's ledger begins again
		if err := s.door.signIn(ctx); err != nil {
			return err
		}
		if err := s.listen(ctx); err != nil {
			return err
		}
		return s.misbehave(ctx, s.settings.Chaos)
	}})
}
