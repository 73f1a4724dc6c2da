package simulation

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

// settle lets the weather clear and waits, minute by minute, until everything has come to its end.
func (s *Simulation) settle(ctx context.Context) error {
	if err := s.door.must(ctx, http.MethodDelete, "/sandbox/api/faults", nil, nil); err != nil {
		return err
	}
	if err := s.misbehave(ctx, false); err != nil {
		return err
	}
	for range 240 {
		if err := s.control(ctx, order{Await: "quiet", Patience: "1s"}, nil); err != nil {
			return err
		}
		if err := s.stand(ctx, s.tick()); err != nil {
			return err
		}
		if len(s.open) == 0 && s.now.After(s.end.Add(5*time.Minute)) {
			break
		}
	}
	s.machine.AwaitQuiet()
	return nil
}

// recount holds every thread against the customer's phone, and the counters against the conversations.
func (s *Simulation) recount(ctx context.Context) error {
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for _, c := range s.chats {
		if len(c.wrote) == 0 {
			continue
		}
		s.count("conversations", 1)
		g.Go(func() error { return s.compare(inner, c) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, letter := range s.machine.State().DeadLetters {
		s.report.count("dead letters of "+letter.Function, 1)
		if !s.settings.Chaos {
			s.wrong(nil, "dead letter", "%s from %s: %s %.300s", letter.Function, letter.Source, letter.Reason, letter.Error)
		}
	}
	if n := s.report.counts["outcome unknown"]; n > s.report.counts["lost answers"]+atOnce*s.report.counts["deaths of the whole machine"] && !s.settings.Chaos {
		s.wrong(nil, "outcome unknown", "of %d messages, more than answers were lost", n)
	}
	s.warnedOnce()
	if err := s.timers(ctx); err != nil {
		return err
	}
	return s.counters(ctx)
}
