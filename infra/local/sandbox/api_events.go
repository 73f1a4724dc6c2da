package sandbox

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// meant is the template that something happens to: the one with the id, or the first. The caller holds mu.
func (p *Phone) meant(in eventIn) whatsapp.Template {
	if t, ok := p.templateOf(in.Template); ok {
		return t
	}
	return p.state.templates[0]
}

// aboutTemplate begins a value about a template, whose id travels as a number. The caller holds mu.
func (p *Phone) aboutTemplate(in eventIn) map[string]any {
	t := p.meant(in)
	return map[string]any{"message_template_id": json.Number(t.ID), "message_template_name": t.Name, "message_template_language": t.Language}
}

// amendTemplate changes the template that something happens to. The caller holds mu.
func (p *Phone) amendTemplate(in eventIn, change func(*whatsapp.Template)) {
	t := p.meant(in)
	change(&t)
	if err := p.commit(record{Template: &t}); err != nil {
		p.log.Error("template cannot be changed", "err", err)
	}
}

func (p *Phone) preference(a Account, in eventIn, value string) map[string]any {
	out := map[string]any{"messaging_product": "whatsapp", "metadata": map[string]string{"display_phone_number": a.Display, "phone_number_id": a.ID}}
	c := p.state.customers[in.Customer]
	if c == nil {
		return out
	}
	out["contacts"] = []any{c.person().Contact()}
	out["user_preferences"] = []any{map[string]any{"wa_id": c.Phone, "user_id": c.UserID, "detail": "User requested to " + value + " marketing messages",
		"category": "marketing_messages", "value": value, "timestamp": p.now().Unix()}}
	return out
}

func (p *Phone) getEvents(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{"items": happenings})
}

// postEvent lets something happen.
func (p *Phone) postEvent(w http.ResponseWriter, r *http.Request) {
	var in eventIn
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(happenings, func(h happening) bool { return h.Name == in.Event && (in.Platform == "" || in.Platform == h.Platform) })
	if i < 0 {
		p.reply(w, 0, nil, invalid("nothing called %q can happen; api/events lists what can", in.Event))
		return
	}
	p.reply(w, http.StatusCreated, in, p.letHappen(happenings[i], in))
}

// letHappen records an update about an account and posts it. The caller holds mu.
func (p *Phone) letHappen(h happening, in eventIn) error {
	a, err := p.account(cmp.Or(in.Account, defaultAccounts[h.Platform]), h.Platform)
	if err != nil {
		return err
	}
	u := &graph.Update{Object: objectOf(h.Platform), Account: a.ID, Time: p.now().Unix()}
	if h.Platform == WhatsApp {
		u.Object, u.Account = whatsapp.Object, whatsapp.Business
	}
	if h.make == nil {
		u.Time = messaging.Stamp(p.now())
		u.Event, err = messaging.Event{Recipient: &messaging.Party{ID: a.ID}, Timestamp: u.Time,
			Policy: json.RawMessage(`{"action":"warning","reason":` + quoted(cmp.Or(in.Text, "The Page has sent messages that people reported.")) + `}`)}.Raw()
	} else {
		var value map[string]any
		u.Field, value = h.make(p, a, in)
		u.Value, err = json.Marshal(value)
	}
	if err != nil {
		return err
	}
	o := p.owe(owed{Lane: "account " + a.ID, Other: u})
	if err := p.commit(record{Owe: []owed{o}}); err != nil {
		return err
	}
	p.ship(o)
	return nil
}
