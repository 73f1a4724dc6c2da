package sandbox

import (
	"time"

	"transom/infra/local/sandbox/messaging"
)

// marks records how far an outbound message of Messenger or Instagram comes, with all that were sent before it, and
// gives the updates that are owed: the echo when it is sent; deliveries (Messenger) and reads. The caller holds mu and
// posts them.
func (p *Phone) marks(c *chat, m *Message, target string) ([]owed, error) {
	a := p.state.accounts[c.account]
	if m.Type == "reaction" {
		return nil, nil
	}
	var r record
	for _, step := range stepsTo(*m, target, *c.customer, false) {
		e, err := p.head(a, c.customer, p.now())
		if err != nil {
			return nil, err
		}
		r.Marks = append(r.Marks, c.upTo(m, step, p.now())...)
		switch step {
		case "sent":
			if m.Via != "" {
				continue // its echo has gone out already
			}
			e = p.echoOf(a, m, e)
		case "delivered":
			if a.Platform == Instagram {
				continue
			}
			e.Delivery = &messaging.Watermark{MIDs: []string{m.ID}, Watermark: messaging.Stamp(m.At)}
		case "read":
			e.Read = &messaging.Watermark{Watermark: messaging.Stamp(m.At)}
			if a.Platform == Instagram {
				e.Read = &messaging.Watermark{MID: m.ID}
			}
		default:
			continue
		}
		item, err := p.eventOwed(a, Message{Chat: c.id, Direction: Out}, e)
		if err != nil {
			return nil, err
		}
		r.Owe = append(r.Owe, item)
	}
	if len(r.Marks) == 0 {
		return nil, nil
	}
	return r.Owe, p.commit(r)
}

// upTo marks a message and, when it is delivered or read, all earlier ones that have been sent.
func (c *chat) upTo(m *Message, step string, at time.Time) []mark {
	out := []mark{{ID: m.ID, Status: step, At: at}}
	if step == "sent" {
		return out
	}
	for _, old := range c.messages {
		if old != m && old.Direction == Out && !old.At.After(m.At) && old.Type != "reaction" && rank[old.Status] >= rank["sent"] && rank[old.Status] < rank[step] {
			out = append(out, mark{ID: old.ID, Status: step, At: at})
		}
	}
	return out
}

// echoOf is how a message comes back to who sent it. Instagram names no app and has no metadata.
func (p *Phone) echoOf(a Account, m *Message, e messaging.Event) messaging.Event {
	e.Sender, e.Recipient, e.Timestamp = e.Recipient, e.Sender, messaging.Stamp(m.At)
	e.Message = &messaging.Message{MID: m.ID, IsEcho: true}
	if a.Platform == Messenger {
		e.Message.AppID, e.Message.Metadata = messaging.OurApp, m.Callback
	}
	if m.ReplyTo != "" {
		e.Message.ReplyTo = &messaging.ReplyTo{MID: m.ReplyTo}
	}
	typ := m.Type
	switch typ {
	case "text":
		e.Message.Text = m.Text
		return e
	case "document":
		typ = "file"
	case "template":
		e.Message.Attachments = []messaging.Attachment{{Type: typ, Payload: &messaging.Content{Template: "button", Title: m.Text}}}
		return e
	case "sticker":
		if a.Platform == Instagram {
			typ = "like_heart"
		}
	}
	if m.File == nil {
		e.Message.Attachments = []messaging.Attachment{{Type: typ}}
		return e
	}
	for _, f := range append([]File{*m.File}, m.More...) {
		e.Message.Attachments = append(e.Message.Attachments, messaging.Attachment{Type: typ, Payload: &messaging.Content{URL: p.cdnLink(Media{ID: f.ID, MIME: f.MIME}, 0)}})
	}
	return e
}
