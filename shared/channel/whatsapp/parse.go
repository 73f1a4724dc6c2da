// Package whatsapp speaks the WhatsApp Cloud API: it understands its webhooks, writes its sends and knows its
// errors. It refuses to know what a message does to a conversation, and where anything is stored. Facts and
// their sources are in the comments; unless one says otherwise they were read on 2026-11-20 from Meta's
// documentation (developers.facebook.com/documentation/business-messaging/whatsapp).
package whatsapp

import (
	"cmp"
	"strconv"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Object is what the body of a WhatsApp webhook calls itself.
const Object = "whatsapp_business_account"

// Parse understands a webhook body. It takes what it can and says what it could not: one bad element never
// takes its neighbours along. received stands in for timestamps that cannot be true.
func Parse(body meta.Tree, received time.Time) channel.Payload {
	p := parser{received: received.UTC(), place: map[string]int{}, seen: map[string]bool{}}
	entries := body.List("entry")
	if len(entries) == 0 {
		p.problem("", "body", body)
	}
	for i, e := range entries {
		p.entry(item("entry", i), e)
	}
	return p.out
}

func item(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

type parser struct {
	received time.Time
	out      channel.Payload
	place    map[string]int  // account and one of a sender's ids → index of their batch
	seen     map[string]bool // account and key of each entry
}

func (p *parser) entry(where string, v any) {
	entry := meta.AsTree(v)
	changes := entry.List("changes")
	if len(changes) == 0 {
		p.problem("", where, v)
	}
	told, _ := meta.Instant(entry.Text("time"), p.received)
	for i, c := range changes {
		place := where + "." + item("changes", i)
		change := meta.AsTree(c)
		if !change.Has("value") {
			p.problem("", place, c)
			continue
		}
		said := change.Tree("value")
		p.value(value{
			where: place + ".value", holder: meta.ID(entry.Text("id")), told: told,
			field:   meta.Cut(cmp.Or(change.Text("field"), said.Text("field"), entry.Text("field")), meta.MaxName),
			account: said.Tree("metadata").Text("phone_number_id"),
			number:  said.Tree("metadata").Text("display_phone_number"),
			Tree:    said, raw: change["value"],
		})
	}
}

// value is the body of one change with what its surroundings say about it.
type value struct {
	meta.Tree
	raw     any
	where   string
	holder  string    // id of the WhatsApp business account
	field   string    // the subscription; samples of Meta's own leave it out
	account string    // phone_number_id
	number  string    // the business's own number as it is shown
	people  people    // the profiles that came along
	told    time.Time // the entry's time, the zero time if it told none: messages come without
}

// value takes what is there by its presence: arrays are not exclusive, and "contacts" come along with
// messages and statuses alike (since April 2026).
func (p *parser) value(v value) {
	said := origin{past: v.field == "history"}
	echoes := origin{past: said.past, via: rules.ViaPhone}
	if v.Has("standby") { // another app answers here; what the customer writes is one level deeper
		v.where += ".standby"
		v.Tree = v.Tree.Tree("standby")
		echoes.via = rules.ViaApp
	}
	v.people = peopleOf(v.List("contacts"))
	used := false
	for _, part := range []struct {
		list string
		read func(value)
	}{
		{"messages", func(v value) { p.messages(v, "messages", said) }},
		{"message_echoes", func(v value) { p.messages(v, "message_echoes", echoes) }},
		{"statuses", p.statuses},
		{"history", p.history},
		{"user_preferences", p.preferences},
		{"user_id_update", p.renamed},
	} {
		if v.Has(part.list) {
			used = true
			part.read(v)
		}
	}
	switch {
	case !used && v.Has("errors"):
		p.errors(v, v.List("errors"))
	case !used && (v.Has("control_passed") || v.Has("control_taken") || v.field == "messaging_handovers"):
		p.handover(v)
	case !used:
		p.other(v)
	}
}

func (p *parser) messages(v value, list string, o origin) {
	for i, m := range v.List(list) {
		p.message(v, v.where+"."+item(list, i), m, o)
	}
}

func (p *parser) problem(account, where string, v any) {
	p.out.Problems = append(p.out.Problems, channel.Problem{
		Code: channel.BadShape, Account: account, Where: where, Raw: meta.Raw(v),
	})
}
