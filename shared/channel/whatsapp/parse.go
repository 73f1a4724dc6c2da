// Package whatsapp speaks the WhatsApp Cloud API: it understands its webhooks, writes its sends and knows its
// errors. It refuses to know what a message does to a conversation, and where anything is stored. Facts and
// their sources are in the comments; unless one says otherwise they were read on 2026-11-20 from Meta's
// documentation (developers.facebook.com/documentation/business-messaging/whatsapp).
package whatsapp

import (
	"fmt"
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
	p := parser{received: received.UTC(), place: map[string]int{}}
	entries := body.List("entry")
	if len(entries) == 0 {
		p.problem("", "body", body)
	}
	for i, e := range entries {
		p.entry(fmt.Sprintf("entry[%d]", i), e)
	}
	return p.out
}

type parser struct {
	received time.Time
	out      channel.Payload
	place    map[string]int // account and one of a sender's ids → index of their batch
}

func (p *parser) entry(where string, v any) {
	entry := meta.AsTree(v)
	changes := entry.List("changes")
	if len(changes) == 0 {
		p.problem("", where, v)
	}
	for i, c := range changes {
		at := fmt.Sprintf("%s.changes[%d]", where, i)
		change := meta.AsTree(c)
		if !change.Has("value") {
			p.problem("", at, c)
			continue
		}
		p.value(value{
			where: at + ".value", holder: entry.Text("id"), field: change.Text("field"),
			account: change.Tree("value").Tree("metadata").Text("phone_number_id"),
			number:  change.Tree("value").Tree("metadata").Text("display_phone_number"),
			Tree:    change.Tree("value"), raw: change["value"],
		})
	}
}

// value is the body of one change with what its surroundings say about it.
type value struct {
	meta.Tree
	raw     any
	where   string
	holder  string // id of the WhatsApp business account
	field   string // the subscription; samples of Meta's own leave it out
	account string // phone_number_id
	number  string // the business's own number as it is shown
}

// value takes what is there by its presence: arrays are not exclusive, and "contacts" come along with
// messages and statuses alike (since April 2026).
func (p *parser) value(v value) {
	if v.Has("standby") { // another app answers here; what the customer writes is one level deeper
		v.where += ".standby"
		v.Tree = v.Tree.Tree("standby")
	}
	used := false
	if v.Has("messages") {
		used = true
		p.messages(v)
	}
	if v.Has("statuses") {
		used = true
		p.statuses(v)
	}
	if v.Has("errors") && !v.Has("messages") && !v.Has("statuses") {
		used = true
		p.errors(v)
	}
	if v.Has("message_echoes") || !used {
		p.other(v)
	}
}

func (p *parser) messages(v value) {
	for i, m := range v.List("messages") {
		p.message(v, fmt.Sprintf("%s.messages[%d]", v.where, i), m)
	}
}

// other keeps a change that we do not act on yet. Its event is the platform's word, wherever it stands.
func (p *parser) other(v value) {
	event := v.Text("event")
	if event == "" {
		event = v.Text("decision")
	}
	p.out.Events = append(p.out.Events, channel.Event{
		Account: v.account, Holder: v.holder, AccountEvent: rules.AccountEvent{Field: v.field, Event: event, Details: meta.Raw(v.raw), At: p.received},
	})
}

// errors keeps what went wrong with the account as a whole, such as a rate limit.
func (p *parser) errors(v value) {
	for _, e := range v.List("errors") {
		code, _ := meta.AsTree(e).Whole("code")
		p.out.Events = append(p.out.Events, channel.Event{
			Account: v.account, Holder: v.holder, AccountEvent: rules.AccountEvent{Field: v.field, Event: "error", Code: int(code), Details: meta.Raw(e), At: p.received},
		})
	}
}

func (p *parser) problem(account, where string, v any) {
	p.out.Problems = append(p.out.Problems, channel.Problem{
		Code: channel.BadShape, Account: account, Where: where, Raw: meta.Raw(v),
	})
}
