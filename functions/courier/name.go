package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"transom/shared/channel"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// toName picks the first entries of people whom their platform does not name.
func toName(rec store.Record) bool { return rec.Entry != nil && rec.Entry.AsksName }

// name asks the platform what a customer is called. It is a courtesy to the agents: what cannot be had within
// two minutes is left, and asked for again when the customer comes again.
func (c courier) name(ctx context.Context, rec store.Record) error {
	e := rec.Entry
	err := c.introduce(ctx, rec.Workspace, e.Conversation)
	if err != nil && !fault.Permanent(err) && clock.Now().Sub(e.ReceivedAt) < tooOld {
		wait(ctx, c.patience.pauses[0])
		return errLater.Because(fmt.Errorf("name the customer of %s: %w", e.Conversation, err))
	}
	if err != nil {
		slog.Warn("profile", "conversation", e.Conversation, "error", err)
	}
	return nil
}

func (c courier) introduce(ctx context.Context, ws store.Workspace, id rules.ConversationID) error {
	head, err := c.store.Head(ctx, ws, id)
	if err != nil || head.Name != "" {
		return err
	}
	ch, err := c.store.Channel(ctx, ws, head.Channel)
	if err != nil {
		return fmt.Errorf("read channel: %w", err)
	}
	platform, ok := c.senders[ch.Kind].(channel.Profiler)
	if !ok || head.Address.UserID == "" || ch.Health.State == rules.Unauthorized {
		return nil
	}
	token, err := c.secrets.Get(ctx, secret.ChannelToken(ch.ID))
	if errors.Is(err, secret.ErrMissing) {
		return nil
	}
	if err != nil {
		return err
	}
	p, err := platform.Profile(ctx, token, ch, head.Address.UserID)
	if err != nil {
		return err
	}
	_, err = c.store.SetName(ctx, ws, id, p.Name, p.Username)
	return err
}
