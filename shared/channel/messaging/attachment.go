package messaging

import (
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// attachment is one element of a message's "attachments".
type attachment struct {
	word    string
	payload meta.Tree // empty where it is null or a string
	whole   meta.Tree
	raw     any
}

// maxFiles bounds the files of one message; platforms send at most 30 (Messenger Platform "send messages").
const maxFiles = 30

// grade orders what a message with several attachments is: its files say it before anything else.
type grade int

const (
	strange grade = iota + 1 // nothing we can show
	linked                   // a link that comes along with words
	pointed                  // a place, a post, a story
	filed
)

// kinds is what the platforms' attachments become. One that is not listed is kept as unsupported, with all
// that came.
var kinds = map[string]func(*draft, attachment){
	"image":               file(rules.Image),
	"video":               file(rules.Video),
	"audio":               file(rules.Audio),
	"file":                file(rules.Document),
	"sticker":             file(rules.Sticker),
	"like_heart":          heart,
	"location":            location,
	"fallback":            link,
	"template":            template,
	"share":               share("post"),
	"post":                share("post"),
	"ig_post":             share("post"),
	"media":               share("post"),
	"reel":                share("reel"),
	"ig_reel":             share("reel"),
	"story":               story,
	"ig_story":            story,
	"story_mention":       mention,
	"ephemeral":           ephemeral,
	"unsupported_type":    strangeOne,
	"appointment_booking": appointment,
}

func (d *draft) attachments(m meta.Tree) {
	list := m.List("attachments")
	for _, raw := range list {
		whole := meta.AsTree(raw)
		a := attachment{word: whole.Text("type"), payload: whole.Tree("payload"), whole: whole, raw: raw}
		if copied(a, list) {
			continue
		}
		kind, known := kinds[a.word]
		if !known {
			kind = strangeOne
		}
		kind(d, a)
	}
	if len(d.files) > 0 {
		d.Media, d.More = &d.files[0], d.files[1:]
	}
	if len(d.odd) > 0 {
		d.keep["attachments"] = d.odd
	}
}

// copied reports the picture that came along with each sticker from 2026-06-01 to 2026-08-30, for old readers
// (Messenger Platform changelog).
func copied(a attachment, list []any) bool {
	if a.word != "image" || a.payload.Text("sticker_id") == "" || len(list) > maxFiles {
		return false
	}
	for _, raw := range list {
		o := meta.AsTree(raw)
		if o.Text("type") == "sticker" && o.Tree("payload").Text("sticker_id") == a.payload.Text("sticker_id") {
			return true
		}
	}
	return false
}

// is gives the message its type if no attachment of a higher grade has.
func (d *draft) is(g grade, t rules.Type, label string) {
	if g <= d.grade {
		return
	}
	d.grade, d.Type = g, t
	if label != "" || g == filed {
		d.Label = label
	}
}

// keepOdd keeps an attachment whole.
func (d *draft) keepOdd(a attachment) {
	if len(d.odd) < maxFiles {
		d.odd = append(d.odd, a.raw)
	}
}

func strangeOne(d *draft, a attachment) {
	word := a.word
	if word == "unsupported_type" {
		word = ""
	}
	if d.grade < strange {
		d.unsupported(word)
		d.grade = strange
	}
	d.keepOdd(a)
}
