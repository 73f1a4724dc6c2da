package sandbox

import (
	"transom/infra/local/sandbox/messaging"
)

// act does what a sender_action asks for. The caller holds mu.
func (p *Phone) act(c *chat, s messaging.Send) error {
	var r record
	switch s.Action {
	case "typing_on":
		c.typing = p.now().Add(typingLife)
	case "typing_off":
		c.typing = c.typing.AddDate(-1, 0, 0)
	case "mark_seen":
		for _, m := range c.messages {
			if m.Direction == In && m.Status != "read" {
				r.Marks = append(r.Marks, mark{ID: m.ID, Status: "read", At: p.now()})
			}
		}
	default:
		r.Messages = []Message{{ID: newMID(p.state.accounts[c.account].Platform), Chat: c.id, Direction: Out, Type: "reaction",
			Text: emojiOf(s), Target: s.Target, At: p.now(), Status: "delivered"}}
	}
	return p.commit(r)
}

// emojiOf is what a reaction by name looks like; names nobody knows are shown as they are.
func emojiOf(s messaging.Send) string {
	if s.Action == "unreact" {
		return ""
	}
	if e := map[string]string{"love": "❤️", "like": "👍", "dislike": "👎", "smile": "😆", "wow": "😮", "sad": "😢", "angry": "😡"}[s.Reaction]; e != "" {
		return e
	}
	return s.Reaction
}
