package sandbox

import (
	"cmp"
	"encoding/json"
	"fmt"

	"transom/infra/local/sandbox/whatsapp"
)

// fill gives a customer's message its content, for the phone (m) and for the wire. The caller holds mu.
func (p *Phone) fill(m *Message, wire *whatsapp.Message, w Writing) error {
	if whatsapp.IsMedia(m.Type) {
		return p.fillFile(m, wire, w)
	}
	switch m.Type {
	case "text":
		if w.Text == "" {
			return invalid("a text message needs a text")
		}
		wire.Text = &whatsapp.Text{Body: w.Text}
	case "location":
		wire.Location = w.Location
		if wire.Location == nil {
			wire.Location = &whatsapp.Location{Latitude: 48.137154, Longitude: 11.576124, Name: "Marienplatz", Address: "Marienplatz 1, 80331 München"}
		}
		return p.detail(m, wire.Location)
	case "contacts":
		wire.Contacts = w.Contacts
		if wire.Contacts == nil {
			wire.Contacts = card(cmp.Or(w.CardName, "Mira Example"), cmp.Or(w.CardPhone, "+44 7700 900321"))
		}
		m.Details = wire.Contacts
	case "reaction":
		if p.state.messages[w.Target] == nil {
			return missing("there is no message to react to")
		}
		m.Target = w.Target
		wire.Reaction = &whatsapp.Reaction{MessageID: w.Target, Emoji: w.Text}
	case "button":
		wire.Button = &whatsapp.Button{Payload: cmp.Or(w.Payload, w.Text), Text: w.Text}
	case "interactive":
		return p.fillChoice(m, wire, w)
	case "order":
		return p.fillOrder(m, wire, w)
	case "unsupported":
		wire.Errors = []whatsapp.Problem{whatsapp.ProblemOf(131051)}
		wire.Strange = &whatsapp.Strange{Type: cmp.Or(w.Kind, "poll_creation")}
		m.Text = ""
		return p.detail(m, wire.Strange)
	default:
		return invalid("customers cannot write a message of type %q here", m.Type)
	}
	return nil
}

func (p *Phone) fillChoice(m *Message, wire *whatsapp.Message, w Writing) error {
	choice := &whatsapp.Choice{ID: cmp.Or(w.Payload, w.Text), Title: w.Text}
	wire.Reply = &whatsapp.Interactive{Type: cmp.Or(w.Kind, "button_reply")}
	switch wire.Reply.Type {
	case "button_reply":
		wire.Reply.ButtonReply = choice
	case "list_reply":
		wire.Reply.ListReply = choice
	case "flow", "nfm_reply":
		wire.Reply.Type = "nfm_reply"
		wire.Reply.Form = &whatsapp.Form{Name: "flow", Body: "Sent", Response: cmp.Or(w.Payload, `{"flow_token":"unused","size":"M","when":"Friday"}`)}
	default:
		return invalid("an interactive answer is a button_reply, a list_reply or a flow")
	}
	return p.detail(m, wire.Reply)
}

func (p *Phone) fillFile(m *Message, wire *whatsapp.Message, w Writing) error {
	kept, err := p.medium(cmp.Or(w.Media, m.Type))
	if err != nil {
		return err
	}
	m.File = fileOf(kept)
	f := whatsapp.File{MIME: kept.MIME, SHA256: kept.SHA256, ID: kept.ID, Caption: w.Text}
	if base := p.base(nil); base != "" {
		f.URL = p.mediaLink(base, kept.ID)
	}
	switch m.Type {
	case "audio":
		voice := w.Voice == nil || *w.Voice
		f.Voice, f.Caption, m.Text, m.File.Voice = &voice, "", "", voice
	case "sticker":
		still := false
		f.Animated, f.Caption, m.Text = &still, "", ""
	case "document":
		f.Filename = kept.Name
	}
	wire.Attach(f)
	return nil
}

// fillOrder is what somebody puts together from the catalogue.
func (p *Phone) fillOrder(m *Message, wire *whatsapp.Message, w Writing) error {
	wire.Order = w.Order
	if wire.Order == nil {
		wire.Order = json.RawMessage(`{"catalog_id":"700000000000001","text":` + quoted(w.Text) + `,"product_items":[
			{"product_retailer_id":"bell-brass","quantity":2,"item_price":12.5,"currency":"EUR"},
			{"product_retailer_id":"light-front","quantity":1,"item_price":39.9,"currency":"EUR"}]}`)
	}
	return p.detail(m, wire.Order)
}

func quoted(s string) string {
	out, _ := json.Marshal(s) // strings always can be written
	return string(out)
}

func (p *Phone) detail(m *Message, v any) error {
	var err error
	if m.Details, err = json.Marshal(v); err != nil {
		return fmt.Errorf("write details of a message: %w", err)
	}
	return nil
}

func card(name, phone string) json.RawMessage {
	digits, _ := whatsapp.Digits(phone)       // a number that is none has no WhatsApp id
	out, _ := json.Marshal([]map[string]any{{ // strings always can be written
		"name":   map[string]string{"formatted_name": name, "first_name": name},
		"phones": []map[string]string{{"phone": phone, "wa_id": digits, "type": "MOBILE"}},
	}})
	return out
}
