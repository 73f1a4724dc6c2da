package sandbox

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// The places where staff write that are not the business's system.
const (
	viaPhone = "phone_app" // WhatsApp Business on somebody's phone
	viaInbox = "inbox"     // the platform's own inbox
)

// echo is staff writing to a customer elsewhere: it is recorded and the business hears of it. The caller holds mu.
func (p *Phone) echo(w Writing) (Message, error) {
	c := p.state.customers[w.Customer]
	if c == nil {
		return Message{}, missing("there is no customer %q", w.Customer)
	}
	a, err := p.account(w.to(c), c.Platform)
	if err != nil {
		return Message{}, err
	}
	at := p.now()
	if w.At != nil {
		at = *w.At
	}
	m := Message{Chat: chatID(a.ID, c), Direction: Out, Type: cmp.Or(w.Type, "text"), Text: w.Text, At: at.UTC(), Status: "sent", ReplyTo: w.ReplyTo, Via: viaInbox}
	make := p.echoEvent
	if a.Platform == WhatsApp {
		m.Via, make = viaPhone, p.echoPhone
	}
	r, err := make(a, c, &m, w)
	if err != nil {
		return Message{}, err
	}
	if err := p.commit(r); err != nil {
		return Message{}, err
	}
	p.ship(r.Owe...)
	if m.Type != "edit" && m.Type != "revoke" {
		p.walk(m.ID)
	}
	return r.Messages[0], nil
}

// echoEvent is an echo on Messenger or Instagram. The caller holds mu.
func (p *Phone) echoEvent(a Account, c *Customer, m *Message, w Writing) (record, error) {
	m.ID, m.At = newMID(a.Platform), m.At.Truncate(time.Millisecond)
	e, err := p.head(a, c, m.At)
	if err != nil {
		return record{}, err
	}
	e.Sender, e.Recipient = e.Recipient, e.Sender
	e.Message = &messaging.Message{MID: m.ID, Text: w.Text, IsEcho: true}
	if w.ReplyTo != "" {
		e.Message.ReplyTo = &messaging.ReplyTo{MID: w.ReplyTo}
	}
	if a.Platform == Messenger {
		e.Message.AppID = messaging.PageInbox
	}
	if err := p.say(a, m, e.Message, w); err != nil {
		return record{}, err
	}
	item, err := p.eventOwed(a, *m, e)
	return record{Messages: []Message{*m}, Owe: []owed{item}}, err
}

// echoPhone is an echo of WhatsApp's phone app, also of an edit or a revocation there. The caller holds mu.
func (p *Phone) echoPhone(a Account, c *Customer, m *Message, w Writing) (record, error) {
	m.ID, m.At = whatsapp.NewMessageID(c.Phone, whatsapp.FromBusiness), m.At.Truncate(time.Second)
	wire := whatsapp.Head(c.person(), m.ID, m.Type, m.At)
	wire.To, wire.ToUserID = wire.From, wire.FromUserID
	wire.From, wire.FromUserID = a.Display, ""
	kept := *m
	switch m.Type {
	case "edit", "revoke":
		old := p.state.messages[w.Target]
		if old == nil || old.Via != viaPhone || old.Chat != m.Chat {
			return record{}, missing("there is no message of the phone app to change")
		}
		kept = *old
		if m.Type == "revoke" {
			kept.Deleted = true
			wire.Revoke = &whatsapp.Revoke{Original: old.ID}
		} else {
			kept.Text, kept.Edits = w.Text, kept.Edits+1
			wire.Edit = &whatsapp.Edit{Original: old.ID, Message: &whatsapp.Message{Type: "text", Text: &whatsapp.Text{Body: w.Text}}}
		}
	default:
		if err := p.fill(m, wire, w); err != nil {
			return record{}, err
		}
		kept = *m
	}
	item, err := fieldOwed(a, m.Chat, "smb_message_echoes", map[string]any{"contacts": []any{c.person().Contact()}, "message_echoes": []any{wire}})
	return record{Messages: []Message{kept}, Owe: []owed{p.owe(item)}}, err
}

// fieldOwed is a change of one of WhatsApp's fields about a number.
func fieldOwed(a Account, lane, field string, value map[string]any) (owed, error) {
	if value == nil {
		value = map[string]any{}
	}
	value["messaging_product"] = "whatsapp"
	value["metadata"] = map[string]string{"display_phone_number": a.Display, "phone_number_id": a.ID}
	raw, err := json.Marshal(value)
	if err != nil {
		return owed{}, fmt.Errorf("write %s: %w", field, err)
	}
	return owed{Lane: lane, Other: &graph.Update{Object: whatsapp.Object, Account: whatsapp.Business, Field: field, Value: raw}}, nil
}

func (p *Phone) postEcho(w http.ResponseWriter, r *http.Request) {
	var in Writing
	err := read(r, &in)
	var m Message
	if err == nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		m, err = p.echo(in)
	}
	p.reply(w, http.StatusCreated, map[string]any{"id": m.ID, "chat": m.Chat, "message": m}, err)
}
