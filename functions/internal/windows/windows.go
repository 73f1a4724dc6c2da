// Package windows says which timers a conversation wants, by what its workspace has planned for before a window closes.
// The expirer asks when a window opens, the worker when a plan changes. What is yet to come needs none: the closer finds
// it in the index of deadlines. It knows no rule of its own: rules.NextTick says when something is due.
package windows

import (
	"context"
	"sync"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// Timers lists what a head waits for: what is due in its window already, now, or so soon that the index of deadlines,
// which may be rules.IndexSlack too early, may have been followed beyond it; and the end of its snooze.
func Timers(ws store.Workspace, c rules.Conversation, plan rules.Plan, now time.Time) []store.Timer {
	var all []store.Timer
	if next := rules.NextTick(c, plan, now); !next.IsZero() && next.Sub(now) <= rules.IndexSlack {
		all = append(all, store.Timer{Workspace: ws, Conversation: c.ID, Kind: store.ExpireTimer, Due: next})
	}
	if !c.SnoozedUntil.IsZero() {
		all = append(all, store.Timer{Workspace: ws, Conversation: c.ID, Kind: store.SnoozeTimer, Due: c.SnoozedUntil})
	}
	return all
}

// Plans remembers the plans of workspaces for one call of a function: longer, and a timer could be set by a plan that
// was replaced, after those of the others were set anew. It is safe for concurrent use.
type Plans struct {
	store *store.Store

	mu  sync.Mutex
	all map[store.Workspace]func() (rules.Plan, error)
}

// NewPlans makes an empty memory.
func NewPlans(s *store.Store) *Plans {
	return &Plans{store: s, all: map[store.Workspace]func() (rules.Plan, error){}}
}

// Of gives a workspace's plan. 1 RRU the first time.
func (p *Plans) Of(ctx context.Context, ws store.Workspace) (rules.Plan, error) {
	p.mu.Lock()
	read, there := p.all[ws]
	if !there {
		read = sync.OnceValues(func() (rules.Plan, error) { return p.store.Plan(ctx, ws) })
		p.all[ws] = read
	}
	p.mu.Unlock()
	return read()
}
