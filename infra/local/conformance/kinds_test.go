package conformance_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/infra/local/sandbox"
	"transom/shared/rules"
)

// desks are the accounts to speak for.
var desks = []struct {
	name    string
	kind    rules.ChannelKind
	account string
}{
	{"WhatsApp", rules.WhatsApp, number}, {"Messenger", rules.Messenger, page},
	{"Instagram through its page", rules.Instagram, linked}, {"Instagram by itself", rules.Instagram, direct},
}

// outgoing is one kind of message: what is sent, with which file, and what arrives.
type outgoing struct {
	name  string
	entry rules.Entry
	file  string
	on    []rules.ChannelKind
	want  func(sandbox.Message) string // what is wrong with what arrived, or ""
}

var everywhere = []rules.ChannelKind{rules.WhatsApp, rules.Messenger, rules.Instagram}

func media(t rules.Type, mime, name, text string) rules.Entry {
	return rules.Entry{Type: t, Text: text, Media: &rules.Media{MIME: mime, Name: name, Voice: strings.HasPrefix(name, "voice")}}
}

var kinds = []outgoing{
	{"a text with everything in it", rules.Entry{Type: rules.Text, Text: "hi <ä> 👋🏽 \"x\" \\u00e4 https://example.com/?a=1&b=2\nline"}, "", everywhere,
		is("text", "hi <ä> 👋🏽 \"x\" \\u00e4 https://example.com/?a=1&b=2\nline")},
	{"a picture", media(rules.Image, "image/jpeg", "image.jpg", ""), "image.jpg", everywhere, carries("image", "image/jpeg", "")},
	{"a picture with words", media(rules.Image, "image/jpeg", "image.jpg", "see"), "image.jpg", []rules.ChannelKind{rules.WhatsApp}, carries("image", "image/jpeg", "see")},
	{"a film", media(rules.Video, "video/mp4", "video.mp4", ""), "video.mp4", everywhere, carries("video", "video/mp4", "")},
	{"sound", media(rules.Audio, "audio/ogg", "audio.ogg", ""), "audio.ogg", []rules.ChannelKind{rules.WhatsApp, rules.Messenger}, carries("audio", "audio/ogg", "")},
	{"a voice note", media(rules.Audio, "audio/ogg", "voice.oga", ""), "audio.ogg", []rules.ChannelKind{rules.WhatsApp}, func(m sandbox.Message) string {
		if m.File == nil || !m.File.Voice || !strings.HasSuffix(m.File.Name, ".ogg") {
			return fmt.Sprintf("no voice note: %+v", m.File)
		}
		return ""
	}},
	{"a document", media(rules.Document, "application/pdf", "bill \"1\".pdf", "the bill"), "document.pdf", []rules.ChannelKind{rules.WhatsApp}, func(m sandbox.Message) string {
		if m.File == nil || m.File.Name != "bill \"1\".pdf" || m.Text != "the bill" {
			return fmt.Sprintf("%q %+v", m.Text, m.File)
		}
		return ""
	}},
	{"a sticker", media(rules.Sticker, "image/webp", "sticker.webp", ""), "sticker.webp", []rules.ChannelKind{rules.WhatsApp}, carries("sticker", "image/webp", "")},
	{"buttons", rules.Entry{Type: rules.Buttons, Text: "which?", Interactive: &rules.Interactive{Buttons: []rules.Choice{{ID: "a", Title: "Only A"}, {ID: "b", Title: "And B"}}}}, "", everywhere,
		holds("Only A", "And B")},
	{"a list", rules.Entry{Type: rules.List, Text: "which?", Interactive: &rules.Interactive{Open: "Show", Footer: "F", Sections: []rules.Section{
		{Title: "One", Rows: []rules.Choice{{ID: "a", Title: "Row A", Description: "more"}}}, {Title: "Two", Rows: []rules.Choice{{ID: "b", Title: "Row B"}}}}}}, "", []rules.ChannelKind{rules.WhatsApp},
		holds("Row A", "more", "Row B", "Show")},
	{"a template", rules.Entry{Type: rules.Template, Template: &rules.TemplateUse{Name: "hello", Language: "en_US"}}, "", []rules.ChannelKind{rules.WhatsApp}, holds("hello", "en_US")},
	{"a template with every kind of value", rules.Entry{Type: rules.Template, Template: &rules.TemplateUse{Name: "order", Language: "ro", Header: []rules.Value{{Kind: "text", Text: "Head"}},
		Body:    []rules.Value{{Kind: "text", Text: "Ana"}, {Kind: "text", Text: "4711"}},
		Buttons: []rules.ButtonValue{{Index: 0, SubType: "quick_reply", Text: "yes"}, {Index: 1, SubType: "url", Text: "o/4711"}, {Index: 2, SubType: "copy_code", Text: "SAVE10"}}}}, "", []rules.ChannelKind{rules.WhatsApp},
		holds("Head", "Ana", "4711", "SAVE10")},
	{"a template with named values", rules.Entry{Type: rules.Template, Template: &rules.TemplateUse{Name: "named", Language: "en", Body: []rules.Value{{Kind: "text", Name: "first_name", Text: "Ana"}}}}, "",
		[]rules.ChannelKind{rules.WhatsApp}, holds("first_name", "Ana")},
	{"a template with a picture above", rules.Entry{Type: rules.Template, Media: &rules.Media{MIME: "image/jpeg", Name: "image.jpg"}, Template: &rules.TemplateUse{Name: "shown", Language: "en",
		Header: []rules.Value{{Kind: "image"}}}}, "image.jpg", []rules.ChannelKind{rules.WhatsApp}, holds(`"image"`, `"id"`)},
}

func is(kind, text string) func(sandbox.Message) string {
	return func(m sandbox.Message) string {
		if m.Type != kind || m.Text != text {
			return fmt.Sprintf("%s %q", m.Type, m.Text)
		}
		return ""
	}
}

func carries(kind, mime, text string) func(sandbox.Message) string {
	return func(m sandbox.Message) string {
		if m.Type != kind || m.File == nil || m.File.MIME != mime || m.File.Size == 0 || m.Text != text {
			return fmt.Sprintf("%s %q %+v", m.Type, m.Text, m.File)
		}
		return ""
	}
}

// holds looks for words anywhere in what arrived.
func holds(words ...string) func(sandbox.Message) string {
	return func(m sandbox.Message) string {
		all := m.Text + string(m.Details)
		for _, w := range words {
			if !strings.Contains(all, w) {
				return fmt.Sprintf("no %q in %s", w, all)
			}
		}
		return ""
	}
}

func TestEveryKindOfMessageArrives(t *testing.T) {
	r := newRig(t)
	for _, d := range desks {
		th := r.wrote(d.kind, d.account)
		for _, k := range kinds {
			if !has(k.on, d.kind) {
				continue
			}
			t.Run(k.name+" on "+d.name, func(t *testing.T) {
				out := r.send(th, k.entry, k.file)
				if out.Error != nil || out.Unknown || out.PlatformID == "" {
					t.Fatalf("outcome %+v %+v", out, out.Error)
				}
				m := r.arrived(th)
				if wrong := k.want(m); m.ID != out.PlatformID || m.Direction != sandbox.Out || wrong != "" {
					t.Errorf("arrived as %s %s: %s", m.Direction, m.Type, wrong)
				}
				if d.kind != rules.Instagram && m.Callback != correlation {
					t.Errorf("the correlation is %q", m.Callback)
				}
			})
		}
	}
}

func has(all []rules.ChannelKind, k rules.ChannelKind) bool {
	for _, o := range all {
		if o == k {
			return true
		}
	}
	return false
}

func TestAnswersAndReactionsSitOnTheirMessage(t *testing.T) {
	r := newRig(t)
	for _, d := range desks {
		t.Run(d.name, func(t *testing.T) {
			th := r.wrote(d.kind, d.account)
			if out := r.send(th, rules.Entry{Type: rules.Text, Text: "to that", ReplyTo: th.message}, ""); out.Error != nil {
				t.Fatalf("an answer is %+v", out.Error)
			}
			if m := r.arrived(th); m.ReplyTo != th.message {
				t.Errorf("it answers %q", m.ReplyTo)
			}
			for _, emoji := range []string{"❤️", ""} {
				if out := r.send(th, rules.Entry{Type: rules.React, Text: emoji, ReplyTo: th.message}, ""); out.Error != nil || out.Unknown {
					t.Fatalf("the reaction %q is %+v %+v", emoji, out, out.Error)
				}
				if m := r.arrived(th); m.Type != "reaction" || m.Target != th.message || m.Text != emoji {
					t.Errorf("the reaction %q arrives as %s %q on %q", emoji, m.Type, m.Text, m.Target)
				}
			}
		})
	}
}

func TestAnAddressOfEitherKindIsReached(t *testing.T) {
	r := newRig(t)
	th := r.wrote(rules.WhatsApp, number)
	both := th.to
	for _, to := range []rules.Address{{Phone: both.Phone}, {UserID: both.UserID}} {
		th.to = to
		if out := r.send(th, rules.Entry{Type: rules.Text, Text: "hi"}, ""); out.Error != nil || out.Unknown {
			t.Fatalf("%+v is %+v %+v", to, out, out.Error)
		}
		if m := r.arrived(th); m.ToUserID != (to.Phone == "") {
			t.Errorf("%+v arrives by user id: %t", to, m.ToUserID)
		}
	}
}

func TestTheWindowIsThePlatformsToo(t *testing.T) {
	r := newRig(t)
	for _, d := range desks {
		t.Run(d.name, func(t *testing.T) {
			th := r.wrote(d.kind, d.account)
			text := rules.Entry{Type: rules.Text, Text: "late"}
			was := r.now
			defer func() { r.now = was }()
			r.now = was.Add(25 * time.Hour)
			if out := r.send(th, text, ""); out.Error == nil || out.Error.Reason != "window_closed" {
				t.Errorf("after the window a text is %+v %+v", out, out.Error)
			}
			if d.kind == rules.WhatsApp {
				if out := r.send(th, rules.Entry{Type: rules.Template, Template: &rules.TemplateUse{Name: "hello", Language: "en"}}, ""); out.Error != nil {
					t.Errorf("a template is %+v", out.Error)
				}
				return
			}
			if out := r.sendAs(th, text, "", true); out.Error != nil || !r.arrived(th).Human {
				t.Errorf("what a human writes is %+v", out.Error)
			}
			r.now = was.Add(8 * 24 * time.Hour)
			if out := r.sendAs(th, text, "", true); out.Error == nil || out.Error.Reason != "window_closed" {
				t.Errorf("after seven days it is %+v %+v", out, out.Error)
			}
		})
	}
}
