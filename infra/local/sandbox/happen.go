package sandbox

import (
	"cmp"
	"fmt"

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

// share is a link, a post or a reel that somebody passes on.
func share(a Account, m *Message, to *messaging.Message, w Writing) error {
	kind, title := cmp.Or(w.Kind, "link"), cmp.Or(w.Title, "A thing to look at")
	c := &messaging.Content{Title: title, URL: cmp.Or(w.URL, "https://shop.example/tour-7")}
	names := map[string]string{Messenger + "link": "fallback", Messenger + "post": "post", Messenger + "reel": "reel",
		Instagram + "link": "share", Instagram + "post": "ig_post", Instagram + "reel": "ig_reel"}
	typ := names[a.Platform+kind]
	switch {
	case typ == "":
		return invalid("what is shared is a link, a post or a reel")
	case kind == "reel":
		c.ReelID = messaging.NewObjectID()
	case kind == "post" && a.Platform == Instagram:
		c.PostID = messaging.NewObjectID()
	}
	to.Attachments = []messaging.Attachment{{Type: typ, Payload: c}}
	return m.note(map[string]string{"kind": kind, "title": title, "url": c.URL})
}

// story answers the account's story, or mentions the account in one's own. Its address dies a day after. The caller
// holds mu.
func (p *Phone) story(a Account, m *Message, to *messaging.Message, w Writing) error {
	if a.Platform != Instagram {
		return invalid("stories are Instagram's")
	}
	kept, err := p.sample(cmp.Or(w.Media, "painting:4"))
	if err != nil {
		return err
	}
	m.File = fileOf(kept)
	link := p.cdnLink(kept, storyLife)
	if m.Type == "story_mention" {
		to.Text, m.Text = "", ""
		to.Attachments = []messaging.Attachment{{Type: "story_mention", Payload: &messaging.Content{URL: link}}}
		return nil
	}
	if w.Text == "" {
		return invalid("a story is answered with a text")
	}
	to.ReplyTo = &messaging.ReplyTo{Story: &messaging.Story{ID: messaging.NewObjectID(), URL: link}}
	return nil
}

// attach puts files on a message: one, or an album. The caller holds mu.
func (p *Phone) attach(a Account, m *Message, to *messaging.Message, w Writing) error {
	typ := m.Type
	if typ == "document" {
		typ = "file"
	}
	if to.Text != "" && a.Platform == Instagram {
		return invalid("on Instagram a file has no caption: write the text by itself")
	}
	for i := range max(1, w.Album) {
		name := cmp.Or(w.Media, m.Type)
		if w.Album > 1 && w.Media == "" {
			name = fmt.Sprintf("painting:%d", i+1)
		}
		kept, err := p.medium(name)
		if err != nil {
			return err
		}
		to.Attachments = append(to.Attachments, messaging.Attachment{Type: typ, Payload: &messaging.Content{URL: p.cdnLink(kept, 0)}})
		if i == 0 {
			m.File = fileOf(kept)
		} else {
			m.More = append(m.More, *fileOf(kept))
		}
	}
	if m.Type == "audio" {
		m.File.Voice = w.Voice == nil || *w.Voice
	}
	return nil
}

func fileOf(k Media) *File { return &File{ID: k.ID, MIME: k.MIME, Name: k.Name, Size: k.Size} }

func referralOf(r *Referral) *messaging.Referral {
	if r == nil {
		return nil
	}
	out := &messaging.Referral{Ref: r.Ref, Source: "SHORTLINK", Type: "OPEN_THREAD"}
	if r.Source == "ad" {
		out.Source, out.AdID = "ADS", cmp.Or(r.ID, "120200000000000001")
		out.Context = &messaging.Context{Title: cmp.Or(r.Headline, "Spring at Demo Cycles")}
	}
	return out
}
