package rules

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Capability is what a channel can carry, as data: the platform's limits, and the product's own rules on top
// (PDF and CSV on WhatsApp only, no audio from agents on web chat).
type Capability struct {
	TextRunes int                // longest text in code points; 0: see TextBytes
	TextBytes int                // longest text in bytes of UTF-8; 0: see TextRunes
	Caption   int                // longest caption of a file in code points; 0: files carry none
	Files     map[Type]FileLimit // the kinds of file that go out
	Reactions bool
	Emojis    []string // the only reactions; none: any emoji
	Replies   bool     // answers that quote a message
	Choices   ChoiceLimit
	Templates bool
	Receipts  bool // read marks and typing are shown to the customer
}

// FileLimit bounds one kind of file. MIMEs are without parameters.
type FileLimit struct {
	Bytes int64
	MIMEs []string
}

// ChoiceLimit bounds buttons and lists, in code points; zero means that the channel has none.
type ChoiceLimit struct {
	Buttons, ButtonTitle               int
	Body, ListBody, Header, Footer     int
	Open, Sections, Rows, SectionTitle int
	RowTitle, RowDescription, ID       int
}

const mb = 1 << 20

// Capabilities has one entry for each kind of channel.
var Capabilities = map[ChannelKind]Capability{
	// WhatsApp Cloud API: "text", "media" and "interactive" messages, 2026-03-12. CSV goes as a document, which
	// works in practice and is not documented.
	WhatsApp: {
		TextRunes: 4096, Caption: 1024,
		Files: map[Type]FileLimit{
			Image:    {5 * mb, []string{"image/jpeg", "image/png"}},
			Video:    {16 * mb, []string{"video/mp4", "video/3gpp"}},
			Audio:    {16 * mb, []string{"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"}},
			Sticker:  {500 << 10, []string{"image/webp"}},
			Document: {100 * mb, documents},
		},
		Reactions: true, Replies: true, Templates: true, Receipts: true,
		Choices: ChoiceLimit{
			Buttons: 3, ButtonTitle: 20, Body: 1024, ListBody: 4096, Header: 60, Footer: 60,
			Open: 20, Sections: 10, Rows: 10, SectionTitle: 24, RowTitle: 24, RowDescription: 72, ID: 200,
		},
	},
	// Messenger Platform: "send messages", 2026-05-05. Files other than pictures, films and sound are left to
	// WhatsApp by the product's rule.
	Messenger: {
		TextRunes: 2000,
		Files: map[Type]FileLimit{
			Image: {8 * mb, []string{"image/jpeg", "image/png", "image/gif"}},
			Video: {25 * mb, []string{"video/mp4", "video/webm", "video/quicktime"}},
			Audio: {25 * mb, []string{"audio/aac", "audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg"}},
		},
		Reactions: true, Replies: true, Receipts: true,
		Choices: ChoiceLimit{Buttons: 13, ButtonTitle: 20, Body: 2000, ID: 1000},
	},
	// Instagram messaging: "send messages", 2026-06-24. A text is measured in bytes, and the one reaction is "love".
	Instagram: {
		TextBytes: 1000,
		Files: map[Type]FileLimit{
			Image: {8 * mb, []string{"image/jpeg", "image/png", "image/gif"}},
			Video: {25 * mb, []string{"video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"}},
			Audio: {25 * mb, []string{"audio/aac", "audio/mp4", "audio/wav"}},
		},
		Reactions: true, Emojis: []string{"❤️", "❤"}, Replies: true, Receipts: true,
		Choices: ChoiceLimit{Buttons: 13, ButtonTitle: 20, Body: 1000, ID: 1000},
	},
	// Our own numbers.
	WebChat: {
		TextRunes: 4000, Caption: 1024,
		Files: map[Type]FileLimit{
			Image: {8 * mb, []string{"image/jpeg", "image/png", "image/gif", "image/webp"}},
			Video: {25 * mb, []string{"video/mp4", "video/webm"}},
		},
		Replies: true, Receipts: true,
		Choices: ChoiceLimit{Buttons: 10, ButtonTitle: 20, Body: 4000, ID: 200},
	},
}

// CommentRunes is the longest public answer to a comment, in code points (Facebook 8,000; Instagram 2,200, the
// smaller one is taken for both; platform help pages, read 2026-11-20).
const CommentRunes = 2200

var documents = []string{
	"text/plain", "text/csv", "application/pdf", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

// CanCarry judges what is to be sent against what the channel can carry; the window is Judge's business. nil,
// or ErrEmptyMessage, ErrTooLong, ErrUnsupportedType, ErrFileType, ErrFileTooLarge, ErrBadInteractive.
func CanCarry(c Conversation, e Entry) error {
	able := Capabilities[c.On]
	if c.Kind == Comments {
		return canComment(able, e)
	}
	switch e.Type {
	case Text:
		return able.fits(e.Text)
	case Image, Video, Audio, Document, Sticker:
		return able.carries(e)
	case React:
		return when(able.Reactions && e.ReplyTo != "" && (e.Text == "" || len(able.Emojis) == 0 || slices.Contains(able.Emojis, e.Text)))
	case Template:
		return when(able.Templates && e.Template != nil && e.Template.Name != "" && e.Template.Language != "")
	case Buttons, List:
		return able.offers(e)
	default:
		return ErrUnsupportedType
	}
}

// canComment: comments are answered with words, or with words in private; they can be hidden.
func canComment(able Capability, e Entry) error {
	switch {
	case e.Type == Hide || e.Type == Unhide:
		return when(e.ReplyTo != "")
	case e.Type != Text || e.ReplyTo == "":
		return ErrUnsupportedType
	case e.Private:
		return able.fits(e.Text)
	default:
		return Capability{TextRunes: CommentRunes}.fits(e.Text)
	}
}

func when(ok bool) error {
	if !ok {
		return ErrUnsupportedType
	}
	return nil
}

func (able Capability) fits(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return ErrEmptyMessage
	case able.TextBytes > 0 && len(text) > able.TextBytes, able.TextRunes > 0 && utf8.RuneCountInString(text) > able.TextRunes:
		return ErrTooLong
	default:
		return nil
	}
}

func (able Capability) carries(e Entry) error {
	limit, ok := able.Files[e.Type]
	switch {
	case !ok || e.Media == nil:
		return ErrUnsupportedType
	case !slices.Contains(limit.MIMEs, e.Media.MIME):
		return ErrFileType
	case e.Media.Size > limit.Bytes:
		return ErrFileTooLarge
	case utf8.RuneCountInString(e.Text) > able.Caption:
		return ErrTooLong
	default:
		return nil
	}
}
