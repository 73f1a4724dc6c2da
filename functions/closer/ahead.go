package main

import (
	"context"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
	"transom/shared/store"
)

// leadsAtOnce is how many leads are followed at the same time, a query each.
const leadsAtOnce = 32

// found is what has come since a moment, up to through, and the leads that were followed for it.
type found struct {
	due     []store.Timer
	through time.Time
	leads   []lead
}

// lead is one of a workspace's plan: so long before windows end something may be due.
type lead struct {
	workspace store.Workspace
	before    time.Duration
}

// ahead finds the windows for which a lead has come since a moment, in the index of deadlines, and those that were
// found a little before their time. The index says when a window ends to rules.IndexSlack: whoever has not followed a
// lead before looks so much further back.
func (c *closer) ahead(ctx context.Context, k *known, from, now time.Time, most int) (found, error) {
	leads, err := k.leads(ctx)
	if err != nil {
		return found{}, err
	}
	due, reach := make([][]store.Timer, len(leads)), make([]time.Time, len(leads))
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(leadsAtOnce)
	for i, l := range leads {
		g.Go(func() (err error) {
			begin := from
			if !c.memory.follows(l) {
				begin = from.Add(-rules.IndexSlack)
			}
			due[i], reach[i], err = c.store.Closing(inner, l.workspace, begin.Add(l.before), now.Add(l.before), most)
			for j, t := range due[i] {
				due[i][j].At = t.Due.Add(-l.before)
			}
			reach[i] = reach[i].Add(-l.before)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return found{}, err
	}
	through := now
	if len(reach) > 0 {
		through = slices.MinFunc(reach, time.Time.Compare)
	}
	all := slices.DeleteFunc(slices.Concat(due...), func(t store.Timer) bool { return t.At.After(through) })
	return found{append(all, c.memory.awaited(now)...), through, leads}, nil
}

// follows reports that a lead has been followed until the watermark.
func (m *memory) follows(l lead) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.followed[l]
}

// follow remembers the leads that are followed; those of plans that were replaced are forgotten.
func (m *memory) follow(leads []lead) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.followed = make(map[lead]bool, len(leads))
	for _, l := range leads {
		m.followed[l] = true
	}
}
