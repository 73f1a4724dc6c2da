package sandbox

import (
	"cmp"
	"fmt"

	"transom/infra/local/sandbox/messaging"
)

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
