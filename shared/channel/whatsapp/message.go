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

// message stores one message as an entry, or says why it cannot.
func (p *parser) message(v value, where string, raw any) {
	m := meta.AsTree(raw)
	id := m.Text("id")
	from, name := sender(m, v.List("contacts"))
	if id == "" || len(id) > maxID || !usable(from) || v.account == "" || len(v.account) > maxID {
		p.problem(v.account, where, raw)
		return
	}
	if v.field == "history" && from.Phone != "" && from.Phone == address(v.number).Phone {
		p.other(value{Tree: m, raw: raw, where: where, holder: v.holder, field: v.field, account: v.account})
		return
	}
	e := p.read(m)
	if e.Type.Amends() && e.ReplyTo == "" { // about a message that it does not name
		p.problem(v.account, where, raw)
		return
	}
	if v.field == "history" { // sent before this number was ours: no window, nobody waits
		e.Opens, e.Counts = false, false
	}
	b := p.batch(v.account, from, name)
	if !slices.ContainsFunc(b.Entries, func(o rules.Entry) bool { return o.Key == e.Key }) {
		b.Entries = append(b.Entries, e)
	}
}

// read makes the entry: what all messages have, then what the type adds.
func (p *parser) read(m meta.Tree) rules.Entry {
	at, plausible := instant(m.Text("timestamp"), p.received)
	e := rules.Entry{
		Kind: rules.Message, Direction: rules.In, Status: rules.Received, PlatformID: m.Text("id"),
		Key: rules.MessageKey(at, m.Text("id")), At: at, ReceivedAt: p.received,
		ReplyTo: bounded(m.Tree("context").Text("id")),
		Opens:   true, Counts: true,
	}
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
	return e
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
