package whatsapp

import (
	"encoding/json"
	"strings"

	"transom/infra/local/sandbox/graph"
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
func Parse(body []byte) (Request, *graph.Error) {
	c := &graph.Check{Words: ErrorOf, Missing: 131008, Invalid: 131009}
	top := graph.Decode(c, body)
	if c.Err != nil {
		return Request{}, c.Err
	}
	if top.Text("messaging_product", 64) != "whatsapp" {
		c.Refuse(100, "The parameter messaging_product is required.")
	}
	if top.Has("status") {
		r := readOf(top)
		return Request{Read: &r}, c.Err
	}
	s := sendOf(top)
	if c.Err != nil {
		return Request{}, c.Err
	}
	var raw map[string]json.RawMessage
	if json.Unmarshal(body, &raw) == nil { // it has been decoded once already
		s.Object = raw[s.Type]
	}
	return Request{Send: &s}, nil
}

func readOf(top graph.Object) Read {
	top.Only("messaging_product", "status", "message_id", "typing_indicator")
	top.Word("status", "read")
	out := Read{MessageID: top.Must("message_id", 1024)}
	if top.Has("typing_indicator") {
		t := top.Object("typing_indicator")
		t.Only("type")
		t.Word("type", "text")
		out.Typing = true
	}
	return out
}

func sendOf(top graph.Object) Send {
	s := Send{Type: "text"}
	if top.Has("recipient_type") {
		top.Word("recipient_type", "individual")
	}
	address(top, &s)
	if top.Has("type") {
		s.Type = top.Word("type", types...)
	}
	top.Only("messaging_product", "recipient_type", "to", "recipient", "type", s.Type, "context", "biz_opaque_callback_data")
	s.Callback = top.Text("biz_opaque_callback_data", CallbackLimit)
	if top.Has("context") {
		context := top.Object("context")
		context.Only("message_id")
		s.ReplyTo = context.Must("message_id", 1024)
		if !IsMessageID(s.ReplyTo) || s.Type == "reaction" {
			top.Refuse(131009, "Param context['message_id'] is not valid here.")
		}
	}
	content(top, &s)
	return s
}

// address reads the recipient: a phone number in to, or a user id in recipient; given both, to wins.
func address(top graph.Object, s *Send) {
	to, recipient := top.Text("to", 64), top.Text("recipient", 160)
	switch {
	case to != "":
		digits, ok := Digits(to)
		if !ok {
			top.Refuse(131009, "Param to is not a phone number.")
		}
		s.Input, s.Phone = to, digits
	case recipient != "":
		if !IsUserID(recipient) {
			top.Refuse(131009, "Param recipient is not a business-scoped user id.")
		}
		s.Input, s.UserID = recipient, recipient
	default:
		top.Refuse(100, "The parameter to is required.")
	}
}

// content reads the object that is named like the type.
func content(top graph.Object, s *Send) {
	if s.Type == "contacts" {
		cards(top, s)
		return
	}
	o := top.Object(s.Type)
	if top.Err != nil {
		return
	}
	switch s.Type {
	case "text":
		o.Only("body", "preview_url")
		s.Text = o.Must("body", TextLimit)
		o.Flag("preview_url")
		if strings.TrimSpace(s.Text) == "" {
			o.Refuse(100, "The parameter %s is required.", o.Path("body"))
		}
	case "location":
		location(o, s)
	case "reaction":
		o.Only("message_id", "emoji")
		s.Target, s.Text = o.Must("message_id", 1024), o.Text("emoji", 32)
		if !o.Has("emoji") {
			o.Refuse(131008, "The parameter %s is missing.", o.Path("emoji"))
		}
	case "interactive":
		interactive(o, s)
	case "template":
		template(o, s)
	default:
		file(o, s)
	}
}
