package simulation

import (
	"context"
	"net/http"
)

// bubble is a message on the customer's phone.
type bubble struct {
	ID, Direction, Type, Text, Status, Callback string
}

// compare holds a thread against the phone: every message is in both, once.
func (s *Simulation) compare(ctx context.Context, c *chat) error {
	v, err := s.look(ctx, c, true)
	if err != nil {
		return err
	}
	var phone struct{ Messages []bubble }
	if c.public {
		phone.Messages, err = s.bubbles(ctx, c)
	} else {
		err = s.door.phone(ctx, http.MethodGet, "chats/"+c.phone+"?all=1", nil, &phone)
	}
	if err != nil {
		return err
	}
	heard, told, said := map[string]int{}, map[string]int{}, 0
	for _, e := range v.entries {
		switch {
		case e.Kind != "message":
		case e.Direction == "in":
			heard[e.PlatformID]++
		default:
			said++
		}
	}
	if said != len(c.sends) {
		s.wrong(c, "message nobody sent", "%d in the thread, %d accepted", said, len(c.sends))
	}
	for _, id := range c.wrote {
		if heard[id] != 1 {
			s.wrong(c, "message lost or doubled", "%s stands in the thread %d times", id, heard[id])
		}
	}
	if len(heard) != len(c.wrote) {
		s.wrong(c, "message nobody wrote", "%d in the thread, %d written", len(heard), len(c.wrote))
	}
	for _, b := range phone.Messages {
		if b.Direction == "out" {
			told[b.key()]++
		}
	}
	for _, m := range c.sends {
		s.compareSend(c, v, m, told)
	}
	for key, n := range told {
		s.wrong(c, "on the phone only", "%s: %d more on the phone than in the thread", key, n)
	}
	s.compareHead(c, v)
	return nil
}

// key is by what a message of ours is known again.
func (b bubble) key() string {
	if id := messageOf(b.Callback); id != "" {
		return id
	}
	return b.Text
}

// compareSend holds one accepted message against the phone.
func (s *Simulation) compareSend(c *chat, v view, m *send, told map[string]int) {
	e, ok := v.message(m.id, m.client)
	n := told[m.id] + told[m.text]
	delete(told, m.id)
	delete(told, m.text)
	s.count("in the end "+e.Status, 1)
	switch {
	case !ok:
		s.wrong(c, "lost", "message %s was accepted and is not in the thread", m.id)
	case n > 1:
		s.wrong(c, "sent twice", "%s is on the phone %d times", m.id, n)
	case e.Status == "queued" || e.Status == "sending":
		s.wrong(c, "stuck", "%s is %s", m.id, e.Status)
	case e.Status == "failed" && n == 1:
		s.wrong(c, "failed and sent", "%s is on the phone and failed for %s", m.id, e.reason())
	case e.Status != "failed" && e.Status != "unknown" && n == 0:
		s.wrong(c, "said and not sent", "%s is %s and not on the phone", m.id, e.Status)
	}
}

// compareHead holds the row against the model.
func (s *Simulation) compareHead(c *chat, v view) {
	if v.head.Status != c.status {
		s.wrong(c, "status", "%s, want %s", v.head.Status, c.status)
	}
	if (v.head.WaitingSince != nil) != c.waits {
		s.wrong(c, "waiting", "%t, want %t", v.head.WaitingSince != nil, c.waits)
	}
}
