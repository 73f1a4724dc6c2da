package simulation

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// send is a message that was accepted, or scheduled, until it is known what became of it.
type send struct {
	chat      *chat
	id        string // of the message
	client    string
	text      string
	template  bool
	at        time.Time // when it was accepted, or is due
	until     time.Time // a private answer to a comment: when that is no longer allowed
	offered   string    // the permit of that moment
	reached   int       // how often the platform took it
	platform  string    // the platform's id
	scheduled bool
	cancelled bool
	status    string // as the thread last told
	looked    int    // how often the thread was asked
	judged    bool   // the platform refused it, which has been counted
}

// offer asks what may be sent, tries to, and holds both against the model and the platform. It reports whether a
// message was taken.
func (s *Simulation) offer(ctx context.Context, c *chat, template bool) (bool, error) {
	want := c.permit(s.now)
	if err := s.permit(ctx, c, want); err != nil {
		return false, err
	}
	m := &send{chat: c, client: s.ulid(c), template: template, at: s.now, offered: want, text: fmt.Sprintf("answer %d to %d", len(c.sends)+1, c.n)}
	var answer struct{ ID, Code string }
	status, err := s.door.api(ctx, http.MethodPost, "/conversations/"+c.id+"/messages", m.body(), &answer)
	if err != nil {
		return false, err
	}
	c.note(s.now, "send %s under %s: %d %s %s", m.client, want, status, answer.Code, answer.ID)
	word := "text"
	if template {
		word = "template"
	}
	if status == http.StatusAccepted {
		s.offered(want, word+" accepted")
		if !template && (want == "template" || want == "wait") {
			s.wrong(c, "accepted although closed", "%s was accepted under %s", m.client, want)
		}
		m.id = answer.ID
		c.answers(s.now)
		s.follows(m)
		return true, nil
	}
	s.offered(want, word+" refused")
	if answer.Code != "window_closed" && answer.Code != "must_wait" {
		s.wrong(c, "refused for another reason", "%s: %d %s", m.client, status, answer.Code)
		return false, nil
	}
	return false, s.refusal(ctx, c, want, template)
}

// permit holds what the API offers against the model.
func (s *Simulation) permit(ctx context.Context, c *chat, want string) error {
	if !s.asksPermit {
		return nil
	}
	var got struct{ Permit string }
	status, err := s.door.api(ctx, http.MethodGet, "/conversations/"+c.id+"/permit", nil, &got)
	if err == nil && (status != http.StatusOK || got.Permit != want) {
		s.wrong(c, "permit", "the API offers %q (%d), the model %q", got.Permit, status, want)
	}
	return err
}

// refusal asks whether the platform would have taken what the API has just refused.
func (s *Simulation) refusal(ctx context.Context, c *chat, want string, template bool) error {
	var would struct{ Text, Human, Template bool }
	if err := s.door.phone(ctx, http.MethodGet, "chats/"+c.phone+"/takes", nil, &would); err != nil {
		return err
	}
	allowed := would.Text && want != "wait" && want != "template" || would.Human && c.on.human || template && would.Template
	if allowed || want == "free" || want == "human_agent" || template {
		s.wrong(c, "refused although allowed", "under %s; the platform would take text %t, a human's %t", want, would.Text, would.Human)
	}
	return nil
}

func (m *send) body() map[string]any {
	body := map[string]any{"clientId": m.client, "text": m.text}
	if m.template {
		body["type"], body["text"] = "template", "Welcome and congratulations!"
		body["template"] = map[string]string{"name": "hello_world", "language": "en_US"}
	}
	return body
}

// follows keeps an accepted message in sight.
func (s *Simulation) follows(m *send) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.chat.sends = append(m.chat.sends, m)
	s.open = append(s.open, m)
	s.byKey[m.id], s.byKey[m.text] = m, m
	s.report.count("messages out", 1)
}
