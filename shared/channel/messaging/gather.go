package messaging

import (
	"cmp"
	"maps"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// maxProblems is far above what a body brings (1,000 updates); beyond it the body is kept as a whole.
const maxProblems = 10_000

// Problem keeps an element that could not be used; once, however many of its members are wrong.
func (r *Reader) Problem(account, where string, raw any) {
	n := len(r.out.Problems)
	if n == maxProblems {
		account, where, raw = "", "body", nil
	}
	if n > maxProblems || n > 0 && r.out.Problems[n-1].Where == where {
		return
	}
	r.out.Problems = append(r.out.Problems, channel.Problem{
		Code: channel.BadShape, Account: account, Where: where, Raw: meta.Raw(raw),
	})
}

// Happened keeps something about the account: the platform's word for it, and the id of what it is about. at is
// the platform's time, or the zero time where it told none.
func (r *Reader) Happened(c Change, word, subject string, at time.Time) {
	said := meta.Details(maps.Clone(c.Value))
	if len(said) == 0 {
		said = meta.Details{}
		said.Keep(meta.AsTree(c.Raw), "value")
	}
	r.out.Events = append(r.out.Events, channel.Event{Account: c.Account, AccountEvent: rules.AccountEvent{
		Field: c.Field, Event: meta.Cut(word, meta.MaxName), Subject: meta.ID(subject), Details: said.JSON(),
		At: r.when(at, c.At),
	}})
}

// when is the first of the platform's times that it told, or that of the arrival.
func (r *Reader) when(told ...time.Time) time.Time {
	for _, at := range told {
		if !at.IsZero() {
			return at
		}
	}
	return r.received
}

// put stores an entry in the batch of its customer. What the body says twice is stored once. Where no customer
// is told, the comment that the entry answers or is about stands in.
func (r *Reader) put(to channel.Batch, e rules.Entry) *channel.Batch {
	who := to.Account + "\x00" + string(to.Kind) + "\x00" + to.Address.UserID
	if to.Address.UserID == "" {
		who += "\x00" + e.ReplyTo
	}
	at, known := r.place[who]
	if !known {
		at = len(r.out.Batches)
		r.place[who] = at
		r.out.Batches = append(r.out.Batches, to)
	}
	b := &r.out.Batches[at]
	b.Name = cmp.Or(to.Name, b.Name)
	b.Address.Username = cmp.Or(to.Address.Username, b.Address.Username)
	if twice := who + "\x00" + string(e.Key); !r.seen[twice] {
		r.seen[twice] = true
		b.Entries = append(b.Entries, e)
	}
	return b
}

// Received is when the body came.
func (r *Reader) Received() time.Time { return r.received }
