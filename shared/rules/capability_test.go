package rules

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func text(s string) Entry { return Entry{Kind: Message, Direction: Out, Type: Text, Text: s} }

func on(kind ChannelKind) Conversation { return Conversation{On: kind, Kind: Messages} }

// Each limit is kept, and the next one above it is refused. Instagram counts bytes, the others characters.
func TestCanCarryKeepsEveryLimitOfText(t *testing.T) {
	for _, c := range []struct {
		name    string
		c       Conversation
		unit    string
		most    int
		private bool
	}{
		{"WhatsApp", on(WhatsApp), "a", 4096, false},
		{"WhatsApp, emoji", on(WhatsApp), "🎉", 4096, false},
		{"Messenger", on(Messenger), "a", 2000, false},
		{"Messenger, emoji", on(Messenger), "🎉", 2000, false},
		{"Instagram", on(Instagram), "a", 1000, false},
		{"Instagram, emoji of four bytes", on(Instagram), "🎉", 250, false},
		{"Instagram, letters of two bytes", on(Instagram), "ж", 500, false},
		{"web chat", on(WebChat), "a", 4000, false},
		{"a public answer on Facebook", Conversation{On: Messenger, Kind: Comments}, "a", CommentRunes, false},
		{"a public answer on Instagram", Conversation{On: Instagram, Kind: Comments}, "🎉", CommentRunes, false},
		{"a private answer on Facebook", Conversation{On: Messenger, Kind: Comments}, "a", 2000, true},
		{"a private answer on Instagram", Conversation{On: Instagram, Kind: Comments}, "🎉", 250, true},
	} {
		e := text(strings.Repeat(c.unit, c.most))
		e.ReplyTo, e.Private = "parent", c.private
		if err := CanCarry(c.c, e); err != nil {
			t.Errorf("%s: %d are refused: %v", c.name, c.most, err)
		}
		e.Text += c.unit
		if err := CanCarry(c.c, e); !errors.Is(err, ErrTooLong) {
			t.Errorf("%s: one more than %d: got %v", c.name, c.most, err)
		}
		e.Text = " \n\t"
		if err := CanCarry(c.c, e); !errors.Is(err, ErrEmptyMessage) {
			t.Errorf("%s: spaces only: got %v", c.name, err)
		}
	}
}

func TestCanCarryKeepsEveryLimitOfFiles(t *testing.T) {
	for kind, able := range Capabilities {
		for _, typ := range []Type{Image, Video, Audio, Document, Sticker} {
			limit, ok := able.Files[typ]
			e := Entry{Type: typ, Media: &Media{MIME: "image/png", Size: 1}}
			if !ok {
				if err := CanCarry(on(kind), e); !errors.Is(err, ErrUnsupportedType) {
					t.Errorf("%s carries no %s: got %v", kind, typ, err)
				}
				continue
			}
			for _, mime := range limit.MIMEs {
				e.Media = &Media{MIME: mime, Size: limit.Bytes}
				if err := CanCarry(on(kind), e); err != nil {
					t.Errorf("%s, %s of %d bytes: %v", kind, mime, limit.Bytes, err)
				}
				e.Media = &Media{MIME: mime, Size: limit.Bytes + 1}
				if err := CanCarry(on(kind), e); !errors.Is(err, ErrFileTooLarge) {
					t.Errorf("%s, %s one byte too large: got %v", kind, mime, err)
				}
			}
			e.Media = &Media{MIME: "application/x-msdownload", Size: 1}
			if err := CanCarry(on(kind), e); !errors.Is(err, ErrFileType) {
				t.Errorf("%s, a program: got %v", kind, err)
			}
			e.Media = &Media{MIME: limit.MIMEs[0], Size: 1}
			e.Text = strings.Repeat("🎉", able.Caption)
			if err := CanCarry(on(kind), e); err != nil {
				t.Errorf("%s, %s with a caption of %d: %v", kind, typ, able.Caption, err)
			}
			e.Text += "🎉"
			if err := CanCarry(on(kind), e); !errors.Is(err, ErrTooLong) {
				t.Errorf("%s, %s with a caption one too long: got %v", kind, typ, err)
			}
		}
		if _, ok := able.Files[Document]; ok != (kind == WhatsApp) {
			t.Errorf("%s carries documents: %v", kind, ok)
		}
	}
	if _, ok := Capabilities[WebChat].Files[Audio]; ok {
		t.Error("agents send no sound to a web chat")
	}
}

func rowsOf(n int) []Choice {
	var all []Choice
	for i := range n {
		all = append(all, Choice{ID: strings.Repeat("i", i+1), Title: strings.Repeat("t", i+1)})
	}
	return all
}

func TestCanCarryKeepsEveryLimitOfChoices(t *testing.T) {
	many := func(n int) string { return strings.Repeat("é", n) }
	buttons := func(n int) *Interactive { return &Interactive{Buttons: rowsOf(n)} }
	list := func(rows int) *Interactive {
		return &Interactive{Open: "Menu", Sections: []Section{{Rows: rowsOf(rows)}}}
	}
	for _, c := range []struct {
		name string
		on   ChannelKind
		typ  Type
		text string
		in   *Interactive
		ok   bool
	}{
		{"three buttons", WhatsApp, Buttons, "Choose", buttons(3), true},
		{"four buttons", WhatsApp, Buttons, "Choose", buttons(4), false},
		{"no button", WhatsApp, Buttons, "Choose", &Interactive{}, false},
		{"a body of 1,024", WhatsApp, Buttons, many(1024), buttons(1), true},
		{"a body of 1,025", WhatsApp, Buttons, many(1025), buttons(1), false},
		{"a title of 20", WhatsApp, Buttons, "Choose", &Interactive{Buttons: []Choice{{ID: "1", Title: many(20)}}}, true},
		{"a title of 21", WhatsApp, Buttons, "Choose", &Interactive{Buttons: []Choice{{ID: "1", Title: many(21)}}}, false},
		{"two buttons of one id", WhatsApp, Buttons, "Choose", &Interactive{Buttons: []Choice{{ID: "1", Title: "a"}, {ID: "1", Title: "b"}}}, false},
		{"two buttons of one title", WhatsApp, Buttons, "Choose", &Interactive{Buttons: []Choice{{ID: "1", Title: "a"}, {ID: "2", Title: "a"}}}, false},
		{"a header of 61", WhatsApp, Buttons, "Choose", &Interactive{Header: many(61), Buttons: rowsOf(1)}, false},
		{"a footer of 61", WhatsApp, Buttons, "Choose", &Interactive{Footer: many(61), Buttons: rowsOf(1)}, false},
		{"ten rows", WhatsApp, List, "Choose", list(10), true},
		{"eleven rows", WhatsApp, List, "Choose", list(11), false},
		{"a list with a body of 4,096", WhatsApp, List, many(4096), list(1), true},
		{"a list with a body of 4,097", WhatsApp, List, many(4097), list(1), false},
		{"a row's title of 25", WhatsApp, List, "Choose", &Interactive{Open: "o", Sections: []Section{{Rows: []Choice{{ID: "1", Title: many(25)}}}}}, false},
		{"a row's description of 73", WhatsApp, List, "Choose", &Interactive{Open: "o", Sections: []Section{{Rows: []Choice{{ID: "1", Title: "a", Description: many(73)}}}}}, false},
		{"a list that nothing opens", WhatsApp, List, "Choose", &Interactive{Sections: []Section{{Rows: rowsOf(1)}}}, false},
		{"two sections of which one has no title", WhatsApp, List, "Choose", &Interactive{Open: "o", Sections: []Section{{Rows: rowsOf(1)}, {Title: "b", Rows: rowsOf(2)[1:]}}}, false},
		{"thirteen quick replies", Messenger, Buttons, "Choose", buttons(13), true},
		{"fourteen quick replies", Messenger, Buttons, "Choose", buttons(14), false},
		{"thirteen quick replies", Instagram, Buttons, "Choose", buttons(13), true},
		{"a list on Messenger", Messenger, List, "Choose", list(1), false},
		{"ten buttons on web chat", WebChat, Buttons, "Choose", buttons(10), true},
		{"eleven buttons on web chat", WebChat, Buttons, "Choose", buttons(11), false},
	} {
		err := CanCarry(on(c.on), Entry{Type: c.typ, Text: c.text, Interactive: c.in})
		if (err == nil) != c.ok || (err != nil && !errors.Is(err, ErrBadInteractive)) {
			t.Errorf("%s, %s: got %v", c.on, c.name, err)
		}
	}
}

func TestCanCarryOnlyWhatAChannelHas(t *testing.T) {
	template := Entry{Type: Template, Text: "Hello", Template: &TemplateUse{Name: "hello", Language: "en_US"}}
	for _, c := range []struct {
		name string
		e    Entry
		on   []ChannelKind
	}{
		{"a template", template, []ChannelKind{WhatsApp}},
		{"a reaction that names its message", Entry{Type: React, Text: "👍", ReplyTo: "m"}, []ChannelKind{WhatsApp, Messenger, Instagram}},
		{"a reaction that names none", Entry{Type: React, Text: "👍"}, nil},
		{"a location", Entry{Type: Location}, nil},
		{"an edit", Entry{Type: Edit, Text: "x", ReplyTo: "m"}, nil},
		{"hiding a message", Entry{Type: Hide, ReplyTo: "m"}, nil},
	} {
		for kind := range Capabilities {
			if c.e.Type == React && kind == Instagram && len(Capabilities[kind].Emojis) > 0 {
				c.e.Text = Capabilities[kind].Emojis[0]
			}
			if got := CanCarry(on(kind), c.e) == nil; got != slices.Contains(c.on, kind) {
				t.Errorf("%s on %s: %v", c.name, kind, got)
			}
		}
	}
	comments := Conversation{On: Instagram, Kind: Comments}
	for _, c := range []struct {
		name string
		e    Entry
		ok   bool
	}{
		{"an answer to a comment", Entry{Type: Text, Text: "x", ReplyTo: "c"}, true},
		{"an answer to nothing", Entry{Type: Text, Text: "x"}, false},
		{"a picture", Entry{Type: Image, ReplyTo: "c", Media: &Media{MIME: "image/png"}}, false},
		{"hiding", Entry{Type: Hide, ReplyTo: "c"}, true},
		{"hiding nothing", Entry{Type: Hide}, false},
	} {
		if got := CanCarry(comments, c.e) == nil; got != c.ok {
			t.Errorf("%s below a post: %v", c.name, got)
		}
	}
}
