package sandbox

import (
	"errors"
	"maps"
	"slices"
	"time"
)

// owe numbers an update so that it can be recorded, and paid later. The caller holds mu.
func (p *Phone) owe(o owed) owed {
	p.state.counts.Owed++
	o.N = p.state.counts.Owed
	return o
}

// ship sends recorded updates on their way, as the faults of the moment want it. The caller holds mu.
func (p *Phone) ship(items ...owed) {
	f := p.state.faults
	if f.DelayMS > 0 {
		p.after(time.Duration(f.DelayMS)*time.Millisecond, func() { p.ship1(items, f) })
		return
	}
	p.pack(items, f)
}

func (p *Phone) ship1(items []owed, f Faults) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pack(items, f)
}

// pack makes parcels: one of each update, or, when updates are to gather, of all that come within a moment.
// The caller holds mu.
func (p *Phone) pack(items []owed, f Faults) {
	if !f.Reorder && f.Batch < 2 {
		for _, o := range items {
			p.out.add(&parcel{items: []owed{o}, lane: o.Lane, copies: f.Duplicate})
		}
		return
	}
	if len(p.held) == 0 {
		p.after(gather, p.release)
	}
	p.held = append(p.held, items...)
}

// release posts what has gathered.
func (p *Phone) release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	f, items := p.state.faults, p.held
	p.held = nil
	if f.Reorder {
		slices.Reverse(items)
	}
	for len(items) > 0 {
		n := 1
		for n < min(len(items), f.Batch) && items[n].door() == items[0].door() {
			n++
		}
		p.out.add(&parcel{items: items[:n:n], lane: "gathered", copies: f.Duplicate})
		items = items[n:]
	}
}

// paid is what happens when a webhook was taken: it is owed no more, and a customer's message has its second
// tick.
func (p *Phone) paid(sent *parcel) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var r record
	for _, o := range sent.items {
		r.Paid = append(r.Paid, o.N)
		if c := p.state.comments[o.Message]; c != nil && c.Status == "pending" {
			taken := *c
			taken.Status = "delivered"
			r.Comments = append(r.Comments, taken)
		} else if o.Message != "" {
			r.Marks = append(r.Marks, mark{ID: o.Message, Status: "delivered", At: p.now()})
		}
	}
	if err := p.commit(r); err != nil && !errors.Is(err, errClosed) {
		p.log.Error("webhook was taken but that cannot be written down", "err", err)
	}
}

// resume takes up what an earlier phone of the folder left undone.
func (p *Phone) resume() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, n := range slices.Sorted(maps.Keys(p.state.owed)) {
		o := p.state.owed[n]
		p.out.add(&parcel{items: []owed{o}, lane: o.Lane})
	}
	p.walkAll()
}
