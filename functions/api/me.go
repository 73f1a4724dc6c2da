package main

import (
	"context"
	"time"

	"transom/shared/clock"
	"transom/shared/store"
	"transom/shared/wire"
)

// Me is who is signed in, and where and when they are.
type Me struct {
	Member    wire.Member `json:"member"`
	Workspace Workspace   `json:"workspace"`
	Now       time.Time   `json:"now" doc:"the server's time, for countdowns"`
}

// Workspace is one organisation.
type Workspace struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (d *desk) me(ctx context.Context, v store.Viewer, _ *none) (*reply[Me], error) {
	name, err := d.store.WorkspaceName(ctx, v.Workspace)
	if err != nil {
		return nil, err
	}
	return answer(Me{Member: wire.OfMember(v.Member), Workspace: Workspace{ID: v.Workspace.String(), Name: name}, Now: clock.Now()}), nil
}

func (d *desk) members(ctx context.Context, v store.Viewer, _ *none) (*reply[list[wire.Member]], error) {
	all, err := d.store.Members(ctx, v.Workspace)
	if err != nil {
		return nil, err
	}
	return answer(list[wire.Member]{Items: each(all, wire.OfMember)}), nil
}

func (d *desk) counters(ctx context.Context, v store.Viewer, _ *none) (*reply[wire.Counters], error) {
	sync, err := d.store.Sync(ctx, v.Workspace)
	if err != nil {
		return nil, err
	}
	return answer(wire.OfCounters(sync.Counters)), nil
}
