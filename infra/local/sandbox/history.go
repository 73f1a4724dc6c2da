package sandbox

import (
	"cmp"
	"net/http"
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// past is a message of the time before the number was connected.
type past struct {
	Direction string    `json:"direction"`
	Text      string    `json:"text"`
	At        time.Time `json:"at"`
	Status    string    `json:"status,omitempty"`
}

// postHistory plays the import of what was written before a number was connected.
func (p *Phone) postHistory(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Customer, Account string
		Messages          []past
		Progress          *int
	}
	err := read(r, &in)
	var made []Message
	if err == nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		made, err = p.remember(in.Customer, in.Account, in.Messages, in.Progress)
	}
	p.reply(w, http.StatusCreated, map[string]any{"messages": made}, err)
}

// remember records an import and posts it. The caller holds mu.
func (p *Phone) remember(customer, account string, list []past, progress *int) ([]Message, error) {
	c := p.state.customers[customer]
	switch {
	case c == nil:
		return nil, missing("there is no customer %q", customer)
	case c.Platform != WhatsApp:
		return nil, invalid("only WhatsApp imports what was written before")
	case len(list) == 0:
		return nil, invalid("which messages?")
	}
	a, err := p.account(cmp.Or(account, DefaultAccount), WhatsApp)
	if err != nil {
		return nil, err
	}
	done := 100
	set(&done, progress)
	var made []Message
	var wires []*whatsapp.Message
	for _, l := range list {
		m, wire := p.imported(a, c, l)
		made, wires = append(made, m), append(wires, wire)
	}
	item, err := fieldOwed(a, made[0].Chat, "history", map[string]any{"history": []any{map[string]any{
		"metadata": map[string]int{"phase": 0, "chunk_order": 1, "progress": done},
		"threads":  []any{map[string]any{"id": c.Phone, "context": map[string]string{"wa_id": c.Phone, "user_id": c.UserID}, "messages": wires}},
	}}})
	if err != nil {
		return nil, err
	}
	item = p.owe(item)
	if err := p.commit(record{Messages: made, Owe: []owed{item}}); err != nil {
		return nil, err
	}
	p.ship(item)
	return made, nil
}

func (p *Phone) imported(a Account, c *Customer, l past) (Message, *whatsapp.Message) {
	m := Message{Chat: chatID(a.ID, c), Direction: In, Type: "text", Text: l.Text, At: l.At.UTC().Truncate(time.Second), Status: "delivered", Via: history}
	seal, status := whatsapp.FromCustomer, cmp.Or(l.Status, "DELIVERED")
	if l.Direction == Out {
		m.Direction, seal = Out, whatsapp.FromBusiness
	}
	m.ID = whatsapp.NewMessageID(c.Phone, seal)
	wire := whatsapp.Head(c.person(), m.ID, "text", m.At)
	wire.Text, wire.History = &whatsapp.Text{Body: l.Text}, &whatsapp.History{Status: status, FromMe: m.Direction == Out}
	if m.Direction == Out {
		wire.To, wire.From, wire.FromUserID = wire.From, a.Display, ""
	}
	return m, wire
}
