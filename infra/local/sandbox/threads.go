package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// postThread gives a conversation to somebody.
func (p *Phone) postThread(w http.ResponseWriter, r *http.Request) {
	var in struct{ Owner string }
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.state.chats[r.PathValue("id")]
	switch {
	case c == nil:
		p.reply(w, 0, nil, missing("there is no such chat"))
	case !slices.Contains([]string{"us", "inbox", "other", "idle"}, in.Owner):
		p.reply(w, 0, nil, invalid("a conversation is held by us, the inbox, an other app, or nobody (idle)"))
	default:
		err := p.handOver(c, in.Owner)
		p.reply(w, http.StatusOK, p.row(c), err)
	}
}

// handOver changes who holds a conversation and tells us if we win or lose it; that it lapses is told to nobody. The
// caller holds mu.
func (p *Phone) handOver(c *chat, owner string) error {
	before := c.owner(p.now())
	r := record{Threads: []thread{{Chat: c.id, Owner: owner, At: p.now()}}}
	if owner != before && owner != "idle" {
		item, err := p.handover(c, before, owner)
		if err != nil {
			return err
		}
		r.Owe = []owed{p.owe(item)}
	}
	if err := p.commit(r); err != nil {
		return err
	}
	p.ship(r.Owe...)
	return nil
}

// app is the id of who holds a conversation on a platform.
func app(platform, owner string) json.Number {
	switch {
	case owner == "us":
		return messaging.OurApp
	case owner == "inbox" && platform == Instagram:
		return messaging.InstagramInbox
	case owner == "inbox":
		return messaging.PageInbox
	case owner == "other":
		return messaging.OtherApp
	default:
		return ""
	}
}

func (p *Phone) handover(c *chat, before, owner string) (owed, error) {
	a := p.state.accounts[c.account]
	if a.Platform == WhatsApp {
		return p.handoverPhone(a, c, before, owner)
	}
	e, err := p.head(a, c.customer, p.now())
	if err != nil {
		return owed{}, err
	}
	news := &messaging.Handover{Previous: app(a.Platform, before), New: app(a.Platform, owner)}
	if owner == "us" {
		e.Pass = news
	} else {
		e.Take = news
	}
	raw, err := e.Raw()
	return owed{Lane: c.id, Other: &graph.Update{Object: objectOf(a.Platform), Account: a.ID, Time: messaging.Stamp(p.now()), Event: raw}}, err
}

// handoverPhone is the same on WhatsApp (field messaging_handovers, 2026-08-04).
func (p *Phone) handoverPhone(a Account, c *chat, before, owner string) (owed, error) {
	kind, roles := "control_taken", map[string]any{"previous_owner_role": "customer_service", "new_owner_role": "ai_agent"}
	if owner == "us" {
		kind, roles = "control_passed", map[string]any{"previous_owner_role": "ai_agent", "new_owner_role": "customer_service"}
	}
	if id := app(WhatsApp, before); id != "" {
		roles["previous_owner_app_id"] = string(id)
	}
	item, err := fieldOwed(a, c.id, "messaging_handovers", nil)
	if err != nil {
		return item, err
	}
	item.Other.Value, err = json.Marshal(map[string]any{"messaging_product": "whatsapp", "sender": map[string]string{"phone_number": c.customer.Phone},
		"recipient": map[string]string{"phone_number_id": a.ID, "display_phone_number": a.Display},
		"type":      kind, "timestamp": whatsapp.Stamp(p.now()), kind: roles})
	return item, err
}
