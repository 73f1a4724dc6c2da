package sandbox

import (
	"errors"
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// Pauses between the steps of an outbound message.
const (
	sentPause = 30 * time.Millisecond
	readPause = 600 * time.Millisecond
)

// walk takes an outbound message through its statuses by itself.
func (p *Phone) walk(id string) {
	p.after(sentPause, func() {
		p.advance(id, "sent")
		p.mu.Lock()
		habits := p.state.settings
		p.mu.Unlock()
		p.after(time.Duration(habits.DeliverMS)*time.Millisecond, func() {
			p.advance(id, "delivered")
			if habits.AutoRead {
				p.after(readPause, func() { p.advance(id, "read") })
			}
		})
	})
}

// walkAll starts every outbound message that has not come to an end. The caller holds mu.
func (p *Phone) walkAll() {
	for id, m := range p.state.messages {
		if m.Direction == Out && rank[m.Status] <= rank["sent"] && (m.Type != "reaction" || m.Status == "accepted") {
			p.walk(id)
		}
	}
}

// advance takes an outbound message up to a status and posts every step on the way. Repeating it is safe.
func (p *Phone) advance(id, target string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	items, err := p.steps(id, target)
	if err != nil && !errors.Is(err, errClosed) {
		p.log.Error("status cannot be written down", "status", target, "err", err)
	}
	p.ship(items...)
}

// steps records the statuses of a message up to target and gives the updates that are owed for them. The
// caller holds mu and posts them.
func (p *Phone) steps(id, target string) ([]owed, error) {
	m := p.state.messages[id]
	if m == nil || m.Direction != Out || p.state.faults.Silent {
		return nil, nil
	}
	c := p.state.chats[m.Chat]
	if p.state.accounts[c.account].Platform != WhatsApp {
		return p.marks(c, m, target)
	}
	if m.Via != "" {
		return nil, nil // what the phone app sends is followed by the phone app
	}
	var r record
	priced := m.Status != "delivered"
	for _, step := range stepsTo(*m, target, *c.customer, p.state.faults.NoDelivered) {
		mk := mark{ID: id, Status: step, At: p.now()}
		if step == "failed" {
			mk.Code = m.Doom
		}
		price := whatsapp.Priced(step == "sent" || step == "delivered" || (step == "read" && priced))
		priced = priced && step != "delivered"
		status, contact := whatsapp.Report(c.customer.person(), m.sent(), step, mk.At, mk.Code, price)
		r.Marks = append(r.Marks, mk)
		r.Owe = append(r.Owe, p.owe(owed{Lane: c.id, Update: whatsapp.Update{
			Number: p.state.accounts[c.account].number(), Contact: contact, Status: &status}}))
	}
	if len(r.Marks) == 0 {
		return nil, nil
	}
	if err := p.commit(r); err != nil {
		return nil, err
	}
	return r.Owe, nil
}

// stepsTo lists the statuses between what a message has and a target, in order. A doomed message fails
// instead of being delivered, a reaction is only ever sent, and a phone that is off gets nothing.
func stepsTo(m Message, target string, to Customer, skipDelivered bool) []string {
	var out []string
	for _, step := range []string{"sent", "delivered", "read", "played"} {
		if rank[step] > rank[target] || m.Status == "failed" {
			break
		}
		switch {
		case step == "sent" && m.DoomNow, step != "sent" && m.Doom != 0:
			return append(out, "failed")
		case step != "sent" && (m.Type == "reaction" || to.Offline):
			return out
		case step == "delivered" && skipDelivered:
			continue
		case rank[step] > rank[m.Status]:
			out = append(out, step)
		}
	}
	return out
}
