package main

import (
	"context"
	"fmt"
	"log/slog"

	"transom/events"
	"transom/functions/internal/templates"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// catalogue reads the platform's lists of message templates.
type catalogue struct {
	store  *store.Store
	keeper templates.Keeper
}

// load reads the list of the business account above an account. That it cannot be read for good, because nobody
// knows the account or the platform refuses, is told in the log: asking again would not help.
func (c catalogue) load(ctx context.Context, job events.Job) error {
	ws, ch, err := c.store.ChannelByAccount(ctx, rules.ChannelKind(job.ChannelKind), job.AccountID)
	if fault.KindOf(err) == fault.Missing {
		return nil // it was taken away meanwhile
	}
	if err != nil {
		return fmt.Errorf("find channel: %w", err)
	}
	list, err := c.keeper.Sync(ctx, ws, ch)
	switch {
	case err != nil && fault.KindOf(err) == fault.Refused:
		slog.WarnContext(ctx, "templates cannot be read", "workspace", ws.String(), "channel", ch.ID, "error", err)
		return nil
	case err != nil:
		return fmt.Errorf("read templates of channel %s: %w", ch.ID, err)
	}
	slog.InfoContext(ctx, "templates read", "workspace", ws.String(), "channel", ch.ID, "templates", len(list))
	return nil
}
