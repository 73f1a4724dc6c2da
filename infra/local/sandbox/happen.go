package sandbox

import (
	"cmp"

	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// happen gives an event its content, for the phone (m) and for the wire (e). The caller holds mu.
func (p *Phone) happen(a Account, m *Message, e *messaging.Event, w Writing) error {
	switch m.Type {
	case "reaction":
		old := p.state.messages[w.Target]
		if old == nil || old.Chat != m.Chat {
			return missing("there is no message to react to")
		}
		e.Reaction = messaging.React(w.Target, w.Text)
		return nil
	case "postback":
		e.Postback = &messaging.Postback{MID: m.ID, Title: w.Text, Payload: cmp.Or(w.Payload, w.Text), Referral: referralOf(w.Referral)}
		if m.Standby {
			e.Postback.Payload = ""
		}
		return nil
	case "referral":
		if w.Referral == nil {
			w.Referral = &Referral{Source: "link", Ref: "spring"}
		}
		e.Referral = referralOf(w.Referral)
		return m.note(w.Referral)
	}
	e.Message = &messaging.Message{MID: m.ID, Text: w.Text, Referral: referralOf(w.Referral)}
	if w.ReplyTo != "" {
		e.Message.ReplyTo = &messaging.ReplyTo{MID: w.ReplyTo}
	}
	return p.say(a, m, e.Message, w)
}

// say fills a message. The caller holds mu.
func (p *Phone) say(a Account, m *Message, to *messaging.Message, w Writing) error {
	switch m.Type {
	case "text", "quick_reply":
		if w.Text == "" {
			return invalid("a text message needs a text")
		}
		if m.Type == "quick_reply" {
			to.QuickReply = &messaging.Payload{Payload: cmp.Or(w.Payload, w.Text)}
		}
	case "location":
		at := w.Location
		if at == nil {
			at = &whatsapp.Location{Latitude: 48.137154, Longitude: 11.576124, Name: "Marienplatz"}
		}
		to.Attachments = []messaging.Attachment{{Type: "location", Payload: &messaging.Content{Title: at.Name, URL: "https://maps.example/",
			Coordinates: &messaging.Coordinates{Lat: at.Latitude, Long: at.Longitude}}}}
		return m.note(at)
	case "share":
		return share(a, m, to, w)
	case "story_reply", "story_mention":
		return p.story(a, m, to, w)
	case "unsupported":
		to.Unsupported, to.Text, m.Text = true, "", ""
		if a.Platform == Instagram {
			to.Attachments = []messaging.Attachment{{Type: "unsupported_type"}}
		}
	case "ephemeral":
		to.Attachments, to.Text, m.Text = []messaging.Attachment{{Type: "ephemeral"}}, "", ""
	case "sticker":
		return p.like(a, m, to)
	case "image", "video", "audio", "document":
		return p.attach(a, m, to, w)
	default:
		return invalid("on %s customers cannot write a message of type %q", a.Platform, m.Type)
	}
	return nil
}

// like is the thumb of Messenger, the heart of Instagram.
func (p *Phone) like(a Account, m *Message, to *messaging.Message) error {
	to.Text, m.Text = "", ""
	if a.Platform == Instagram {
		m.Text = "❤️"
		to.Attachments = []messaging.Attachment{{Type: "like_heart"}}
		return nil
	}
	kept, err := p.sample("sticker")
	if err != nil {
		return err
	}
	m.File = fileOf(kept)
	to.Attachments = []messaging.Attachment{{Type: "sticker", Payload: &messaging.Content{StickerID: "369239263222822", URL: p.cdnLink(kept, 0)}}}
	return nil
}
