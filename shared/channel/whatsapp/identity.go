package whatsapp

import (
	"cmp"
	"strconv"
	"time"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// changed reads whose id a "system" message says has changed: the id that was known and the new ones. The old one
// is told since 2026-08-11; before, "from" is the old number, and without it only the new id is known. Changes
// may come in any order, so every id is kept.
func changed(m meta.Tree, from rules.Address) (known rules.Address, also []rules.Address) {
	s := m.Tree("system")
	next := merge(address(cmp.Or(s.Text("wa_id"), s.Text("new_wa_id"))), rules.Address{UserID: s.Text("user_id")})
	known = from
	if known.UserID == next.UserID {
		known.UserID = ""
	}
	if old := s.Text("previous_user_id"); old != "" {
		known.UserID = old
	}
	if !usable(known) {
		return next, nil
	}
	for _, a := range []rules.Address{next, {UserID: from.UserID}} {
		if usable(a) && a != known && (a.UserID != known.UserID || a.Phone != known.Phone && a.Phone != "") {
			also = append(also, a)
		}
	}
	if len(also) == 2 && also[0].UserID == also[1].UserID {
		also = also[:1]
	}
	return known, also
}

// renamed reads "user_id_update", which old documents and libraries know and Meta took back on 2026-08-11: if it
// comes all the same, it is what a "system" message would say.
func (p *parser) renamed(v value) {
	for i, raw := range v.List("user_id_update") {
		said := meta.AsTree(raw)
		ids := said.Tree("user_id")
		at, ok := meta.Instant(said.Text("timestamp"), p.received)
		p.happened(v, rules.AccountEvent{Field: cmp.Or(v.field, "user_id_update"), Event: "changed", Subject: ids.Text("current")}, said, raw, at)
		old, now := ids.Text("previous"), ids.Text("current")
		if old == "" || now == "" || v.account == "" {
			continue
		}
		if !ok {
			at = p.received
		}
		id := meta.Derived("user_id_update", old, now)
		p.message(v, v.where+"."+item("user_id_update", i), map[string]any{
			"id": id, "timestamp": stamp(at), "type": "system", "from": said.Text("wa_id"),
			"system": map[string]any{"type": "user_changed_user_id", "previous_user_id": old, "user_id": now},
		}, origin{})
	}
}

// handover reads who answers a customer now: another app on the number (Conversation Routing), or we again.
// Without a customer it is about the account.
func (p *parser) handover(v value) {
	action, label := "take", "Another app took the conversation over"
	said := v.Tree.Tree("control_taken")
	if v.Has("control_passed") || v.Text("type") == "control_passed" {
		action, label, said = "pass", "The conversation was handed to us", v.Tree.Tree("control_passed")
	}
	v.account = cmp.Or(v.Tree.Tree("recipient").Text("phone_number_id"), v.account)
	customer := v.Tree.Tree("sender")
	a := merge(address(cmp.Or(customer.Text("phone_number"), customer.Text("wa_id"))), rules.Address{UserID: customer.Text("user_id")})
	at, ok := meta.Instant(v.Text("timestamp"), p.received)
	if !usable(a) || v.account == "" {
		p.happened(v, rules.AccountEvent{Field: cmp.Or(v.field, "messaging_handovers"), Event: v.Text("type"), Subject: said.Text("new_owner_role")}, v.Tree, v.raw, at)
		return
	}
	if !ok {
		at = p.received
	}
	id := meta.Derived("handover", action, a.UserID, a.Phone, stamp(at))
	keep := meta.Details{}
	keep.Put("handover", map[string]any{
		"action": action, "role": said["new_owner_role"], "from_role": said["previous_owner_role"],
		"metadata": meta.Cut(said.Text("metadata"), 2000), "summary": meta.Cut(said.Tree("conversation_context").Tree("summary").Text("text"), 2000),
	})
	p.put(v.account, a, "", nil, rules.Entry{
		Kind: rules.Message, Direction: rules.In, Type: rules.Handover, Status: rules.Received, PlatformID: id,
		Key: rules.MessageKey(at, id), At: at, ReceivedAt: p.received, Label: label, Details: keep.JSON(),
	})
}

func stamp(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }
