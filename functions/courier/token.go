package main

import (
	"context"
	"errors"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/rules"
	"transom/shared/secret"
)

// token is a channel's; "" where it has none, or needs none.
func (c courier) token(ctx context.Context, ch rules.Channel, ask func(context.Context, secret.Name) (string, error)) (string, error) {
	if ch.Kind.Ours() {
		return "", nil
	}
	token, err := ask(ctx, secret.ChannelToken(ch.ID))
	if errors.Is(err, secret.ErrMissing) {
		return "", nil
	}
	return token, err
}

// renewed reports that a refused token is no longer the channel's: what is kept in memory is up to five minutes
// old.
func (c courier) renewed(ctx context.Context, ch rules.Channel, token string, out channel.Outcome) bool {
	if out.Error == nil || faults.MeaningOf(out.Error.Reason).Effect != faults.Unauthorize {
		return false
	}
	now, err := c.token(ctx, ch, c.secrets.Fresh)
	return err == nil && now != token
}
