// Package windows says which timers a conversation wants, and remembers for a minute what its workspace has planned
// for before a window closes. The expirer asks when a window opens, the closer when a timer fires, the worker when a
// plan changes. It knows no rule of its own: rules.NextTick says when something is due.
package windows

import (
	"context"
	"sync"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// PlanFor is how long a plan is remembered. Whoever changes one looks at the windows that opened meanwhile again.
const PlanFor = time.Minute

// Timers lists what a head waits for: the next moment of its window and the end of its snooze. What is due already is
// due now.
func Timers(ws store.Workspace, c rules.Conversation, plan rules.Plan, now time.Time) []store.Timer {
	var all []store.Timer
	if due := rules.NextTick(c, plan, now); !due.IsZero() {
		all = append(all, store.Timer{Workspace: ws, Conversation: c.ID, Kind: store.ExpireTimer, Due: due})
	}
	if !c.SnoozedUntil.IsZero() {
		all = append(all, store.Timer{Workspace: ws, Conversation: c.ID, Kind: store.SnoozeTimer, Due: c.SnoozedUntil})
	}
	return all
}

// Plans remembers the plans of workspaces. It is safe for concurrent use.
type Plans struct {
	store *store.Store

	mu  sync.Mutex
	all map[store.Workspace]remembered
}

type remembered struct {
	plan  rules.Plan
	since time.Time
}

// NewPlans makes an empty memory.
func NewPlans(s *store.Store) *Plans {
	return &Plans{store: s, all: map[store.Workspace]remembered{}}
}

// Of gives a workspace's plan, at most a minute old.
func (p *Plans) Of(ctx context.Context, ws store.Workspace) (rules.Plan, error) {
	now := clock.Now()
	p.mu.Lock()
	r, known := p.all[ws]
	p.mu.Unlock()
	if age := now.Sub(r.since); known && age >= 0 && age < PlanFor {
		return r.plan, nil
	}
	plan, err := p.store.Plan(ctx, ws)
	if err != nil {
		return rules.Plan{}, err
	}
	p.mu.Lock()
	p.all[ws] = remembered{plan, now}
	p.mu.Unlock()
	return plan, nil
}
