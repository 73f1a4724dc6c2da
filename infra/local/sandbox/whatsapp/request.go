package whatsapp

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// Limits of a send request, in characters.
const (
	TextLimit     = 4096
	CaptionLimit  = 1024
	CallbackLimit = 512
)

// Request is what a POST to a number's messages asks for; exactly one member is set.
type Request struct {
	Send *Send
	Read *Read
}

// Send asks for a message to a customer.
type Send struct {
	Input    string // the recipient as given
	Phone    string // digits; empty when a user id was addressed
	UserID   string
	Type     string
	Text     string // body, caption, or a line that stands for the rest
	ReplyTo  string
	Callback string
	MediaID  string
	Link     string
	Filename string
	Voice    bool
	Target   string          // reaction: the message; Text is the emoji, empty to take it back
	Object   json.RawMessage // the object of the type as it came
}

// Read says that the business has read a message and, with Typing, that it is writing an answer.
type Read struct {
	MessageID string
	Typing    bool
}

var types = []string{"text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction", "interactive", "template"}

// Parse checks a body as strictly as it is documented and gives what it asks for, or the refusal. It knows no
// state: whether recipient, file and quoted message exist is asked elsewhere.
func Parse(body []byte) (Request, *Error) {
	c := &check{}
	top := object{check: c, name: "", fields: decode(c, body)}
	if c.err != nil {
		return Request{}, c.err
	}
	if top.text("messaging_product", 64) != "whatsapp" {
		c.refuse(100, "The parameter messaging_product is required.")
	}
	if top.has("status") {
		r := readOf(top)
		return Request{Read: &r}, c.err
	}
	s := sendOf(top)
	if c.err != nil {
		return Request{}, c.err
	}
	var raw map[string]json.RawMessage
	if json.Unmarshal(body, &raw) == nil { // it has been decoded once already
		s.Object = raw[s.Type]
	}
	return Request{Send: &s}, nil
}

func decode(c *check, body []byte) map[string]any {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var fields map[string]any
	if err := dec.Decode(&fields); err != nil || fields == nil {
		c.refuse(100, "The body is not a JSON object.")
		return nil
	}
	if _, err := dec.Token(); err != io.EOF {
		c.refuse(100, "The body has more than one JSON value.")
	}
	return fields
}

func readOf(top object) Read {
	top.only("messaging_product", "status", "message_id", "typing_indicator")
	top.word("status", "read")
	out := Read{MessageID: top.must("message_id", 1024)}
	if top.has("typing_indicator") {
		t := top.object("typing_indicator")
		t.only("type")
		t.word("type", "text")
		out.Typing = true
	}
	return out
}

func sendOf(top object) Send {
	s := Send{Type: "text"}
	if top.has("recipient_type") {
		top.word("recipient_type", "individual")
	}
	address(top, &s)
	if top.has("type") {
		s.Type = top.word("type", types...)
	}
	top.only("messaging_product", "recipient_type", "to", "recipient", "type", s.Type, "context", "biz_opaque_callback_data")
	s.Callback = top.text("biz_opaque_callback_data", CallbackLimit)
	if top.has("context") {
		context := top.object("context")
		context.only("message_id")
		s.ReplyTo = context.must("message_id", 1024)
		if !IsMessageID(s.ReplyTo) || s.Type == "reaction" {
			top.refuse(131009, "Param context['message_id'] is not valid here.")
		}
	}
	content(top, &s)
	return s
}

// address reads the recipient: a phone number in to, or a user id in recipient; given both, to wins.
func address(top object, s *Send) {
	to, recipient := top.text("to", 64), top.text("recipient", 160)
	switch {
	case to != "":
		digits, ok := Digits(to)
		if !ok {
			top.refuse(131009, "Param to is not a phone number.")
		}
		s.Input, s.Phone = to, digits
	case recipient != "":
		if !IsUserID(recipient) {
			top.refuse(131009, "Param recipient is not a business-scoped user id.")
		}
		s.Input, s.UserID = recipient, recipient
	default:
		top.refuse(100, "The parameter to is required.")
	}
}

// content reads the object that is named like the type.
func content(top object, s *Send) {
	if s.Type == "contacts" {
		cards(top, s)
		return
	}
	o := top.object(s.Type)
	if top.err != nil {
		return
	}
	switch s.Type {
	case "text":
		o.only("body", "preview_url")
		s.Text = o.must("body", TextLimit)
		o.flag("preview_url")
		if strings.TrimSpace(s.Text) == "" {
			o.refuse(100, "The parameter %s is required.", o.path("body"))
		}
	case "location":
		location(o, s)
	case "reaction":
		o.only("message_id", "emoji")
		s.Target, s.Text = o.must("message_id", 1024), o.text("emoji", 32)
		if !o.has("emoji") {
			o.refuse(131008, "The parameter %s is missing.", o.path("emoji"))
		}
	case "interactive":
		interactive(o, s)
	case "template":
		template(o, s)
	default:
		file(o, s)
	}
}
