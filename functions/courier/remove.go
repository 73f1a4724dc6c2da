package main

import (
	"context"
	"fmt"
	"log/slog"

	"transom/shared/rules"
	"transom/shared/store"
)

// remove takes our copy of a deleted message's attachment out of the bucket, and says that it is gone.
func (c courier) remove(ctx context.Context, ws store.Workspace, ref store.Ref, n int, m rules.Media) error {
	if m.Object != "" {
		if err := c.bucket.Remove(ctx, m.Object); err != nil {
			return fmt.Errorf("remove media %d of %s of %s: %w", n, ref.Key, ref.Conversation, err)
		}
	}
	m.State, m.Object = rules.MediaGone, ""
	if err := c.store.SetMedia(ctx, ws, ref, n, m); err != nil {
		return fmt.Errorf("write down media %d of %s of %s: %w", n, ref.Key, ref.Conversation, err)
	}
	slog.Info("media removed", "conversation", ref.Conversation, "message", ref.Key, "attachment", n)
	return nil
}

// orphaned removes a copy whose message was deleted while it was being fetched: its state was gone by then, so
// nobody else would.
func (c courier) orphaned(ctx context.Context, ws store.Workspace, ref store.Ref, n int, m rules.Media) error {
	if m.Object == "" {
		return nil
	}
	now, err := c.store.EntryOf(ctx, system(ws), ref)
	if err != nil {
		return fmt.Errorf("read %s of %s again: %w", ref.Key, ref.Conversation, err)
	}
	if now.DeletedAt.IsZero() {
		return nil
	}
	return c.remove(ctx, ws, ref, n, m)
}
