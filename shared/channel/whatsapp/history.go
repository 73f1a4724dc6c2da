package whatsapp

import (
	"maps"
	"strings"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// history reads what was said on a number before it was connected, up to 180 days of it: threads of messages in
// both directions. It opens no window and asks for no answer. An owner who does not share it is an error
// (2593109).
func (p *parser) history(v value) {
	for i, raw := range v.List("history") {
		chunk := meta.AsTree(raw)
		if errs := chunk.List("errors"); len(errs) > 0 {
			p.errors(v, errs)
		}
		for j, t := range chunk.List("threads") {
			thread := meta.AsTree(t)
			o := origin{past: true, customer: threadWith(thread)}
			for k, m := range thread.List("messages") {
				p.message(v, v.where+"."+item("history", i)+"."+item("threads", j)+"."+item("messages", k), m, o)
			}
		}
	}
}

// threadWith is the customer of a thread.
func threadWith(thread meta.Tree) rules.Address {
	c := thread.Tree("context")
	a := merge(address(c.Text("wa_id")), rules.Address{UserID: c.Text("user_id")})
	a = merge(a, address(thread.Text("id")))
	a.Username = strings.TrimPrefix(c.Text("username"), "@")
	return a
}

// pastStatuses are how far a message of ours had come when the history was told.
var pastStatuses = map[string]rules.Delivery{
	"SENT": rules.Sent, "PENDING": rules.Sent, "DELIVERED": rules.Delivered, "READ": rules.Read, "PLAYED": rules.Played, "ERROR": rules.Failed,
}

// placeholder stands for a file of the past; for two weeks' worth the file follows as a message with the same
// id, so the placeholder has one of its own.
func placeholder(e *rules.Entry, _ meta.Tree, _ details) {
	e.Type, e.Label = rules.Unsupported, "File from before this number was connected"
	e.PlatformID = meta.Derived("placeholder", e.PlatformID)
	e.Key = rules.MessageKey(e.At, e.PlatformID)
}

// unfold brings a standby echo into the shape of a message: what another app sent is kept as it asked for it,
// one level deeper.
func unfold(m meta.Tree) meta.Tree {
	inner := m.Tree("message")
	if m.Has("type") || len(inner) == 0 {
		return m
	}
	flat := maps.Clone(inner)
	for _, key := range []string{"id", "timestamp", "to", "to_user_id", "template_definition"} {
		if m.Has(key) {
			flat[key] = m[key]
		}
	}
	if c := inner.Tree("context"); c.Has("message_id") {
		flat["context"] = map[string]any{"id": c["message_id"]}
	}
	return flat
}
