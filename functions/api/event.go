package main

import (
	"context"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

type eventsInput struct {
	ChannelID string `query:"channelId" maxLength:"64" doc:"without it, every channel's and the accounts' above them"`
	Cursor    string `query:"cursor" maxLength:"4096"`
	Limit     int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

func (d *desk) accountEvents(ctx context.Context, v store.Viewer, in *eventsInput) (*reply[list[wire.AccountEvent]], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	page, err := d.store.AccountEvents(ctx, v, rules.ChannelID(in.ChannelID), in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return answer(list[wire.AccountEvent]{Items: each(page.Items, wire.OfAccountEvent), Cursor: page.Cursor}), nil
}
