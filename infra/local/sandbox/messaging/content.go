package messaging

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"transom/infra/local/sandbox/graph"
)

// content reads what a message holds beside its text.
func (r Rules) content(m graph.Object, s *Send) {
	switch {
	case m.Has("attachment"):
		r.attachment(m.Object("attachment"), s)
	case m.Has("attachments"):
		s.Kind = "image"
		for _, a := range m.List("attachments", 1, r.Images) {
			if a.Word("type", "image") == "image" {
				r.attachment(a, s)
			}
		}
	case m.Has("sticker_id"):
		s.Sticker, s.Kind = m.Must("sticker_id", 64), "sticker"
		if r.Bytes > 0 { // Instagram has no stickers by number
			m.Refuse(100, "Unexpected key \"sticker_id\" on param \"message\".")
		}
	}
	if m.Has("quick_replies") {
		r.quickReplies(m, s)
	}
}

func (r Rules) attachment(a graph.Object, s *Send) {
	a.Only("type", "payload")
	kind := a.Word("type", r.Types...)
	switch {
	case a.Err != nil:
		return
	case kind == "like_heart":
		s.Kind = "sticker"
		return
	}
	p := a.Object("payload")
	switch {
	case a.Err != nil:
		return
	case kind == "template":
		r.template(p, s)
		return
	case kind == "MEDIA_SHARE":
		p.Only("id")
		s.Kind, s.Text = "share", p.Must("id", 64)
		return
	}
	p.Only("url", "attachment_id", "is_reusable")
	p.Flag("is_reusable")
	w := Wanted{Type: kind, URL: p.Text("url", 4096), ID: p.Text("attachment_id", 64)}
	switch {
	case (w.URL == "") == (w.ID == ""):
		p.Refuse(100, "Param %s must hold exactly one of url and attachment_id.", p.Name)
	case w.URL != "" && !strings.HasPrefix(w.URL, "https://") && !strings.HasPrefix(w.URL, "http://"):
		p.Refuse(100, "Param %s should represent a valid URL.", p.Path("url"))
	case w.ID != "" && !slices.Contains(r.IDs, kind):
		p.Refuse(100, "An attachment of type %s cannot be sent by attachment_id.", kind)
	}
	s.Files, s.Kind = append(s.Files, w), kind
	if kind == "file" {
		s.Kind = "document"
	}
}

// template reads a button or generic template; of its buttons the postbacks can be tapped.
func (r Rules) template(p graph.Object, s *Send) {
	s.Kind = "template"
	p.Only("template_type", "text", "buttons", "elements")
	if p.Word("template_type", "button", "generic") == "button" {
		s.Text = p.Must("text", 640)
		buttons(p)
	} else {
		for _, e := range p.List("elements", 1, 10) {
			e.Only("title", "subtitle", "image_url", "default_action", "buttons")
			s.Text = e.Must("title", 80)
			e.Text("subtitle", 80)
			if e.Has("buttons") {
				buttons(e)
			}
		}
	}
	s.Extra = raw(p.Fields)
}

func buttons(o graph.Object) {
	for _, b := range o.List("buttons", 1, 3) {
		switch b.Word("type", "postback", "web_url") {
		case "postback":
			b.Only("type", "title", "payload")
			b.Must("payload", 1000)
		default:
			b.Only("type", "title", "url")
			b.Must("url", 2000)
		}
		b.Must("title", 20)
	}
}

func (r Rules) quickReplies(m graph.Object, s *Send) {
	list := m.List("quick_replies", 1, r.QuickReplies)
	for _, q := range list {
		q.Only("content_type", "title", "payload", "image_url")
		q.Word("content_type", "text")
		if t := q.Must("title", 4096); utf8.RuneCountInString(t) > r.QuickTitle {
			q.Refuse(100, "Param %s must be at most %d characters long.", q.Path("title"), r.QuickTitle)
		}
		q.Must("payload", 1000)
	}
	s.Extra = raw(map[string]any{"quick_replies": m.Fields["quick_replies"]})
}

func raw(v any) json.RawMessage {
	out, _ := json.Marshal(v) // it has been JSON already
	return out
}
