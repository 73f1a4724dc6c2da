package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"transom/shared/rules"
)

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
		a.from = windowTime(w.r.now.Add(-rules.IndexSlack))
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
		if ok && !w.passed(p) && w.r.onChannel(p.channel) {
			return
		}
		w.at.index, w.keys = w.keys[0], w.keys[1:]
	}
}

// passed reports that a key tells by itself that its window is not among the open ones. One that closed since the first
// page was asked for still stands where it stood then, except in a view of what closes soon.
func (w *sooner) passed(p windowPlace) bool {
	return w.at.part == partOpen && p.over && (w.r.view.Within > 0 || !p.from.After(w.r.now))
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
