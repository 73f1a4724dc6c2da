package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// How long a customer may change a message (edit and revoke pages, read 2026-03).
const (
	editLife   = 15 * time.Minute
	revokeLife = 48 * time.Hour
)

// special gives what composes a message that is about another one or about the customer; nil for all other types.
// The caller holds mu.
func (p *Phone) special(a Account, c *Customer, w Writing, at time.Time) func() (record, error) {
	switch w.Type {
	case "edit", "revoke":
		return func() (record, error) { return p.change(a, c, w, at) }
	case "system":
		return func() (record, error) { return p.move(a, c, w, at) }
	default:
		return nil
	}
}

// change edits or revokes what the customer wrote. The caller holds mu.
func (p *Phone) change(a Account, c *Customer, w Writing, at time.Time) (record, error) {
	old := p.state.messages[w.Target]
	if old == nil || old.Chat != chatID(a.ID, c) || old.Direction != In || old.Deleted {
		return record{}, missing("there is no message of this customer to change")
	}
	next, age := *old, at.Sub(old.At)
	wire := whatsapp.Head(c.person(), whatsapp.NewMessageID(c.Phone, whatsapp.FromCustomer), w.Type, at)
	if w.Type == "revoke" {
		if age > revokeLife {
			return record{}, invalid("messages can be deleted for everybody for two days")
		}
		next.Deleted = true
		wire.Revoke = &whatsapp.Revoke{Original: old.ID}
	} else {
		if age > editLife || w.Text == "" {
			return record{}, invalid("texts and captions can be edited for 15 minutes, and not to nothing")
		}
		next.Text, next.Edits = w.Text, next.Edits+1
		now := &whatsapp.Message{Type: old.Type}
		switch {
		case old.Type == "text":
			now.Text = &whatsapp.Text{Body: w.Text}
		case old.File != nil:
			now.Attach(whatsapp.File{Caption: w.Text, MIME: old.File.MIME, ID: old.File.ID, SHA256: p.state.media[old.File.ID].SHA256})
		default:
			return record{}, invalid("a %s cannot be edited", old.Type)
		}
		wire.Edit = &whatsapp.Edit{Original: old.ID, Message: now}
	}
	item := p.owe(owed{Lane: old.Chat, Update: whatsapp.Update{Number: a.number(), Contact: c.person().Contact(), Message: wire}})
	return record{Messages: []Message{next}, Owe: []owed{item}}, nil
}

// move gives the customer another number, or only another user id. The caller holds mu.
func (p *Phone) move(a Account, c *Customer, w Writing, at time.Time) (record, error) {
	old, next := *c, *c
	next.UserID = whatsapp.NewUserID(country(c.Phone))
	sys := &whatsapp.System{Type: "user_changed_user_id", UserID: next.UserID, Previous: old.UserID,
		Body: fmt.Sprintf("User %s has a new user id", old.Name)}
	wire := whatsapp.Head(old.person(), whatsapp.NewMessageID(old.Phone, whatsapp.FromCustomer), "system", at)
	wire.FromUserID = ""
	if w.Kind != "userId" {
		phone, err := p.freePhone(w.Phone)
		if err != nil {
			return record{}, err
		}
		next.Phone, sys.Type, sys.WaID = phone, "user_changed_number", phone
		sys.Body = fmt.Sprintf("User %s changed from %s to %s", old.Name, old.Phone, phone)
	} else {
		wire.From = ""
	}
	wire.System = sys
	m := Message{ID: wire.ID, Chat: chatID(a.ID, c), Direction: In, Type: "system", Text: sys.Body, At: at, Status: "pending"}
	item := p.owe(owed{Lane: m.Chat, Message: m.ID, Update: whatsapp.Update{Number: a.number(), Message: wire}})
	return record{Customer: &next, Messages: []Message{m}, Owe: []owed{item}}, nil
}

// coming adds how a message came: forwarded, from an ad, while another app held the thread. The caller holds mu.
func (p *Phone) coming(a Account, m *Message, wire *whatsapp.Message, w Writing) {
	if w.Forwarded {
		wire.Context = &whatsapp.Context{Forwarded: true}
	}
	if r := w.Referral; r != nil {
		m.Ad = r.Source == "ad"
		from := "post" // the button of a post without money behind it
		if m.Ad {
			from = "ad"
		}
		id, headline := r.ID, r.Headline
		if id == "" {
			id = "120200000000000001"
		}
		if headline == "" {
			headline = "Spring at " + a.Name
		}
		wire.Referral = &whatsapp.Referral{SourceURL: "https://fb.me/spring", SourceID: id, SourceType: from, Headline: headline,
			Body: "Two weeks only.", MediaType: "image", ImageURL: "https://shop.example/spring.jpg", CtwaClid: "ARA" + strings.Repeat("x", 20)}
	}
	if old := p.state.chats[m.Chat]; w.Standby || old != nil && held(old.owner(p.now())) {
		m.Standby = true
	}
}

// onStandby puts a message where those see it who do not hold the thread: one level deeper, under a field of its own.
func onStandby(o owed) (owed, error) {
	value, err := json.Marshal(map[string]any{"messaging_product": "whatsapp",
		"metadata": map[string]string{"display_phone_number": o.Update.Number.Display, "phone_number_id": o.Update.Number.ID},
		"standby":  map[string]any{"contacts": []any{o.Update.Contact}, "messages": []any{o.Update.Message}}})
	if err != nil {
		return o, fmt.Errorf("write standby: %w", err)
	}
	o.Update = whatsapp.Update{}
	o.Other = &graph.Update{Object: whatsapp.Object, Account: whatsapp.Business, Field: "standby", Value: value}
	return o, nil
}
