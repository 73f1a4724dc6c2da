package main

import (
	"context"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"transom/functions/internal/windows"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// plansAtOnce is how many workspaces' plans are read at the same time.
const plansAtOnce = 16

// known is what a sweep has read of workspaces, each thing once.
type known struct {
	store    *store.Store
	plans    *windows.Plans
	members  memo[store.Workspace, []rules.Member]
	channels memo[place, rules.Channel]
}

// place is a channel of a workspace.
type place struct {
	workspace store.Workspace
	channel   rules.ChannelID
}

func newKnown(s *store.Store) *known { return &known{store: s, plans: windows.NewPlans(s)} }

// leads are those of all workspaces' plans. A query, and 1 RRU for each workspace.
func (k *known) leads(ctx context.Context) ([]lead, error) {
	all, err := k.store.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	of := make([][]lead, len(all))
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(plansAtOnce)
	for i, ws := range all {
		g.Go(func() error {
			plan, err := k.plans.Of(inner, ws)
			for _, before := range plan.Leads() {
				of[i] = append(of[i], lead{ws, before})
			}
			return err
		})
	}
	err = g.Wait()
	return slices.Concat(of...), err
}

func (k *known) colleagues(ctx context.Context, ws store.Workspace) ([]rules.Member, error) {
	return k.members.of(ws, func() ([]rules.Member, error) { return k.store.Members(ctx, ws) })
}

// channel gives a channel; of one that is not connected any more its id alone, which closes nothing and sends nothing.
func (k *known) channel(ctx context.Context, ws store.Workspace, c rules.Conversation) (rules.Channel, error) {
	return k.channels.of(place{ws, c.Channel}, func() (rules.Channel, error) {
		ch, err := k.store.Channel(ctx, ws, c.Channel)
		if err != nil && fault.KindOf(err) == fault.Missing {
			return rules.Channel{ID: c.Channel, Kind: c.On}, nil
		}
		return ch, err
	})
}

// memo remembers answers, failures too. Its zero value works; it is safe for concurrent use.
type memo[K comparable, V any] struct {
	mu  sync.Mutex
	all map[K]func() (V, error)
}

func (m *memo[K, V]) of(key K, read func() (V, error)) (V, error) {
	m.mu.Lock()
	if m.all == nil {
		m.all = map[K]func() (V, error){}
	}
	answer, there := m.all[key]
	if !there {
		answer = sync.OnceValues(read)
		m.all[key] = answer
	}
	m.mu.Unlock()
	return answer()
}
