package sandbox

import (
	"cmp"
	"encoding/json"
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// Writing is what a customer does with the phone. Who: one of Customer, Phone, UserID. What: Type and the
// members that belong to it.
type Writing struct {
	Customer string     `json:"customer,omitempty"`
	Phone    string     `json:"phone,omitempty"`
	UserID   string     `json:"userId,omitempty"`
	Platform string     `json:"platform,omitempty"` // of a customer who is not there yet
	To       string     `json:"to,omitempty"`       // the account's id; the platform's default when empty
	Account  string     `json:"account,omitempty"`  // the same
	Type     string     `json:"type,omitempty"`     // text when empty
	Text     string     `json:"text,omitempty"`     // body, or caption
	ReplyTo  string     `json:"replyTo,omitempty"`
	At       *time.Time `json:"at,omitempty"` // the platform's timestamp; now when absent

	Media     string             `json:"media,omitempty"`   // id of an uploaded file, or the name of a sample; the type's sample when empty
	Voice     *bool              `json:"voice,omitempty"`   // audio: a voice note, unless false
	Target    string             `json:"target,omitempty"`  // reaction: id of the message; Text is the emoji, empty to take it back
	Payload   string             `json:"payload,omitempty"` // button, interactive: the id; Text is the title
	Kind      string             `json:"kind,omitempty"`    // interactive: button_reply or list_reply; unsupported: what it was
	Location  *whatsapp.Location `json:"location,omitempty"`
	Contacts  json.RawMessage    `json:"contacts,omitempty"` // contact cards in the platform's shape
	CardName  string             `json:"cardName,omitempty"` // a contact card in short
	CardPhone string             `json:"cardPhone,omitempty"`
	Album     int                `json:"album,omitempty"`     // image on Messenger and Instagram: so many pictures
	Forwarded bool               `json:"forwarded,omitempty"` // WhatsApp
	Referral  *Referral          `json:"referral,omitempty"`  // what brought the customer
	Standby   bool               `json:"standby,omitempty"`   // another app holds the thread
	Order     json.RawMessage    `json:"order,omitempty"`     // WhatsApp: in the platform's shape; two things when absent
	Title     string             `json:"title,omitempty"`     // share: of what is shared
	URL       string             `json:"url,omitempty"`       // share
}

// Referral is what brought a customer: an ad or a link (m.me, ig.me, wa.me).
type Referral struct {
	Source   string `json:"source"` // ad or link
	Ref      string `json:"ref,omitempty"`
	ID       string `json:"id,omitempty"`
	Headline string `json:"headline,omitempty"`
}

// write makes a customer's message, records it with the webhook that is owed for it, and posts that.
func (p *Phone) write(w Writing) (Message, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.writer(w)
	if err != nil {
		return Message{}, err
	}
	r, err := p.compose(c, w)
	if err != nil {
		return Message{}, err
	}
	if err := p.commit(r); err != nil {
		return Message{}, err
	}
	p.ship(r.Owe...)
	return r.Messages[0], nil
}

// to is the account that is written to.
func (w Writing) to(c *Customer) string {
	return cmp.Or(w.Account, w.To, defaultAccounts[c.Platform])
}

// writer finds the customer who writes. A phone number nobody has makes a new one. The caller holds mu.
func (p *Phone) writer(w Writing) (*Customer, error) {
	switch {
	case w.Customer != "":
		if c := p.state.customers[w.Customer]; c != nil {
			return c, nil
		}
		return nil, missing("there is no customer %q", w.Customer)
	case w.UserID != "":
		if c := p.state.byUserID[w.UserID]; c != nil {
			return c, nil
		}
		return p.addCustomer(NewCustomer{UserID: w.UserID, Platform: w.Platform})
	case w.Phone != "":
		digits, ok := whatsapp.Digits(w.Phone)
		if !ok {
			return nil, invalid("%q is not a phone number", w.Phone)
		}
		if c := p.state.byPhone[digits]; c != nil {
			return c, nil
		}
		return p.addCustomer(NewCustomer{Phone: digits})
	case w.Platform != "" && w.Platform != WhatsApp:
		return p.addCustomer(NewCustomer{Platform: w.Platform})
	default:
		return nil, invalid("who writes? give customer, phone or userId")
	}
}

// compose makes the record of a customer's message. The caller holds mu.
func (p *Phone) compose(c *Customer, w Writing) (record, error) {
	account, err := p.account(w.to(c), c.Platform)
	if err != nil {
		return record{}, err
	}
	at := p.now()
	if w.At != nil {
		at = *w.At
	}
	if c.Platform != WhatsApp {
		return p.composeEvent(account, c, w, at.Truncate(time.Millisecond).UTC())
	}
	at = at.Truncate(time.Second).UTC()
	if special := p.special(account, c, w, at); special != nil {
		return special()
	}
	m := Message{ID: whatsapp.NewMessageID(c.Phone, whatsapp.FromCustomer), Chat: chatID(account.ID, c), Direction: In,
		Type: cmp.Or(w.Type, "text"), Text: w.Text, At: at, Status: "pending", ReplyTo: w.ReplyTo}
	wire := whatsapp.Head(c.person(), m.ID, m.Type, at)
	if w.ReplyTo != "" && m.Type != "reaction" {
		wire.Context = &whatsapp.Context{ID: w.ReplyTo, From: account.Display}
		if old := p.state.messages[w.ReplyTo]; old != nil && old.Direction == In {
			wire.Context.From = wire.From
		}
	}
	if err := p.fill(&m, wire, w); err != nil {
		return record{}, err
	}
	p.coming(account, &m, wire, w)
	item := owed{Lane: m.Chat, Message: m.ID,
		Update: whatsapp.Update{Number: account.number(), Contact: c.person().Contact(), Message: wire}}
	if m.Standby {
		if item, err = onStandby(item); err != nil {
			return record{}, err
		}
	}
	return record{Messages: []Message{m}, Owe: []owed{p.owe(item)}}, nil
}
