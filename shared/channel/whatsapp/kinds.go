package whatsapp

import (
	"strings"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// kinds is what WhatsApp's message types become. Each function fills the entry with what its type carries;
// a type that is not listed is kept as unsupported, with everything that came.
var kinds = map[string]func(*rules.Entry, meta.Tree, details){
	"text":        text,
	"image":       attachment(rules.Image),
	"video":       attachment(rules.Video),
	"audio":       attachment(rules.Audio),
	"document":    attachment(rules.Document),
	"sticker":     attachment(rules.Sticker),
	"location":    location,
	"contacts":    contacts,
	"interactive": interactive,
	"button":      button,
	"reaction":    reaction,
	"order":       order,
	"system":      system,
	"edit":        correction(rules.Edit, "edit", "Edited a message"),
	"revoke":      correction(rules.Revoke, "revoke", "Deleted a message"),
	"unsupported": unsupported,

	"media_placeholder": placeholder,
	"template":          sentTemplate,
}

func text(e *rules.Entry, m meta.Tree, _ details) {
	e.Type = rules.Text
	e.Text = m.Tree("text").Text("body")
}

// attachment reads the five types with a file. What the entry has no place for stays in the details: a MIME
// type with parameters ("audio/ogg; codecs=opus"), whether a sticker moves.
func attachment(t rules.Type) func(*rules.Entry, meta.Tree, details) {
	return func(e *rules.Entry, m meta.Tree, keep details) {
		o := m.Tree(string(t))
		full := o.Text("mime_type")
		e.Type = t
		e.Text = o.Text("caption")
		e.Media = &rules.Media{
			PlatformID: bounded(o.Text("id")), URL: address2k(o.Text("url")), MIME: bareMIME(full),
			Name: cut(o.Text("filename"), maxName), SHA256: cut(o.Text("sha256"), 128), Voice: o.Yes("voice"),
			State: rules.MediaPending,
		}
		if e.Media.PlatformID == "" && e.Media.URL == "" {
			e.Media.State, e.Media.Problem = rules.MediaFailed, "no_media_id"
		}
		rest := meta.Tree{}
		for key, v := range o {
			switch key {
			case "id", "url", "caption", "filename", "sha256", "voice":
			case "mime_type":
				if full != e.Media.MIME {
					rest[key] = v
				}
			default:
				rest[key] = v
			}
		}
		if len(rest) > 0 {
			keep[string(t)] = rest
		}
	}
}

// bareMIME removes parameters, and the backslashes that some senders of samples leave in.
func bareMIME(full string) string {
	bare, _, _ := strings.Cut(full, ";")
	return cut(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(bare), `\`, "")), 100)
}

// address2k drops an address that is longer than any browser takes.
func address2k(url string) string {
	if len(url) > 2048 {
		return ""
	}
	return url
}

func button(e *rules.Entry, m meta.Tree, keep details) {
	e.Type = rules.Button
	e.Text = m.Tree("button").Text("text")
	e.Label = "Chose " + e.Text
	keep.keep(m, "button")
}

// correction reads an edit or a revocation: it points at the message it is about, asks for no answer and
// opens no window.
func correction(t rules.Type, word, label string) func(*rules.Entry, meta.Tree, details) {
	return func(e *rules.Entry, m meta.Tree, keep details) {
		e.Type, e.Label = t, label
		e.Opens, e.Counts = false, false
		e.ReplyTo = bounded(m.Tree(word).Text("original_message_id"))
		e.Text = newText(m.Tree(word).Tree("message"))
		keep.keep(m, word)
	}
}

// newText is what an edited message says now: its words, or those below its file.
func newText(m meta.Tree) string {
	if words := m.Tree("text").Text("body"); words != "" {
		return words
	}
	return m.Tree(m.Text("type")).Text("caption")
}

// sentTemplate is a template that another app sent.
func sentTemplate(e *rules.Entry, m meta.Tree, keep details) {
	e.Type, e.Label = rules.Template, "Template "+m.Tree("template").Text("name")
	keep.keep(m, "template")
}

// reaction reads an emoji on a message. A removed one comes without the emoji, or with an empty one. That it
// opens the window is an inference, and that taking one back does not: Meta says "any message" (WhatsApp, "send
// messages", read 2026-05-21).
func reaction(e *rules.Entry, m meta.Tree, keep details) {
	o := m.Tree("reaction")
	e.Type = rules.React
	e.Counts = false
	e.ReplyTo = bounded(o.Text("message_id"))
	e.Text = o.Text("emoji")
	e.Label = "Reaction " + e.Text
	if e.Text == "" {
		e.Opens = false
		e.Label = "Removed a reaction"
	}
	keep.keep(m, "reaction")
}
