package simulation

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// schedule lets an agent write a message that goes at its time: somewhen, or around the end of the window. Where
// the API cannot, it is an answer.
func (s *Simulation) schedule(c *chat, at time.Time) happening {
	if !s.scheduling {
		return s.answer(c, at)
	}
	return happening{at: at, chat: c, word: "schedule", do: func(ctx context.Context) error {
		if err := s.find(ctx, c); err != nil {
			return err
		}
		due := c.soon(s.now, 2*time.Minute, 30*time.Hour)
		if c.happens(40) {
			due = later(c.edge(c.end()), s.now.Add(2*time.Minute))
		}
		if due.After(s.end) {
			return nil
		}
		m := &send{chat: c, client: s.ulid(c), at: due, scheduled: true, text: fmt.Sprintf("scheduled %d for %d", s.now.Unix(), c.n)}
		body := m.body()
		body["due"] = due
		var answer struct{ Code string }
		status, err := s.door.api(ctx, http.MethodPost, "/conversations/"+c.id+"/scheduled", body, &answer)
		if err != nil {
			return err
		}
		c.note(s.now, "schedule %s for %s: %d %s", m.client, due.Format(time.RFC3339), status, answer.Code)
		if status != http.StatusCreated {
			s.wrong(c, "schedule", "answered %d %s", status, answer.Code)
			return nil
		}
		if c.happens(15) {
			s.add(s.cancel(c, m, c.soon(s.now, time.Second, due.Sub(s.now))))
		}
		s.oweOne(duty{at: due, chat: c, kind: posts, send: m})
		s.count("messages scheduled", 1)
		return nil
	}}
}

// cancel takes a scheduled message back.
func (s *Simulation) cancel(c *chat, m *send, at time.Time) happening {
	return happening{at: at, chat: c, word: "cancel", do: func(ctx context.Context) error {
		status, err := s.door.api(ctx, http.MethodDelete, "/conversations/"+c.id+"/scheduled/"+m.client, nil, nil)
		if err != nil {
			return err
		}
		c.note(s.now, "cancel %s: %d", m.client, status)
		if m.cancelled = status == http.StatusNoContent; !m.cancelled && s.now.Before(m.at) {
			s.wrong(c, "cancel", "%s, due at %s: answered %d", m.client, m.at.Format(time.RFC3339), status)
		}
		return nil
	}}
}

// posted checks that a scheduled message was released, or stands there as failed for a reason that holds.
func (s *Simulation) posted(c *chat, v view, d duty) {
	m := d.send
	e, ok := v.message("", m.client)
	switch {
	case m.cancelled:
		if ok {
			s.wrong(c, "sent though cancelled", "%s", m.client)
		}
		s.count("scheduled messages taken back", 1)
		return
	case !ok:
		s.wrong(c, "scheduled message lost", "%s, due at %s", m.client, m.at.Format(time.RFC3339))
		return
	}
	c.note(s.now, "scheduled %s is %s %s %s", m.client, e.ID, e.Status, e.reason())
	m.id, m.offered = e.ID, c.permit(s.now)
	closed := m.offered == "template" || m.offered == "wait"
	refused := e.Status == "failed" && (e.reason() == "window_closed" || e.reason() == "must_wait")
	if refused != closed && m.offered != "perhaps" && !c.eitherWay(m.at, s.now) {
		s.wrong(c, "scheduled message", "%s is %s %s under %s", m.client, e.Status, e.reason(), m.offered)
	}
	if refused {
		s.offered(m.offered, "scheduled, failed as closed")
		m.judged = true
		if (m.offered == "perhaps" || c.eitherWay(m.at, s.now)) && v.head.WaitingSince == nil {
			c.answers(s.now) // it was released, and failed on its way
		}
	} else {
		s.offered(m.offered, "scheduled, released")
		c.answers(s.now)
	}
	s.follows(m)
}

// eitherWay reports that the window ended between two moments, so that both judgements are right.
func (c *chat) eitherWay(from, to time.Time) bool {
	return c.end().After(from) && !c.end().After(to)
}
