package store

import (
	"context"
	"slices"
	"strings"
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
	if len(w.aside) < w.maxAside() && !(w.done && len(w.keys) == 0) {
		if len(w.keys) == 0 {
			return false // nobody knows what comes next
		}
		if p, ok := windowOf(w.keys[0]); ok && !first.Deadline().Before(p.from) {
			return false
		}
	}
	w.aside = w.aside[1:]
	w.take(first.Conversation)
	return true
}

func (w *sooner) take(c rules.Conversation) {
	w.page.Items = append(w.page.Items, c)
	w.at.last = w.r.sortKey(c)
}

// index reads the next keys of a part and drops those that tell by themselves that they do not belong here.
func (w *sooner) index(ctx context.Context) (more bool, err error) {
	n := min(w.chunk, (w.r.s.rows-w.spent)/2) // the other half is for heads
	if n < fewKeys {
		return false, nil
	}
	w.chunk = min(2*w.chunk, maxChunk)
	a := ask{table: w.r.s.tables.Core, index: indexWindow, pkCol: colDeadline, pk: windowKey(w.r.viewer.Workspace),
		skCol: colDeadlineSrt, from: w.at.index, limit: int32(n)}
	if a.from == "" && w.at.part == partOpen {
		a.from = windowTime(w.r.now.Add(-windowSlack))
	}
	items, goesOn, err := w.r.s.query(ctx, a)
	if err != nil {
		return false, err
	}
	w.spent += len(items)
	w.page.Examined += len(items)
	w.done = !goesOn
	for _, it := range items {
		w.keys = append(w.keys, it.text(colDeadlineSrt))
	}
	w.drop()
	return true, nil
}

// drop passes over the keys in front that need no head to tell that they are not wanted.
func (w *sooner) drop() {
	for len(w.keys) > 0 {
		p, ok := windowOf(w.keys[0])
		if ok && w.beyond(p.from) {
			w.keys, w.done = nil, true
			return
		}
		if ok && !(w.at.part == partOpen && p.over) && w.r.onChannel(p.channel) {
			return
		}
		w.at.index, w.keys = w.keys[0], w.keys[1:]
	}
}

// beyond reports that whatever has its deadline then or later is not in this part.
func (w *sooner) beyond(from time.Time) bool {
	if w.at.part == partOver {
		return from.After(w.r.now)
	}
	return w.r.view.Within > 0 && from.After(w.r.now.Add(w.r.view.Within))
}

func (r request) onChannel(id rules.ChannelID) bool {
	return len(r.view.Channels) == 0 || slices.Contains(r.view.Channels, id)
}

func (w *sooner) maxAside() int { return w.r.s.rows / asideRows }

// heads reads the heads of the next keys, as many as the page has room for.
func (w *sooner) heads(ctx context.Context) (more bool, err error) {
	room := min(w.r.limit-len(w.page.Items), w.maxAside()-len(w.aside), (w.r.s.rows-w.spent)/headRows)
	if room <= 0 {
		return false, nil
	}
	var ids []rules.ConversationID
	for len(w.keys) > 0 && len(ids) < room {
		w.at.index, w.keys = w.keys[0], w.keys[1:]
		ids = append(ids, idIn(w.at.index))
		w.drop()
	}
	return true, w.look(ctx, ids, func(seenAt) bool { return true })
}

// look reads heads and puts aside those that belong to this part of the view.
func (w *sooner) look(ctx context.Context, ids []rules.ConversationID, also func(seenAt) bool) error {
	keys := make([]key, len(ids))
	for i, id := range ids {
		keys[i] = headKey(w.r.viewer.Workspace, id)
	}
	items, err := w.r.s.batchGet(ctx, keys, eventual)
	if err != nil {
		return err
	}
	w.spent += headRows * len(ids)
	for _, it := range items {
		_, h, err := decodeHead(it)
		if err != nil {
			return err
		}
		c := seenAt{h.Conversation, it.text(colDeadlineSrt)}
		open := c.Deadline().After(w.r.now)
		if closes(c.Conversation) && open == (w.at.part == partOpen) && w.r.wants(c.Conversation) && w.r.sortKey(c.Conversation) > w.at.skip && also(c) {
			w.aside = append(w.aside, c)
		}
	}
	slices.SortFunc(w.aside, func(a, b seenAt) int {
		return strings.Compare(w.r.sortKey(a.Conversation), w.r.sortKey(b.Conversation))
	})
	return nil
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
