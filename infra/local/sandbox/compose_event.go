package sandbox

import (
	"cmp"
	"encoding/json"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/instagram"
	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/messenger"
)

// rulesOf are what a platform of messaging allows.
func rulesOf(platform string) messaging.Rules {
	if platform == Instagram {
		return instagram.Rules
	}
	return messenger.Rules
}

func newMID(platform string) string {
	if platform == Instagram {
		return instagram.NewMID()
	}
	return messenger.NewMID()
}

func objectOf(platform string) string {
	switch platform {
	case Instagram:
		return instagram.Object
	default:
		return messenger.Object
	}
}

// composeEvent makes the record of what a customer does on Messenger or Instagram. The caller holds mu.
func (p *Phone) composeEvent(a Account, c *Customer, w Writing, at time.Time) (record, error) {
	m := Message{ID: newMID(a.Platform), Chat: chatID(a.ID, c), Direction: In, Type: cmp.Or(w.Type, "text"), Text: w.Text, At: at,
		Status: "pending", ReplyTo: w.ReplyTo, Target: w.Target}
	e, err := p.head(a, c, at)
	if err != nil {
		return record{}, err
	}
	if m.Type == "edit" || m.Type == "unsend" {
		return p.amend(a, m, e, w)
	}
	if old := p.state.chats[m.Chat]; w.Standby || old != nil && held(old.owner(p.now())) {
		m.Standby = true
	}
	m.Ad = w.Referral != nil && w.Referral.Source == "ad"
	if err := p.happen(a, &m, &e, w); err != nil {
		return record{}, err
	}
	item, err := p.eventOwed(a, m, e)
	return record{Messages: []Message{m}, Owe: []owed{item}}, err
}

// held reports whether an owner is another app, so that we only listen.
func held(owner string) bool { return owner == "inbox" || owner == "other" }

// head is an event of a customer to an account. The caller holds mu.
func (p *Phone) head(a Account, c *Customer, at time.Time) (messaging.Event, error) {
	id, err := p.scoped(c, a.ID)
	return messaging.Event{Sender: &messaging.Party{ID: id}, Recipient: &messaging.Party{ID: a.ID}, Timestamp: messaging.Stamp(at)}, err
}

// eventOwed is the update of an event. The caller holds mu.
func (p *Phone) eventOwed(a Account, m Message, e messaging.Event) (owed, error) {
	raw, err := e.Raw()
	if err != nil {
		return owed{}, err
	}
	o := owed{Lane: m.Chat, Other: &graph.Update{Object: objectOf(a.Platform), Account: a.ID, Time: messaging.Stamp(p.now()), Event: raw, Standby: m.Standby}}
	if m.Direction == In {
		o.Message = m.ID
	}
	return p.owe(o), nil
}

// amend changes a message that the customer wrote: a new text, or none. The caller holds mu.
func (p *Phone) amend(a Account, m Message, e messaging.Event, w Writing) (record, error) {
	old := p.state.messages[w.Target]
	if old == nil || old.Chat != m.Chat || old.Direction != In || old.Deleted {
		return record{}, missing("there is no message of this customer to change")
	}
	next := *old
	if m.Type == "edit" {
		if w.Text == "" || old.Type != "text" {
			return record{}, invalid("only texts can be edited, and not to nothing")
		}
		next.Text, next.Edits = w.Text, next.Edits+1
		e.Edit = &messaging.Edit{MID: old.ID, Text: w.Text, Num: next.Edits}
	} else {
		next.Deleted = true
		e.Message = &messaging.Message{MID: old.ID, IsDeleted: true}
	}
	item, err := p.eventOwed(a, Message{Chat: m.Chat, Direction: Out}, e)
	return record{Messages: []Message{next}, Owe: []owed{item}}, err
}

// note keeps what a bubble shows beside its text.
func (m *Message) note(v any) error {
	var err error
	m.Details, err = json.Marshal(v)
	return err
}
