package simulation

import (
	"context"
	"errors"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

var errAnswer = errors.New("not as expected")

// check looks whether everything that was due has been done.
func (s *Simulation) check(ctx context.Context) error {
	if err := s.readLedger(ctx); err != nil { // a refusal may have told of an end
		return err
	}
	byChat := map[*chat][]duty{}
	for _, d := range s.duties.until(s.now) {
		if d.kind == posts || d.holds(s.now) {
			byChat[d.chat] = append(byChat[d.chat], d)
		}
	}
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for c, all := range byChat {
		g.Go(func() error {
			v, err := s.look(inner, c, false)
			if err != nil {
				return err
			}
			s.perform(c, v, all)
			return nil
		})
	}
	return g.Wait()
}

// perform holds what was done to a conversation against what was due. A scheduled message that is due in the same
// minute as an end may come before or after it.
func (s *Simulation) perform(c *chat, v view, all []duty) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b duty) int { return b.first() - a.first() })
	either := all[0].kind == posts && len(all) > 1
	for _, d := range all {
		s.late(d)
		switch d.kind {
		case posts:
			s.posted(c, v, d)
		case warns, calls:
			if either && !c.waits { // what was scheduled for the same minute may have answered before
				s.count("warnings and calls that an answer of their minute spared", 1)
				continue
			}
			if d.kind == warns {
				s.warned(c, d)
			} else {
				s.called(c, v, d)
			}
		case standard:
			s.standardEnded(c, v)
		case over:
			s.ended(c, v, d, either)
		case wakes:
			if v.events("reopened", "snooze", d.end) != 1 || v.head.Status != "open" {
				s.wrong(c, "snooze not ended", "until %s: status %s", d.end.Format(time.RFC3339), v.head.Status)
			}
			c.status, c.snoozedUntil = "open", time.Time{}
			s.count("snoozes ended", 1)
		}
	}
}

// called checks that the last call was made once: here it puts a label on the conversation.
func (s *Simulation) called(c *chat, v view, d duty) {
	n := 0
	for _, e := range v.entries {
		if e.Event != nil && e.Event.Type == "last_call" && e.Event.Reason == "label" && !e.At.Before(d.at) {
			n++
		}
	}
	if n != 1 || !slices.Contains(v.head.Labels, lastLabel) {
		s.wrong(c, "last call", "due at %s: made %d times, labels %d", d.at.Format(time.RFC3339), n, len(v.head.Labels))
	}
	s.count("last calls", 1)
}

// standardEnded checks the end of everybody's window: told at its true time, or at that of the attempt by which the
// platform told us of it, and the row marked.
func (s *Simulation) standardEnded(c *chat, v view) {
	end := c.standardEnd()
	from := end
	if c.told.Equal(end) {
		from = c.refused
	}
	if n := v.eventsIn("window_expired", "standard", from, end); n != 1 || !v.head.WindowExpired {
		s.wrong(c, "end not acted on", "standard end %s: %d events, marked %t", end.Format(time.RFC3339), n, v.head.WindowExpired)
	}
	s.count("standard ends", 1)
}

// ended checks the end of a window: told at its true time, the row marked, the policy applied.
func (s *Simulation) ended(c *chat, v view, d duty, either bool) {
	s.count("ends", 1)
	if c.told.Equal(d.end) { // then it was acted on at the moment of the attempt
		s.count("ends of which the platform told", 1)
		if c.status = v.head.Status; !v.head.WindowExpired || !v.head.WindowOver {
			s.wrong(c, "end not acted on", "end %s, of which the platform told", d.end.Format(time.RFC3339))
		}
		return
	}
	if v.events("window_expired", "", d.end) != 1 || !v.head.WindowOver || !v.head.WindowExpired {
		s.wrong(c, "end not acted on", "end %s (learned %s): %d events, marked %t, over %t", d.end.Format(time.RFC3339), c.learned.Format(time.RFC3339),
			v.events("window_expired", "", d.end), v.head.WindowExpired, v.head.WindowOver)
	}
	closes := c.closedByPolicy()
	closed := v.events("closed", "window_expired", d.end) == 1
	stays := v.head.Status == "closed" || v.reopened(d.end) // by a message that was scheduled for the same minute
	if closed != closes && !either || closed && !stays {
		s.wrong(c, "policy", "%s: closed %t, want %t; status %s", c.on.policy, closed, closes, v.head.Status)
	}
	if closed {
		c.closes()
		c.status = v.head.Status // what was scheduled for the same minute may have opened it again
		s.count("closed by policy", 1)
	}
}
