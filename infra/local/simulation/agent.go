package simulation

import (
	"context"
	"net/http"
	"time"
)

// reactions are what agents do about a visit.
func (s *Simulation) reactions(c *chat, now time.Time) (all []happening) {
	early := c.soon(now, time.Minute, time.Hour)
	all = s.aside(c, early)
	switch roll := c.dice.IntN(100); {
	case roll < 28:
		return append(all, s.answer(c, early))
	case roll < 40:
		return append(all, s.answer(c, c.soon(now, time.Hour, 23*time.Hour)))
	case roll < 52:
		return append(all, s.hasty(c, c.edge(c.standardEnd())))
	case roll < 62:
		return append(all, s.hasty(c, c.edge(c.end())))
	case roll < 70:
		return append(all, s.answer(c, c.soon(now, day, c.end().Sub(now)+day)))
	case roll < 80:
		return append(all, s.schedule(c, early))
	case roll < 86:
		return append(all, s.acts(c, early, "close"), s.acts(c, c.soon(now, time.Hour, 40*time.Hour), "reopen"))
	case roll < 92:
		return append(all, s.snooze(c, early), s.answer(c, c.soon(now, time.Hour, 30*time.Hour)))
	default:
		return all // nobody cares
	}
}

// aside is what agents do on the way: take it, give it back, write notes, read.
func (s *Simulation) aside(c *chat, at time.Time) (all []happening) {
	if c.happens(40) {
		all = append(all, s.acts(c, at, "claim"))
	}
	if c.happens(10) {
		all = append(all, s.acts(c, at.Add(time.Minute), "release"))
	}
	if c.happens(15) {
		all = append(all, s.remark(c, at))
	}
	if c.happens(25) {
		all = append(all, s.acts(c, at, "read"))
	}
	return all
}

// answer is an agent who writes; what may not be written becomes a template where there are any.
func (s *Simulation) answer(c *chat, at time.Time) happening {
	return happening{at: at, chat: c, word: "answer", do: func(ctx context.Context) error {
		if err := s.find(ctx, c); err != nil {
			return err
		}
		taken, err := s.offer(ctx, c, false)
		if err == nil && !taken && c.on.platform == whatsapp && c.happens(60) {
			_, err = s.offer(ctx, c, true)
		}
		return err
	}}
}

// hasty is an answer in the last or first seconds of a deadline: the clock goes on while it is under way.
func (s *Simulation) hasty(c *chat, at time.Time) happening {
	h := s.answer(c, at)
	h.edge = true
	return h
}

// acts does something with a conversation that the API can refuse only for reasons that are no fault.
func (s *Simulation) acts(c *chat, at time.Time, what string) happening {
	return happening{at: at, chat: c, word: what, do: func(ctx context.Context) error {
		if err := s.find(ctx, c); err != nil {
			return err
		}
		path, body := what, map[string]any{}
		if what == "release" {
			path, body["assignee"] = "assign", nil
		}
		status, err := s.door.api(ctx, http.MethodPost, "/conversations/"+c.id+"/"+path, body, nil)
		if err != nil {
			return err
		}
		c.note(s.now, "%s: %d", what, status)
		if status != http.StatusOK {
			s.wrong(c, "act", "%s was answered with %d", what, status)
			return nil
		}
		c.acted(what, s.now)
		return nil
	}}
}

// acted takes in that the API did something.
func (c *chat) acted(what string, now time.Time) {
	switch what {
	case "claim":
		c.assigned = true
	case "release":
		c.assigned = false
	case "close":
		c.closes()
	case "reopen":
		if c.status == "closed" {
			c.reopened = now
		}
		c.status, c.snoozedUntil = "open", time.Time{}
	}
}

// remark writes a note, which changes nothing.
func (s *Simulation) remark(c *chat, at time.Time) happening {
	return happening{at: at, chat: c, word: "note", do: func(ctx context.Context) error {
		if err := s.find(ctx, c); err != nil {
			return err
		}
		status, err := s.door.api(ctx, http.MethodPost, "/conversations/"+c.id+"/notes", map[string]string{"clientId": s.ulid(c), "text": "a note"}, nil)
		if err == nil && status != http.StatusCreated {
			s.wrong(c, "act", "a note was answered with %d", status)
		}
		return err
	}}
}

// snooze puts an open conversation to sleep.
func (s *Simulation) snooze(c *chat, at time.Time) happening {
	return happening{at: at, chat: c, word: "snooze", do: func(ctx context.Context) error {
		if err := s.find(ctx, c); err != nil || c.status != "open" {
			return err
		}
		until := c.soon(s.now, 2*time.Minute, 30*time.Hour)
		status, err := s.door.api(ctx, http.MethodPost, "/conversations/"+c.id+"/snooze", map[string]any{"until": until}, nil)
		if err != nil {
			return err
		}
		c.note(s.now, "snooze until %s: %d", until.Format(time.RFC3339), status)
		if status == http.StatusOK {
			c.status, c.snoozedUntil = "pending", until
			s.oweOne(duty{at: until, chat: c, kind: wakes, end: until})
		}
		return nil
	}}
}
