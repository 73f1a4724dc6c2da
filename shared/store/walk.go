package store

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
)

// lane is one status's partition of the list index while it is being walked.
type lane struct {
	pk   string
	rows []rules.Conversation // read and not yet taken
	last string               // sort key of the last row read
	done bool
}

// walker takes the rows of several lanes in one order: newest activity first, or oldest first.
type walker struct {
	r           request
	lanes       []*lane
	newestFirst bool
	chunk       int
	examined    int
}

func (r request) walker(from string, newestFirst bool) *walker {
	w := &walker{r: r, newestFirst: newestFirst}
	for _, st := range r.view.statuses() {
		w.lanes = append(w.lanes, &lane{pk: listKey(r.viewer.Workspace, st), last: from})
	}
	w.chunk = (r.limit + len(w.lanes) - 1) / len(w.lanes)
	return w
}

// next gives the next row. ok is false at the end of all lanes, and when another read would exceed the
// budget: then spent is true.
func (w *walker) next(ctx context.Context) (c rules.Conversation, ok, spent bool, err error) {
	if empty := w.empty(); len(empty) > 0 {
		if w.examined+len(empty) > w.r.s.rows {
			return c, false, true, nil
		}
		if err := w.refill(ctx, empty); err != nil {
			return c, false, false, err
		}
	}
	var best *lane
	for _, l := range w.lanes {
		if len(l.rows) > 0 && (best == nil || w.before(l.rows[0], best.rows[0])) {
			best = l
		}
	}
	if best == nil {
		return c, false, false, nil
	}
	c, best.rows = best.rows[0], best.rows[1:]
	return c, true, false, nil
}

func (w *walker) before(a, b rules.Conversation) bool {
	n := strings.Compare(listSort(a), listSort(b))
	return (n > 0) == w.newestFirst && n != 0
}

// empty are the lanes that have to be read before one can tell whose row comes next.
func (w *walker) empty() []*lane {
	var empty []*lane
	for _, l := range w.lanes {
		if len(l.rows) == 0 && !l.done {
			empty = append(empty, l)
		}
	}
	return empty
}

// refill reads the next rows of the lanes that have run out, in parallel, more each time: a view that skips
// most rows gets through in few queries.
func (w *walker) refill(ctx context.Context, empty []*lane) error {
	n := min(w.chunk, (w.r.s.rows-w.examined)/len(empty))
	w.chunk = min(2*w.chunk, maxChunk)
	g, ctx := errgroup.WithContext(ctx)
	for _, l := range empty {
		g.Go(func() error { return w.read(ctx, l, n) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, l := range empty {
		w.examined += len(l.rows)
	}
	return nil
}

func (w *walker) read(ctx context.Context, l *lane, n int) error {
	a := ask{table: w.r.s.tables.Core, index: indexList, pkCol: colList, pk: l.pk, skCol: colListSort,
		newestFirst: w.newestFirst, limit: int32(n)}
	if w.newestFirst {
		a.below = l.last
	} else {
		a.from = l.last
	}
	items, more, err := w.r.s.query(ctx, a)
	if err != nil {
		return err
	}
	for _, it := range items {
		_, h, err := decodeHead(it)
		if err != nil {
			return err
		}
		l.rows = append(l.rows, h.Conversation)
		l.last = it.text(colListSort)
	}
	l.done = !more
	return nil
}

// walk is a page by activity.
func (r request) walk(ctx context.Context, position string) (Page[rules.Conversation], string, error) {
	_, position = splitPosition(position)
	w := r.walker(position, true)
	page := Page[rules.Conversation]{}
	for {
		c, ok, spent, err := w.next(ctx)
		page.Examined = w.examined
		switch {
		case err != nil:
			return page, "", err
		case spent:
			return page, joinPosition("", position), nil
		case !ok:
			return page, "", nil
		}
		position = listSort(c)
		if r.wants(c) {
			page.Items = append(page.Items, c)
		}
		if len(page.Items) == r.limit {
			if w.finished() {
				position = ""
			}
			return page, positionOrEnd(position), nil
		}
	}
}

// finished reports that nothing is left to take.
func (w *walker) finished() bool {
	return !slices.ContainsFunc(w.lanes, func(l *lane) bool { return len(l.rows) > 0 || !l.done })
}

func positionOrEnd(position string) string {
	if position == "" {
		return ""
	}
	return joinPosition("", position)
}

// oldest is a page by waiting time: it reads up to the budget from the least active on, and sorts here.
func (r request) oldest(ctx context.Context, position string) (Page[rules.Conversation], string, error) {
	start, position := splitPosition(position)
	w := r.walker(start, false)
	w.chunk = maxChunk
	var all []rules.Conversation
	end := start
	for {
		c, ok, spent, err := w.next(ctx)
		if err != nil {
			return Page[rules.Conversation]{}, "", err
		}
		if !ok {
			page, next, err := r.cut(all, joinPosition("", position))
			page.Examined = w.examined
			switch {
			case next != "":
				_, next = splitPosition(next)
				next = joinPosition(start, next)
			case spent:
				next = joinPosition(end, "")
			}
			return page, next, err
		}
		end = listSort(c)
		all = append(all, c)
	}
}
