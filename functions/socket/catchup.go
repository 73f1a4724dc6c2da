package main

import (
	"context"
	"time"

	"transom/functions/internal/audience"
	"transom/shared/live"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// update answers hello and ping: what changed since the sequence the browser has, or "resync" when that can
// no longer be said or a push to this socket was lost.
func (l *lobby) update(ctx context.Context, c store.Connection, v store.Viewer, up wire.Up, as string, now time.Time) error {
	sync, err := l.store.Sync(ctx, v.Workspace)
	if err != nil {
		return err
	}
	counters := wire.OfCounters(sync.Counters)
	d := wire.Down{T: as, Sequence: sync.Sequence, Now: &now, Counters: &counters}
	if touched, ok := sync.Since(up.Since); !ok || c.Dirty {
		d.T = "resync"
	} else if d.Changed, d.Gone, err = l.changed(ctx, v, touched); err != nil {
		return err
	}
	if d.T != "pong" {
		all, err := l.store.Connections(ctx, v.Workspace)
		if err != nil {
			return err
		}
		d.Presence = audience.Presence(all)
	}
	frames, err := live.Encode(d)
	if err != nil {
		return err
	}
	l.audience.Tell(ctx, v.Workspace, []audience.Say{{To: c, Frames: frames, Heals: true}}, now)
	return nil
}

// changed says which conversations a person should read again, and which they may no longer see.
func (l *lobby) changed(ctx context.Context, v store.Viewer, touched []store.Touch) (changed []wire.Changed, gone []string, err error) {
	if len(touched) == 0 {
		return nil, nil, nil
	}
	ids := make([]rules.ConversationID, len(touched))
	for i, t := range touched {
		ids[i] = t.Conversation
	}
	heads, err := l.store.Heads(ctx, v.Workspace, ids)
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
