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
// call is over. A call that finds nothing due goes on while the clock does, until the next one.
func (s *Simulation) stand(ctx context.Context, at time.Time) error {
	if err := s.listens(ctx); err != nil {
		return err
	}
	if s.matters(at) {
		if err := s.taken(ctx); err != nil {
			return err
		}
	}
	if s.crosses(at) {
		return s.call(ctx, at)
	}
	began := time.Now()
	if err := s.control(ctx, order{Stand: &at}, nil); err != nil {
		return err
	}
	s.moved(at)
	s.report.spend("moving the clock", began)
	return nil
}

// moved notes where the clock stands.
func (s *Simulation) moved(at time.Time) {
	if s.Progress != nil && !at.Truncate(day).Equal(s.now.Truncate(day)) {
		s.Progress(s.report.sofar(at))
	}
	s.now = at
	s.ear.moves(at)
}

// call moves the clock to a minute's call, and looks what became of it.
func (s *Simulation) call(ctx context.Context, at time.Time) error {
	if err := s.awaitCall(ctx); err != nil {
		return err
	}
	if s.stirred && (len(s.open) > 0 || s.hurry) {
		if err := s.rest(ctx); err != nil {
			return err
		}
	}
	began, matters := time.Now(), s.matters(at)
	if err := s.control(ctx, order{Stand: &at}, nil); err != nil {
		return err
	}
	s.moved(at)
	s.report.ticks, s.calling = s.report.ticks+1, true
	s.report.spend("moving the clock", began)
	if matters {
		if err := s.awaitCall(ctx); err != nil {
			return err
		}
	}
	began = time.Now()
	defer func() { s.report.spend("looking what became of it", began) }()
	if err := s.check(ctx); err != nil {
		return err
	}
	return s.follow(ctx)
}

// awaitCall waits until the last minute's call has come to its end.
func (s *Simulation) awaitCall(ctx context.Context) error {
	if !s.calling {
		return nil
	}
	began := time.Now()
	var answer struct{ Quiet bool }
	if err := s.control(ctx, order{Await: "calls", Patience: "180s"}, &answer); err != nil {
		return err
	}
	s.calling = false
	s.report.spend("waiting for the minute's call", began)
	if !answer.Quiet {
		return errors.New("the closer does not come to its end")
	}
	return nil
}

// rest waits until what happened has come to its end: what takes moments must not be made to take minutes. Where it
// takes longer, the clock moves on by single minutes.
func (s *Simulation) rest(ctx context.Context) error {
	if err := s.taken(ctx); err != nil {
		return err
	}
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
