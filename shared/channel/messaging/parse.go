// Package messaging knows what the webhooks of Messenger and of Instagram's direct messages have in common: the
// entry's envelope, the events of "messaging" and "standby", and what a comment becomes. It refuses to know
// what an account's other changes mean; the two packages beside it do. Facts and their sources are in the
// comments; unless one says otherwise they were read on 2026-11-20 from Meta's documentation (Messenger
// Platform "webhooks", 2026-05-05; "Webhooks for Instagram Messaging", 2026-06-26).
package messaging

import (
	"strconv"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
)

// Parse understands a webhook body. It takes what it can and says what it could not: one bad element never
// takes its neighbours along. change is told whatever is not about a message; received stands in for times
// that cannot be true.
func Parse(body meta.Tree, received time.Time, change func(*Reader, Change)) channel.Payload {
	r := &Reader{received: received.UTC(), change: change, place: map[string]int{}, seen: map[string]bool{}}
	entries := body.List("entry")
	if len(entries) == 0 {
		r.Problem("", "body", body)
	}
	for i, e := range entries {
		r.entry("entry["+strconv.Itoa(i)+"]", e)
	}
	return r.out
}

// Reader gathers what one body says.
type Reader struct {
	received time.Time
	change   func(*Reader, Change)
	out      channel.Payload
	place    map[string]int  // account, kind and customer → index of their batch
	seen     map[string]bool // batch and key of each entry
}

// Change is one change of an account: what came by a subscription.
type Change struct {
	Where   string
	Account string    // the Page's or the Instagram account's id, "" if the entry did not tell
	Field   string    // the subscription; samples leave it out
	Value   meta.Tree // empty where the subscription does not include values
	At      time.Time // the entry's time, the zero time if it told none
	Raw     any
}

// entry takes what is there by its presence: nobody promises that the lists exclude each other.
func (r *Reader) entry(where string, raw any) {
	entry := meta.AsTree(raw)
	account := meta.ID(entry.Text("id"))
	at, _ := meta.Instant(entry.Text("time"), r.received)
	used := 0
	for _, list := range []string{"messaging", "standby"} {
		for i, e := range entry.List(list) {
			used++
			r.event(event{
				Tree: meta.AsTree(e), raw: e, where: where + "." + list + "[" + strconv.Itoa(i) + "]",
				entry: account, told: at, standby: list == "standby",
			})
		}
	}
	for i, c := range entry.List("changes") {
		used++
		r.changed(where+".changes["+strconv.Itoa(i)+"]", account, at, c)
	}
	if entry.Has("field") || entry.Has("value") { // Instagram Login's documents leave "changes" out
		used++
		r.changed(where, account, at, raw)
	}
	if used == 0 {
		r.Problem(account, where, raw)
	}
}

// changed reads one change. The dashboard's test button sends messages this way.
func (r *Reader) changed(where, account string, at time.Time, raw any) {
	c := meta.AsTree(raw)
	if !c.Has("field") && !c.Has("value") {
		r.Problem(account, where, raw)
		return
	}
	said := Change{Where: where + ".value", Account: account, Field: meta.Cut(c.Text("field"), meta.MaxName), At: at, Raw: raw}
	values := c.List("value") // the documents call it an object here and an array there
	if len(values) == 0 {
		r.change(r, said)
	}
	for i, v := range values {
		if len(values) > 1 {
			said.Where = where + ".value[" + strconv.Itoa(i) + "]"
			said.Raw = v
		}
		said.Value = meta.AsTree(v)
		if said.Value.Has("sender") || said.Value.Has("recipient") {
			r.event(event{Tree: said.Value, raw: said.Raw, where: said.Where, entry: account, told: at})
			continue
		}
		r.change(r, said)
	}
}
