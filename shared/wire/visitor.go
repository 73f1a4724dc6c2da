package wire

import (
	"strings"
	"time"

	"transom/shared/rules"
)

// TheVisitor is the user id in a typing frame when it is the customer who types.
const TheVisitor = "visitor"

// VisitorDown is what a visitor's socket hears: "news" (read the messages after the cursor held), "typing" (an
// agent types), "pong". It never carries words: the truth is read, never pushed.
type VisitorDown struct {
	T string `json:"t"`
}

// VisitorMessage is a message as a web chat's visitor may see it: nothing internal, nobody's address. It is a
// shape of its own, so that what is added to Message never reaches a visitor by accident.
type VisitorMessage struct {
	ID              string          `json:"id"`
	From            string          `json:"from"` // "visitor" or "us"
	Type            string          `json:"type"`
	Text            string          `json:"text,omitempty"`
	ReplyTo         string          `json:"replyTo,omitempty"` // id of the message answered
	ClientMessageID string          `json:"clientMessageId,omitempty"`
	Author          string          `json:"author,omitempty"` // first name of the colleague who wrote it
	Files           []VisitorFile   `json:"files,omitempty"`
	Choices         []VisitorChoice `json:"choices,omitempty"`
	Deleted         bool            `json:"deleted,omitempty"`
	At              time.Time       `json:"at"`
}

// VisitorFile is a file of a message. URL works for some minutes; it is absent while there is no file to show.
type VisitorFile struct {
	URL    string `json:"url,omitempty"`
	MIME   string `json:"mime"`
	Name   string `json:"name,omitempty"`
	Size   int64  `json:"size,omitempty"`
	Inline bool   `json:"inline,omitempty"` // may be shown in place
}

// VisitorChoice is an answer that the visitor may tap; what they send is its title.
type VisitorChoice struct {
	Title string `json:"title"`
}

// OfVisitorEntry converts an entry that rules.VisitorSees lets a visitor see. Files and author need the
// world, and are filled in by the caller.
func OfVisitorEntry(e rules.Entry) VisitorMessage {
	m := VisitorMessage{ID: e.PlatformID, From: "us", Type: string(e.Type), Text: e.Text, ReplyTo: e.ReplyTo, At: e.At,
		Deleted: !e.DeletedAt.IsZero()}
	if e.Direction == rules.In {
		m.From = "visitor"
		_, m.ClientMessageID, _ = strings.Cut(e.PlatformID, ".")
	}
	if e.Interactive != nil {
		for _, c := range e.Interactive.Buttons {
			m.Choices = append(m.Choices, VisitorChoice{c.Title})
		}
	}
	return m
}
