package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

// View is which conversations a person asks for.
type View struct {
	Statuses   []rules.Status  // empty: every status
	Assignee   *rules.Assignee // nil: anybody; the zero Assignee: nobody
	Assigned   bool            // only those somebody has
	Kind       rules.Kind      // empty: both
	Channels   []rules.ChannelID
	Unanswered bool
	Oldest     bool          // waiting longest first; otherwise newest activity first
	Soonest    bool          // what is in progress by its deadline, open windows before those that are over; then the rest by its activity
	Within     time.Duration // only what is in progress and closes within that; 0: anything
}

// Page is one page of a list. Cursor is empty on the last page; Examined is how many rows were read for it.
type Page[T any] struct {
	Items    []T
	Cursor   string
	Examined int
}

// Bounds of one page: with 400 bytes a row, 2,500 rows are 122 RRU, and 200 rows fetched one by one are 100.
const (
	maxRows   = 2500
	maxGather = 200
	maxChunk  = 500
)

// Conversations gives a page of at most limit (1 to 100) rows the viewer may see. A page reads at most 2,500
// rows, however many conversations there are; a page cut short by that has fewer rows and a cursor.
// fault.Invalid (code "bad_cursor") for a cursor that is forged, or of another view or workspace.
//
// Rows lack what no row shows: LastInboundAt, LastOutboundAt, AssignedAt, ClosedAt and the one-shot flags.
// Oldest is exact among up to 2,500 rows, and goes on with the next 2,500 after them. Soonest is exact at any number;
// what it calls open is open at the time of the first page.
func (s *Store) Conversations(ctx context.Context, v Viewer, view View, cursor string, limit int) (Page[rules.Conversation], error) {
	ctx = s.begin(ctx, "list")
	list := view.name(v.Workspace)
	position, err := s.open(ctx, list, cursor)
	if err != nil {
		return Page[rules.Conversation]{}, err
	}
	r := request{s: s, viewer: v, view: view, limit: min(max(limit, 1), 100), now: clock.Now()}
	page, position, err := r.page(ctx, position)
	if err != nil {
		return Page[rules.Conversation]{}, fmt.Errorf("list conversations: %w", err)
	}
	page.Cursor, err = s.sign(ctx, list, position)
	return page, err
}

// request is one page that somebody asked for.
type request struct {
	s      *Store
	viewer Viewer
	view   View
	limit  int
	now    time.Time
}

// page chooses the plan: gather the few that somebody has and sort them here, or walk the list in its order.
// Positions mean the same in both, so that the plan may change from page to page.
func (r request) page(ctx context.Context, position string) (Page[rules.Conversation], string, error) {
	if len(r.view.statuses()) == 0 {
		return Page[rules.Conversation]{}, "", nil
	}
	if r.view.Soonest {
		return r.soonest(ctx, position)
	}
	if r.view.gathers() {
		all, ok, err := r.gather(ctx)
		if err != nil {
			return Page[rules.Conversation]{}, "", err
		}
		if ok {
			return r.cut(all, position)
		}
	}
	if r.view.Oldest {
		return r.oldest(ctx, position)
	}
	return r.walk(ctx, position)
}

// gathers reports that a view is of what one colleague or team has.
func (v View) gathers() bool { return v.Assignee != nil && !v.Assignee.None() }

// wants reports that a row belongs to the view and may be shown.
func (r request) wants(c rules.Conversation) bool {
	v := r.view
	switch {
	case !slices.Contains(v.statuses(), c.Status),
		v.Assignee != nil && c.Assignee != *v.Assignee,
		v.Assigned && c.Assignee.None(),
		v.Kind != "" && c.Kind != v.Kind,
		len(v.Channels) > 0 && !slices.Contains(v.Channels, c.Channel),
		v.Within > 0 && !r.closesSoon(c),
		v.Unanswered && (c.WaitingSince.IsZero() || c.Status == rules.Closed):
		return false
	}
	return r.viewer.Sees(c)
}

// closesSoon reports that a deadline is within the view's time, and has not passed.
func (r request) closesSoon(c rules.Conversation) bool {
	return closes(c) && c.Deadline().After(r.now) && !c.Deadline().After(r.now.Add(r.view.Within))
}
