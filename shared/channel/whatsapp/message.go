package whatsapp

import (
	"slices"
	"strings"
	"time"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Bounds on what customers write, far above what WhatsApp lets through (a body has at most 4,096
// characters), so that no message is too large to store.
const (
	maxText = 16_384 // characters
	maxName = 200    // characters
)

// origin says how a message came here: the zero value is a customer's, live.
type origin struct {
	past     bool          // said before the number was connected
	via      rules.Via     // said by the account itself, elsewhere
	customer rules.Address // of a thread of the past
}

// message stores one message as an entry, or says why it cannot.
func (p *parser) message(v value, where string, raw any, o origin) {
	m := meta.AsTree(raw)
	if o.via != "" {
		m = unfold(m)
	}
	if m.Text("group_id") != "" { // a group is nobody's conversation
		at, _ := meta.Instant(m.Text("timestamp"), p.received)
		p.happened(v, rules.AccountEvent{Field: v.field, Event: "group_message", Subject: m.Text("group_id")}, m, raw, at)
		return
	}
	from, name := sender(m, v.people)
	var also []rules.Address
	switch {
	case o.via != "" || o.past && p.own(v, m, from):
		if o.via == "" {
			o.via = rules.ViaPhone
		}
		from, name = receiver(m, v.people)
		from = merge(from, o.customer)
	case o.past:
		from = merge(from, o.customer)
	case m.Text("type") == "system":
		from, also = changed(m, from)
	}
	id := m.Text("id")
	if id == "" || len(id) > maxID || !usable(from) || v.account == "" || len(v.account) > maxID {
		p.problem(v.account, where, raw)
		return
	}
	e := p.read(m, o)
	if e.Type.Amends() && e.ReplyTo == "" { // about a message that it does not name
		p.problem(v.account, where, raw)
		return
	}
	p.put(v.account, from, name, also, e)
}

// own reports that a message of the past was written by the business.
func (p *parser) own(v value, m meta.Tree, from rules.Address) bool {
	told := m.Tree("history_context")
	if told.Has("from_me") {
		return told.Yes("from_me")
	}
	return from.Phone != "" && from.Phone == address(v.number).Phone
}

// put adds an entry to the batch of its customer; what the body says twice is stored once.
func (p *parser) put(account string, a rules.Address, name string, also []rules.Address, e rules.Entry) {
	b := p.batch(account, a, name)
	for _, other := range also {
		if !slices.Contains(b.Also, other) {
			b.Also = append(b.Also, other)
		}
	}
	if twice := account + "\x00" + string(e.Key); !p.seen[twice] {
		p.seen[twice] = true
		b.Entries = append(b.Entries, e)
	}
}

// read makes the entry: what all messages have, then what the type adds, then what its origin takes away.
func (p *parser) read(m meta.Tree, o origin) rules.Entry {
	at, plausible := instant(m.Text("timestamp"), p.received)
	e := rules.Entry{
		Kind: rules.Message, Direction: rules.In, Status: rules.Received, PlatformID: m.Text("id"),
		Key: rules.MessageKey(at, m.Text("id")), At: at, ReceivedAt: p.received,
		ReplyTo: bounded(m.Tree("context").Text("id")),
		Opens:   true, Counts: true,
	}
	e.ByAd = strings.EqualFold(m.Tree("referral").Text("source_type"), "ad") // a post's button is none ("referral", 2026-03-12)
	keep := details{}
	keep.common(m)
	if !plausible {
		keep["timestamp"] = m["timestamp"]
	}
	word := m.Text("type")
	if word == "" {
		word = guess(m)
	}
	kind, known := kinds[word]
	if !known {
		kind = unsupported
	}
	kind(&e, m, keep)
	if e.Type == rules.Unsupported {
		keep.all(m)
	}
	e.Text = cut(e.Text, maxText)
	e.Label = cut(strings.TrimSpace(e.Label), maxName)
	if errs := m.List("errors"); len(errs) > 0 {
		e.Error = failure(errs)
	}
	e.Details = keep.json()
	if o.past || o.via != "" {
		e.Opens, e.Counts, e.ByAd = false, false, false
	}
	if o.via != "" {
		sentElsewhere(&e, m, o)
	}
	return e
}

// sentElsewhere makes an entry one that the account sent by other means than ours.
func sentElsewhere(e *rules.Entry, m meta.Tree, o origin) {
	e.Direction, e.Via, e.Status, e.SentAt = rules.Out, o.via, rules.Sent, e.At
	if how, known := pastStatuses[m.Tree("history_context").Text("status")]; o.past && known {
		e.Status = how
	}
	if e.Type == rules.Edit {
		e.Label = "Edited a message in the phone app"
	}
}

// guess finds the type of a message that does not name it by the member it carries.
func guess(m meta.Tree) string {
	var found []string
	for word := range kinds {
		if m.Has(word) {
			found = append(found, word)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// earliest is the first year WhatsApp existed.
var earliest = time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC)

// instant reads a timestamp: Unix seconds as a string; numbers of 12 digits and more are milliseconds. ok is
// false, and received answered, for what cannot be the time of a message.
func instant(text string, received time.Time) (at time.Time, ok bool) {
	n, whole := meta.Tree{"t": text}.Whole("t")
	if !whole {
		return received, false
	}
	at = time.Unix(n, 0).UTC()
	if n >= 100_000_000_000 {
		at = time.UnixMilli(n).UTC()
	}
	if at.Before(earliest) || at.After(received.Add(24*time.Hour)) {
		return received, false
	}
	return at, true
}

// cut keeps at most n characters.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// bounded drops an id that is too long to be one.
func bounded(id string) string {
	if len(id) > maxID {
		return ""
	}
	return strings.TrimSpace(id)
}
