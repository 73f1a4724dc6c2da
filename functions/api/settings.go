package main

import (
	"context"

	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/wire"
)

// ChannelSettings are what may change after connecting; what is left out stays.
type ChannelSettings struct {
	Name string `json:"name,omitempty" minLength:"1" maxLength:"80"`
	AccountSettings
}

type channelSettingsInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body ChannelSettings
}

// updateChannel changes settings. New credentials are verified first, with the settings as they will be.
func (d *desk) updateChannel(ctx context.Context, v store.Viewer, in *channelSettingsInput) (*reply[wire.Channel], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	if ch, err = in.Body.over(ch, in.Body.Name); err != nil {
		return nil, err
	}
	token := in.Body.AccessToken
	if token != "" {
		if ch, err = d.verified(ctx, token, ch); err != nil {
			return nil, err
		}
		if err := d.keep(ctx, secret.ChannelToken(ch.ID), token); err != nil {
			return nil, err
		}
	}
	if err := d.store.UpdateChannel(ctx, v.Workspace, ch); err != nil {
		return nil, err
	}
	if token != "" {
		if err := d.store.SetHealth(ctx, v.Workspace, ch.ID, ch.Health); err != nil {
			return nil, err
		}
	}
	return answer(wire.OfChannel(ch)), nil
}
