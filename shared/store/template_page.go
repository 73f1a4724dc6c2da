package store

import (
	"context"
	"fmt"
	"strings"

	"transom/shared/rules"
)

// TemplateAsk is a page of templates that somebody asks for.
type TemplateAsk struct {
	Wish   rules.TemplateWish
	Ranked bool // what may be sent first, in the order of rules.TemplateRank; otherwise all by name and language
	Cursor string
	Limit  int // 1 to 100
}

// TemplatePage gives a page of an account's templates that answer a wish. A page reads at most 2,500 rows, however
// many there are; one cut short by that has fewer items, or none, and a cursor. fault.Invalid (code "bad_cursor") for
// a cursor that is forged, or of another wish, account or workspace.
func (s *Store) TemplatePage(ctx context.Context, ws Workspace, holder string, a TemplateAsk) (Page[rules.MessageTemplate], error) {
	ctx = s.begin(ctx, "template")
	list := fmt.Sprintf("templates %s %q %q %t", ws.id, holder, a.Wish, a.Ranked)
	position, err := s.open(ctx, list, a.Cursor)
	if err != nil || !plain(holder) {
		return Page[rules.MessageTemplate]{}, err
	}
	w := templateWalk{s: s, ws: ws, holder: holder, ask: a, limit: min(max(a.Limit, 1), 100)}
	if !a.Ranked {
		w.rank = everyRank
	} else if a.Wish.Search == "" {
		w.rank = rules.RankNamed
	}
	if position != "" {
		w.rank, w.after = rules.TemplateRank(position[0]-'0'), position[1:]
	}
	if err := w.walk(ctx); err != nil {
		return Page[rules.MessageTemplate]{}, fmt.Errorf("list templates of %s: %w", ws, err)
	}
	w.page.Cursor, err = s.sign(ctx, list, w.position())
	return w.page, err
}

// everyRank is the one round of a list by name.
const everyRank = rules.RankUnusable + 1

// templateWalk goes through an account's partition once for every rank.
type templateWalk struct {
	s      *Store
	ws     Workspace
	holder string
	ask    TemplateAsk
	limit  int
	rank   rules.TemplateRank
	after  string // the sort key that was seen last; "" before the first
	over   bool
	page   Page[rules.MessageTemplate]
}

// position is where the next page goes on; "" after the last.
func (w *templateWalk) position() string {
	if w.over {
		return ""
	}
	return string(rune('0'+w.rank)) + w.after
}

func (w *templateWalk) walk(ctx context.Context) error {
	for w.page.Examined < maxRows && len(w.page.Items) < w.limit && !w.over {
		from := w.after
		if from == "" {
			from = templatePrefix
		}
		items, more, err := w.s.query(ctx, ask{table: w.s.tables.Core, pkCol: PartitionKey, pk: templatesKey(w.ws, w.holder), skCol: SortKey,
			from: from, limit: w.chunk(), how: strong})
		if err != nil {
			return err
		}
		if !w.take(items) && !more {
			w.next()
		}
	}
	return nil
}

// chunk is how many rows are read at once: few at first, because the first ones mostly fill a page.
func (w *templateWalk) chunk() int32 {
	if w.page.Examined == 0 {
		return int32(2 * w.limit)
	}
	return int32(min(maxChunk, maxRows-w.page.Examined))
}

// take looks at rows in their order, and reports whether the page was full before they were over.
func (w *templateWalk) take(items []item) bool {
	for i, it := range items {
		w.page.Examined++
		w.after = it.text(SortKey)
		if !strings.HasPrefix(w.after, templatePrefix) {
			continue
		}
		t := decodeTemplate(w.holder, it)
		if w.ask.Wish.Answered(t) && (w.rank == everyRank || w.ask.Wish.Rank(t) == w.rank) {
			w.page.Items = append(w.page.Items, t)
		}
		if len(w.page.Items) == w.limit {
			return i < len(items)-1
		}
	}
	return false
}

// next begins the round of the next rank. Without a search every name answers it.
func (w *templateWalk) next() {
	switch {
	case w.rank >= rules.RankUnusable:
		w.over = true
	case w.ask.Wish.Search == "":
		w.rank = rules.RankUnusable
	default:
		w.rank++
	}
	w.after = ""
}
