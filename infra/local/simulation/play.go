package simulation

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
)

// atOnce is how many conversations something happens to at the same moment.
const atOnce = 8

// play moves the clock from one moment at which something happens, or is due, to the next.
func (s *Simulation) play(ctx context.Context) error {
	for s.now.Before(s.end) {
		next := s.next(len(s.open) == 0)
		if next.Sub(s.now) >= 2*time.Minute && s.stirred { // nothing may be under way where minutes are passed over
			if err := s.rest(ctx); err != nil {
				return err
			}
			next = s.next(!s.stirred)
		}
		if err := s.stand(ctx, next); err != nil {
			return err
		}
		if err := s.moment(ctx, s.script.until(s.now)); err != nil {
			return err
		}
	}
	return nil
}

// next is the moment that follows: the next in which something happens or is due where nothing is under way, else
// no later than the next minute's call.
func (s *Simulation) next(idle bool) time.Time {
	tick := s.tick()
	happens, scripted := s.script.next()
	due, owed := s.duties.next()
	called := owed && s.jittered(ceil(due)).Before(happens)
	first := scripted && !happens.After(s.end) && !called
	switch {
	case first && (idle || happens.Before(tick)):
		return happens
	case !idle:
		return tick
	case owed:
		return later(tick, s.jittered(ceil(due)))
	default:
		return later(tick, s.end)
	}
}

// moment plays what happens in one second: the weather, then the customers, then the agents, who know of them what
// the model knows.
func (s *Simulation) moment(ctx context.Context, all []happening) error {
	var turns [3][]happening
	for _, h := range all {
		switch {
		case h.chat == nil:
			turns[0] = append(turns[0], h)
		case h.writes:
			turns[1] = append(turns[1], h)
		default:
			turns[2] = append(turns[2], h)
		}
	}
	for _, turn := range turns {
		if err := s.together(ctx, turn); err != nil {
			return err
		}
	}
	return nil
}

// together plays what happens at one moment: conversations side by side, each in its order.
func (s *Simulation) together(ctx context.Context, all []happening) error {
	if len(all) == 0 {
		return nil
	}
	if err := s.before(ctx, all); err != nil {
		return err
	}
	byChat, order := map[*chat][]happening{}, []*chat{}
	edge := false
	for _, h := range all {
		if len(byChat[h.chat]) == 0 {
			order = append(order, h.chat)
		}
		byChat[h.chat] = append(byChat[h.chat], h)
		edge = edge || h.edge
	}
	began := time.Now()
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for _, c := range order {
		g.Go(func() error {
			for _, h := range byChat[c] {
				if err := h.do(inner); err != nil {
					return fmt.Errorf("%s of conversation %d: %w", h.word, h.order(), err)
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	s.report.spend("letting things happen", began)
	s.stirred = s.stirred || !edge // at an edge the clock moves on while this is under way
	s.after(all)
	return nil
}

// add puts happenings into the script.
func (s *Simulation) add(all ...happening) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range all {
		if !h.at.After(s.now) { // around an end that was over when we learned of it
			h.at = s.now.Add(time.Second)
		}
		if h.at.Before(s.end) {
			s.script.push(h)
		}
	}
}
