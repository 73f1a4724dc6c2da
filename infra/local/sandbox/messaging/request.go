package messaging

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"transom/infra/local/sandbox/graph"
)

// Send is a request of the Send API: a message, or an action without one.
type Send struct {
	To       string // scoped user id
	Comment  string // or the comment to answer privately
	Type     string // RESPONSE, UPDATE, MESSAGE_TAG or empty
	Tag      string
	Action   string // sender_action; then there is no message
	Target   string // of react and unreact
	Reaction string

	Text     string
	Files    []Wanted
	Sticker  string
	Metadata string
	ReplyTo  string
	Kind     string          // the bubble's type: text, image, …, template
	Extra    json.RawMessage // quick replies or a template, as they came
}

// Wanted is an attachment by address or by id.
type Wanted struct{ Type, URL, ID string }

// Parse checks a body as strictly as it is documented and gives what it asks for, or the refusal. It knows no state.
func (r Rules) Parse(body []byte) (Send, *graph.Error) {
	c := &graph.Check{Words: func(code int, details string) *graph.Error { return ErrorOf(code, 0, details) }, Missing: 100, Invalid: 100}
	top := graph.Decode(c, body)
	if c.Err != nil {
		return Send{}, c.Err
	}
	var s Send
	r.recipient(top, &s)
	if top.Has("sender_action") {
		r.action(top, &s)
		return s, c.Err
	}
	top.Only("recipient", "messaging_type", "tag", "message", "reply_to")
	r.kind(top, &s)
	if top.Has("reply_to") {
		to := top.Object("reply_to")
		to.Only("mid")
		s.ReplyTo = to.Must("mid", 1024)
	}
	r.message(top, &s)
	return s, c.Err
}

func (r Rules) recipient(top graph.Object, s *Send) {
	who := top.Object("recipient")
	who.Only("id", "comment_id")
	s.To, s.Comment = who.Text("id", 64), who.Text("comment_id", 128)
	if (s.To == "") == (s.Comment == "") {
		who.Refuse(100, "Param recipient must hold exactly one of id and comment_id, as a string.")
	}
}

// kind reads messaging_type and tag. Retired tags have a refusal of their own (changelog, 2026-04-27).
func (r Rules) kind(top graph.Object, s *Send) {
	s.Tag = top.Text("tag", 64)
	if top.Has("messaging_type") {
		s.Type = top.Word("messaging_type", "RESPONSE", "UPDATE", "MESSAGE_TAG")
	} else if r.NeedsType && s.Comment == "" {
		top.Refuse(100, "The parameter messaging_type is required.")
	}
	if (s.Type == "MESSAGE_TAG") != (s.Tag != "") {
		top.Refuse(100, "Param tag goes with messaging_type MESSAGE_TAG, and only with it.")
	}
	if top.Err != nil || s.Tag == "" || s.Tag == "HUMAN_AGENT" {
		return
	}
	if slices.Contains([]string{"CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE"}, s.Tag) {
		top.Err = ErrorOf(100, 1893061, "")
		return
	}
	top.Err = ErrorOf(100, 2018276, "")
}

func (r Rules) action(top graph.Object, s *Send) {
	top.Only("recipient", "sender_action", "payload", "messaging_type")
	if s.Comment != "" {
		top.Refuse(100, "Param recipient['comment_id'] has no sender_action.")
	}
	s.Action = top.Word("sender_action", "typing_on", "typing_off", "mark_seen", "react", "unreact")
	if s.Action != "react" && s.Action != "unreact" {
		if top.Has("payload") {
			top.Refuse(100, "Param payload goes with react and unreact only.")
		}
		return
	}
	what := top.Object("payload")
	what.Only("message_id", "reaction")
	s.Target = what.Must("message_id", 1024)
	if s.Action == "react" {
		s.Reaction = what.Must("reaction", 32)
		if len(r.Reactions) > 0 && s.Reaction != "" && !slices.Contains(r.Reactions, s.Reaction) {
			what.Refuse(100, "Param payload['reaction'] must be one of %v.", r.Reactions)
		}
	}
}

func (r Rules) message(top graph.Object, s *Send) {
	m := top.Object("message")
	if top.Err != nil {
		return
	}
	if s.Comment != "" {
		m.Only(r.ReplyWith...)
	}
	m.Only("text", "attachment", "attachments", "quick_replies", "metadata", "sticker_id")
	s.Text, s.Kind = m.Text("text", 1<<20), "text"
	switch {
	case r.Chars > 0 && utf8.RuneCountInString(s.Text) > r.Chars:
		m.Refuse(100, "Length of param message['text'] must be less than or equal to %d.", r.Chars)
	case r.Bytes > 0 && len(s.Text) > r.Bytes:
		m.Refuse(100, "Length of param message['text'] must be less than or equal to %d bytes.", r.Bytes)
	}
	s.Metadata = m.Text("metadata", r.MetadataLimit)
	if r.MetadataLimit == 0 && m.Has("metadata") {
		m.Refuse(100, "Unexpected key \"metadata\" on param \"message\".")
	}
	kinds := 0
	for _, key := range []string{"text", "attachment", "attachments", "sticker_id"} {
		if m.Has(key) {
			kinds++
		}
	}
	if kinds != 1 || m.Has("text") && strings.TrimSpace(s.Text) == "" {
		m.Refuse(100, "Param message must hold exactly one of text, attachment, attachments and sticker_id, and not an empty one.")
		return
	}
	r.content(m, s)
}
