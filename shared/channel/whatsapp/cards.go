package whatsapp

import (
	"fmt"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func location(e *rules.Entry, m meta.Tree, keep details) {
	e.Type, e.Label = rules.Location, "Location"
	if name := m.Tree("location").Text("name"); name != "" {
		e.Label = "Location: " + name
	}
	keep.keep(m, "location")
}

func contacts(e *rules.Entry, m meta.Tree, keep details) {
	e.Type = rules.Contacts
	cards := m.List("contacts")
	if len(cards) > 0 {
		name := meta.AsTree(cards[0]).Tree("name")
		if e.Text = name.Text("formatted_name"); e.Text == "" {
			e.Text = name.Text("first_name")
		}
	}
	switch {
	case len(cards) > 1:
		e.Label = fmt.Sprintf("%d contact cards", len(cards))
	case e.Text != "":
		e.Label = "Contact card: " + e.Text
	default:
		e.Label = "Contact card"
	}
	keep.keep(m, "contacts")
}

func interactive(e *rules.Entry, m meta.Tree, keep details) {
	o := m.Tree("interactive")
	sub := o.Text("type")
	answer := o.Tree(sub)
	switch sub {
	case "button_reply":
		e.Type, e.Text = rules.ButtonReply, answer.Text("title")
		e.Label = "Chose " + e.Text
	case "list_reply":
		e.Type, e.Text = rules.ListReply, answer.Text("title")
		e.Label = "Chose " + e.Text
	case "nfm_reply":
		e.Type, e.Text, e.Label = rules.FlowReply, answer.Text("body"), "Answered a form"
	case "call_permission_reply":
		e.Type, e.Label = rules.Unsupported, "Call permission: "+answer.Text("response")
	default:
		e.Type, e.Label = rules.Unsupported, "Interactive answer"
	}
	keep.keep(m, "interactive")
}

func order(e *rules.Entry, m meta.Tree, keep details) {
	o := m.Tree("order")
	n := len(o.List("product_items"))
	e.Type, e.Text, e.Label = rules.Order, o.Text("text"), fmt.Sprintf("Order, %d items", n)
	if n == 1 {
		e.Label = "Order, 1 item"
	}
	keep.keep(m, "order")
}

// systemWords are what happened to the customer's identity, by WhatsApp's words old and new.
var systemWords = map[string]string{
	"user_changed_number":       "Changed their number",
	"customer_changed_number":   "Changed their number",
	"user_changed_user_id":      "Changed their WhatsApp id",
	"customer_identity_changed": "Uses WhatsApp on another phone",
}

func system(e *rules.Entry, m meta.Tree, keep details) {
	e.Type, e.Opens, e.Counts = rules.System, false, false
	if e.Label = systemWords[m.Tree("system").Text("type")]; e.Label == "" {
		e.Label = "Notice from WhatsApp"
	}
	keep.keep(m, "system")
}

// codeUnavailable: the customer's first message to a number that also runs the phone app; its content never
// reaches the API (error 131060).
const codeUnavailable = 131060

// unsupported keeps what WhatsApp or we cannot show. The customer did write: it opens the window and wants
// an answer.
func unsupported(e *rules.Entry, m meta.Tree, _ details) {
	e.Type, e.Label = rules.Unsupported, "Message of a kind that cannot be shown here"
	word := m.Text("type")
	if sub := m.Tree("unsupported").Text("type"); sub != "" {
		word = sub
	}
	if word != "" && word != "unsupported" && word != "unknown" {
		e.Label += " (" + cut(word, 40) + ")"
	}
	if f := failure(m.List("errors")); f != nil && f.Code == codeUnavailable {
		e.Label = "Message that WhatsApp did not pass on: ask the customer to send it again"
	}
	if word == "request_welcome" {
		e.Label, e.Opens, e.Counts = "Opened the chat for the first time", false, false
	}
}
