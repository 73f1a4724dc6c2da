package simulation

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"
)

// What customers write is on its way to us for as long as that makes no difference: until something else happens to
// the same conversation, until the weather changes, and until the clock comes to a moment that matters.

// before waits for what has to be taken before something happens.
func (s *Simulation) before(ctx context.Context, all []happening) error {
	if slices.ContainsFunc(all, func(h happening) bool { return h.chat == nil || s.written[h.chat] }) {
		return s.taken(ctx)
	}
	return nil
}

// after notes who has written.
func (s *Simulation) after(all []happening) {
	for _, h := range all {
		if h.writes {
			s.written[h.chat] = true
		}
	}
}

// matters reports that what is under way must not still be under way when the clock comes to a moment, and that the
// call it may bring must be over before the clock goes on: something is due, or what agents wrote has not arrived.
func (s *Simulation) matters(at time.Time) bool {
	return s.due(at) || s.crosses(at) && len(s.open) > 0
}

// crosses reports that a minute's call lies between now and a moment.
func (s *Simulation) crosses(at time.Time) bool { return at.Truncate(time.Minute).After(s.now) }

// due reports that something has to be done from a moment on, or has had to be before.
func (s *Simulation) due(at time.Time) bool {
	first, owed := s.duties.next()
	return owed && !first.After(at)
}

// taken waits until what customers wrote has been taken.
func (s *Simulation) taken(ctx context.Context) error {
	if len(s.written) == 0 {
		return nil
	}
	began := time.Now()
	defer func() { s.report.spend("waiting until it is taken", began) }()
	for range 300 {
		var answer struct{ Quiet bool }
		if err := s.control(ctx, order{Await: "taken", Patience: "100ms"}, &answer); err != nil {
			return err
		}
		if answer.Quiet {
			clear(s.written)
			return nil
		}
		if err := s.door.phone(ctx, http.MethodPost, "retry", nil, nil); err != nil { // what waits for its next attempt need not
			return err
		}
	}
	return errors.New("webhooks are not taken")
}
