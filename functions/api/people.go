package main

import (
	"context"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// Person is what a typed number comes to.
type Person struct {
	Phone        string             `json:"phone" doc:"as it is written to: + and digits"`
	Conversation *wire.Conversation `json:"conversation,omitempty" doc:"the one there is with this number, if you may see it"`
}

type personInput struct {
	ChannelID string `query:"channelId" required:"true" minLength:"1" maxLength:"64"`
	Phone     string `query:"phone" required:"true" minLength:"1" maxLength:"40" doc:"as it was typed: with its country code, or as it is written at home in the country of the channel's own number"`
}

// person reads a number as somebody types it, and finds the conversation with it.
func (d *desk) person(ctx context.Context, v store.Viewer, in *personInput) (*reply[Person], error) {
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ChannelID))
	if err != nil {
		return nil, err
	}
	phone, err := d.number(ctx, v, ch, in.Phone)
	if err != nil {
		return nil, err
	}
	out := Person{Phone: "+" + phone}
	c, found, err := d.store.ByPhone(ctx, v, ch, phone)
	if err != nil {
		return nil, err
	}
	if found {
		shown := wire.OfConversation(c)
		out.Conversation = &shown
	}
	return answer(out), nil
}

// number is a customer's number, digits without "+". type_not_supported where a channel writes to no numbers,
// rules.ErrNotANumber, rules.ErrOwnNumber.
func (d *desk) number(ctx context.Context, v store.Viewer, ch rules.Channel, typed string) (string, error) {
	if ch.Kind != rules.WhatsApp {
		return "", rules.ErrUnsupportedType
	}
	phone, err := rules.ParsePhone(typed, ch.Phone)
	if err != nil {
		return "", err
	}
	ours, err := d.store.Channels(ctx, v.Workspace)
	if err != nil {
		return "", err
	}
	if rules.IsOwnNumber(phone, ours) {
		return "", rules.ErrOwnNumber
	}
	return phone, nil
}
