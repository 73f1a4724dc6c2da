package main

import (
	"context"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// WidgetSecret is what a page's server signs visitors' tokens with. It is answered once, when it is made.
type WidgetSecret struct {
	Secret string `json:"secret"`
}

type channelInput struct {
	ID string `path:"id" maxLength:"64"`
}

func (d *desk) makeWidgetSecret(ctx context.Context, v store.Viewer, in *channelInput) (*reply[WidgetSecret], error) {
	return nil, rules.ErrNotAllowed
}

func (d *desk) capability(ctx context.Context, v store.Viewer, in *channelInput) (*reply[wire.Capability], error) {
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	return answer(wire.OfCapability(ch.Kind)), nil
}

func (d *desk) checkChannel(ctx context.Context, v store.Viewer, in *channelInput) (*reply[wire.Channel], error) {
	return nil, rules.ErrNotAllowed
}
