package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

const (
	// rearmLag is how far back it is looked again for windows that opened meanwhile: an index may be that much behind.
	rearmLag = 2 * time.Minute
)

// rearm sets timers for the windows in which something is due already by the plan as it is now, the soonest to close
// first; the closer finds what is to come. Somebody's closed conversation is looked at when it is opened again.
// Repeating is safe.
func rearm(ctx context.Context, s *store.Store, ws store.Workspace, now time.Time) error {
	plan, err := s.Plan(ctx, ws)
	if err != nil {
		return err
	}
	all := store.Viewer{Workspace: ws, Member: rules.Member{Role: rules.Admin}}
	running := []rules.Status{rules.Open, rules.Pending}
	for _, view := range []store.View{{Statuses: running, Soonest: true, Within: slices.Max(plan.Leads())}, {Statuses: running}} {
		for cursor := ""; ; {
			page, err := s.Conversations(ctx, all, view, cursor, 100)
			if err != nil {
				return fmt.Errorf("list open windows: %w", err)
			}
			timers, more := due(ws, page.Items, view, plan, now)
			if err := s.Arm(ctx, timers...); err != nil {
				return err
			}
			if cursor = page.Cursor; cursor == "" || !more {
				break
			}
		}
	}
	return nil
}

// due gives the timers of a page's windows. The newest come last, and only as far back as an index may be behind.
func due(ws store.Workspace, page []rules.Conversation, view store.View, plan rules.Plan, now time.Time) (timers []store.Timer, more bool) {
	for _, c := range page {
		if !view.Soonest && c.ActivityAt.Before(now.Add(-rearmLag)) {
			return timers, false
		}
		if rules.Due(c, plan, now) {
			timers = append(timers, store.Timer{Workspace: ws, Conversation: c.ID, Kind: store.ExpireTimer, Due: now})
		}
	}
	return timers, true
}
