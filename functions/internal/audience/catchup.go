package audience

import (
	"context"
	"fmt"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// CatchUp makes the frame that brings a connection up to date: what changed since the sequence its browser
// has, as a "welcome" or a "pong"; or "resync" when that can no longer be said, or a push to this very
// connection was lost.
func (a *Audience) CatchUp(ctx context.Context, c store.Connection, v store.Viewer, since int64, as string, now time.Time) (wire.Down, error) {
	sync, err := a.store.Sync(ctx, v.Workspace)
	if err != nil {
		return wire.Down{}, fmt.Errorf("catch up: %w", err)
	}
	counters := wire.OfCounters(sync.Counters)
	d := wire.Down{T: as, Sequence: sync.Sequence, Now: &now, Counters: &counters}
	if touched, ok := sync.Since(since); !ok || c.Dirty {
		d.T = "resync"
	} else if d.Changed, d.Gone, err = a.changed(ctx, v, touched); err != nil {
		return wire.Down{}, fmt.Errorf("catch up: %w", err)
	}
	if d.T != "pong" {
		all, err := a.store.Connections(ctx, v.Workspace)
		if err != nil {
			return wire.Down{}, fmt.Errorf("catch up: %w", err)
		}
		d.Presence = Presence(all)
	}
	return d, nil
}

// changed says which conversations a person should read again, and which they may not see.
func (a *Audience) changed(ctx context.Context, v store.Viewer, touched []store.Touch) (changed []wire.Changed, gone []string, err error) {
	if len(touched) == 0 {
		return nil, nil, nil
	}
	ids := make([]rules.ConversationID, len(touched))
	for i, t := range touched {
		ids[i] = t.Conversation
	}
	heads, err := a.store.Heads(ctx, v.Workspace, ids)
	if err != nil {
		return nil, nil, err
	}
	for _, h := range heads {
		if v.Sees(h) {
			changed = append(changed, wire.Changed{ID: string(h.ID), Version: h.Version})
		} else {
			gone = append(gone, string(h.ID))
		}
	}
	return changed, gone, nil
}
