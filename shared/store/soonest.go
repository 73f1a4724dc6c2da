package store

import (
	"context"
	"slices"
	"time"

	"transom/shared/rules"
)

// What a page by deadline costs: a head that is read by itself as much as ten rows of an index.
const (
	headRows  = 10
	asideRows = 25 // one head in so many rows of the budget may be kept aside until its turn has come
	fewKeys   = 8  // fewer are not asked for any more
)

// The parts of a list by deadline.
const (
	partOpen = iota // windows that are open, the nearest deadline first
	partOver        // windows that are over, in the same order
	partRest        // what has no window, or is closed: the newest activity first
	partEnd
)

// sooner makes one page by deadline. The index says only that a deadline is not before a moment, so heads are read in
// the order of the index and kept aside until nothing that is unread can come before them.
type sooner struct {
	r     request
	at    soonPosition
	page  Page[rules.Conversation]
	keys  []string // of the index, read and not looked at
	done  bool     // there are no more keys in this part
	aside []seenAt
	chunk int
	spent int
}

// seenAt is a head and where the index has it.
type seenAt struct {
	rules.Conversation
	sort string
}

// soonest is a page by deadline: gathered where somebody has little, else walked.
func (r request) soonest(ctx context.Context, position string) (Page[rules.Conversation], string, error) {
	at := parseSoon(position, r.now)
	r.now = at.now
	if r.view.gathers() {
		all, ok, err := r.gather(ctx)
		if err != nil {
			return Page[rules.Conversation]{}, "", err
		}
		if ok {
			page, next, err := r.cut(all, joinPosition("", at.last))
			if _, at.last = splitPosition(next); at.last == "" {
				return page, "", err
			}
			return page, at.gathered().text(), err
		}
	}
	w := &sooner{r: r, at: at.walked(), chunk: max(2*r.limit, fewKeys)}
	for !r.view.hasDeadlines() && w.at.part < partRest {
		w.next()
	}
	if err := w.begin(ctx); err != nil {
		return Page[rules.Conversation]{}, "", err
	}
	for w.at.part != partEnd {
		more, err := w.step(ctx)
		if err != nil {
			return Page[rules.Conversation]{}, "", err
		}
		if !more {
			return w.page, w.position(), nil
		}
	}
	return w.page, "", nil
}

// hasDeadlines reports that what a view shows may have any: comments and what is closed have none.
func (v View) hasDeadlines() bool {
	return v.Kind != rules.Comments && slices.ContainsFunc(v.statuses(), func(st rules.Status) bool { return st != rules.Closed })
}

// begin reads what the page before had kept aside.
func (w *sooner) begin(ctx context.Context) error {
	if w.at.part == partEnd || len(w.at.aside) == 0 {
		return nil
	}
	return w.look(ctx, w.at.aside, func(c seenAt) bool { return c.sort <= w.at.index })
}

// step does one thing: takes a row, reads more, or goes on to the next part. more is false when the page is done.
func (w *sooner) step(ctx context.Context) (more bool, err error) {
	switch {
	case len(w.page.Items) == w.r.limit:
		return false, nil
	case w.at.part == partRest:
		return w.rest(ctx)
	case w.takes():
		return true, nil
	case len(w.keys) > 0:
		return w.heads(ctx)
	case !w.done:
		return w.index(ctx)
	}
	w.next()
	return true, nil
}

// next goes on to the next part; what closes within a while is in the first alone.
func (w *sooner) next() {
	w.at.part, w.at.index, w.done = w.at.part+1, "", false
	if w.r.view.Within > 0 {
		w.at.part = partEnd
	}
}

// takes puts the first of those aside on the page if its turn has come.
func (w *sooner) takes() bool {
	if len(w.aside) == 0 {
		return false
	}
	first := w.aside[0]
	if len(w.aside) < w.maxAside() && w.mayPrecede(first.Deadline()) {
		return false
	}
	w.aside = w.aside[1:]
	w.take(first.Conversation)
	return true
}

// mayPrecede reports that something unread may have an earlier deadline, or the same.
func (w *sooner) mayPrecede(deadline time.Time) bool {
	if len(w.keys) == 0 {
		return !w.done
	}
	p, ok := windowOf(w.keys[0])
	return ok && !deadline.Before(p.from)
}

func (w *sooner) take(c rules.Conversation) {
	w.page.Items = append(w.page.Items, c)
	w.at.last = w.r.sortKey(c)
}

// rest walks the list for what has no deadline.
func (w *sooner) rest(ctx context.Context) (more bool, err error) {
	walk := w.r.walker(w.at.index, true)
	walk.examined = w.spent
	defer func() { w.page.Examined += walk.examined - w.spent }()
	for len(w.page.Items) < w.r.limit {
		c, ok, spent, err := walk.next(ctx)
		switch {
		case err != nil || spent:
			return false, err
		case !ok:
			w.at.part = partEnd
			return true, nil
		}
		w.at.index = listSort(c)
		if !closes(c) && w.r.wants(c) && w.r.sortKey(c) > w.at.skip {
			w.take(c)
		}
	}
	if walk.finished() {
		w.at.part = partEnd
	}
	return w.at.part == partEnd, nil
}

// position is where the next page goes on; "" at the end.
func (w *sooner) position() string {
	if w.at.part == partEnd {
		return ""
	}
	w.at.aside = nil
	for _, c := range w.aside {
		w.at.aside = append(w.at.aside, c.ID)
	}
	return w.at.text()
}

// soonKey is the order of a list by deadline.
func (r request) soonKey(c rules.Conversation) string {
	if closes(c) {
		return soonSort(c, r.now)
	}
	return restSort(c)
}
