package simulation

import (
	"context"
	"time"
)

// follow learns what the platforms made of what was sent, and looks after what has not come through.
func (s *Simulation) follow(ctx context.Context) error {
	if err := s.readLedger(ctx); err != nil {
		return err
	}
	s.strangers()
	waiting := s.open
	s.open = nil
	for _, m := range waiting {
		if m.reached > 0 {
			continue
		}
		done, err := s.chase(ctx, m)
		if err != nil {
			return err
		}
		if !done {
			s.open = append(s.open, m)
		}
	}
	return nil
}

// answered takes in one answer of a platform.
func (s *Simulation) answered(a asked) {
	m := s.byKey[messageOf(a.Callback)]
	if m == nil && a.Text != "" {
		m = s.byKey[a.Text]
	}
	switch {
	case a.Fault:
		s.count("refused by outages", 1)
	case m == nil: // a scheduled one that was released just now, and that we shall hear of
		s.unknown = append(s.unknown, a)
	case a.ID != "":
		m.reached++
		m.platform = a.ID
		s.offered(m.offered, "platform took it")
		if m.reached > 1 {
			s.wrong(m.chat, "sent twice", "%s", m.id)
		}
	default:
		s.refused(m, a)
	}
}

// strangers takes in what was not known when it was sent. What is still not known, nobody offered.
func (s *Simulation) strangers() {
	all := s.unknown
	s.unknown = nil
	for _, a := range all {
		s.answered(a)
	}
	for _, a := range s.unknown {
		s.wrong(nil, "sent but not offered", "%s at %s: message %s", a.Platform, a.At.Format(time.RFC3339), messageOf(a.Callback))
	}
	s.unknown = nil
}

// refused judges a refusal of a platform: nothing that was offered may be.
func (s *Simulation) refused(m *send, a asked) {
	c := m.chat
	longer := m.offered == "free" && c.on.human && !a.At.Before(c.standardEnd()) && a.At.Before(c.end())
	m.judged = !longer
	switch {
	case longer: // it goes once more, as a person's, and is to arrive
		s.offered(m.offered, "everybody's window closed on the way")
		c.told, c.refused = c.standardEnd(), m.at
	case m.offered == "perhaps":
		c.adAt = time.Time{} // it would have taken it
		s.offered(m.offered, "platform refused, as it may")
	case !c.openThroughout(m, a.At):
		s.offered(m.offered, "closed on the way")
		c.told = c.end()
	default:
		s.offered(m.offered, "platform refused")
		s.wrong(c, "offered and refused", "%s, offered as %s at %s, refused with %d at %s", m.id, m.offered,
			m.at.Format(time.RFC3339), a.Code, a.At.Format(time.RFC3339))
	}
}

// chase looks at a message that has not reached its platform. done: nothing more is to come.
func (s *Simulation) chase(ctx context.Context, m *send) (done bool, err error) {
	v, err := s.look(ctx, m.chat, false)
	if err != nil {
		return false, err
	}
	e, ok := v.message(m.id, m.client)
	m.looked++
	if !ok {
		s.wrong(m.chat, "lost", "message %s is not in its thread", m.id)
		return true, nil
	}
	m.status = e.Status
	switch e.Status {
	case "queued", "sending":
		if s.now.Sub(m.at) > 3*time.Hour {
			s.wrong(m.chat, "stuck", "message %s is %s since %s", m.id, e.Status, m.at.Format(time.RFC3339))
			return true, nil
		}
		return false, nil
	case "failed":
		s.failed(m, e)
	case "unknown":
		s.count("outcome unknown", 1)
	}
	return true, nil
}

// closedWords are the reasons that say that it was too late.
var closedWords = map[string]bool{"window_closed": true, "must_wait": true, "private_reply_late": true}

// failed judges a message that we ended ourselves.
func (s *Simulation) failed(m *send, e entry) {
	c := m.chat
	if m.judged { // by the platform's own answer
		return
	}
	switch closed := closedWords[e.reason()]; {
	case m.offered == "perhaps":
		s.offered(m.offered, "failed: "+e.reason())
	case closed && !c.openThroughout(m, s.now):
		s.offered(m.offered, "closed before it went: "+e.reason())
	default:
		s.offered(m.offered, "failed: "+e.reason())
		s.wrong(c, "failed though it was allowed", "%s, offered as %s at %s: %s", m.id, m.offered, m.at.Format(time.RFC3339), e.reason())
	}
}
