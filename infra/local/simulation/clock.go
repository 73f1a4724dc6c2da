package simulation

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// order is what the runner is told about its clock.
type order struct {
	Stand    *time.Time `json:"stand,omitempty"`
	Await    string     `json:"await,omitempty"`
	Patience string     `json:"patience,omitempty"`
}

func (s *Simulation) control(ctx context.Context, o order, out any) error {
	return s.door.must(ctx, http.MethodPost, "/_local/clock", o, out)
}

// stand moves the clock. Where that crosses a minute the closer is called, and what was due must be done once its
// call is over.
func (s *Simulation) stand(ctx context.Context, at time.Time) error {
	crossed := at.Truncate(time.Minute).After(s.now)
	if err := s.listens(ctx); err != nil {
		return err
	}
	o := order{Stand: &at}
	if crossed { // what customers write is taken already, and its timers have a day
		o.Await, o.Patience = "calls", "180s"
		if s.stirred && (len(s.open) > 0 || s.hurry) {
			if err := s.rest(ctx); err != nil {
				return err
			}
		}
	}
	began := time.Now()
	var answer struct{ Quiet *bool }
	if err := s.control(ctx, o, &answer); err != nil {
		return err
	}
	if s.Progress != nil && !at.Truncate(day).Equal(s.now.Truncate(day)) {
		s.Progress(s.report.sofar(at))
	}
	s.now = at
	s.ear.moves(at)
	if !crossed {
		s.report.spend("moving the clock", began)
		return nil
	}
	s.report.spend("waiting for the minute's call", began)
	if answer.Quiet != nil && !*answer.Quiet {
		return errors.New("the closer does not come to its end")
	}
	s.report.ticks++
	began = time.Now()
	defer func() { s.report.spend("looking what became of it", began) }()
	if err := s.check(ctx); err != nil {
		return err
	}
	return s.follow(ctx)
}

// rest waits until what happened has come to its end: what takes moments must not be made to take minutes. Where it
// takes longer, the clock moves on by single minutes.
func (s *Simulation) rest(ctx context.Context) error {
	began := time.Now()
	var answer struct{ Quiet bool }
	err := s.control(ctx, order{Await: "quiet", Patience: "2s"}, &answer)
	s.report.spend("waiting until it is quiet", began)
	s.stirred = !answer.Quiet
	s.hurry = s.hurry && s.stirred
	return err
}

// tick is when the next minute's call comes: EventBridge is a few seconds late, never early.
func (s *Simulation) tick() time.Time {
	return s.jittered(s.now.Truncate(time.Minute).Add(time.Minute))
}

// jittered is a minute's call, up to 4 s late: the same in every run of a seed.
func (s *Simulation) jittered(minute time.Time) time.Time {
	n := (uint64(minute.Sub(s.begin)/time.Minute) + s.settings.Seed) * 0x9e3779b97f4a7c15
	return minute.Add(time.Duration(n>>61%5) * time.Second)
}

func ceil(t time.Time) time.Time {
	if m := t.Truncate(time.Minute); !m.Equal(t) {
		return m.Add(time.Minute)
	}
	return t
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
