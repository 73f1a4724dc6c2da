package main

import (
	"context"
	"strings"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/wire"
)

var errTokenNotKept = fault.New(fault.Later, "token_not_kept", "The account is connected, but its access token could not be kept. Set it again in the channel's settings.")

func (d *desk) channels(ctx context.Context, v store.Viewer, _ *none) (*reply[list[wire.Channel]], error) {
	all, err := d.store.Channels(ctx, v.Workspace)
	if err != nil {
		return nil, err
	}
	return answer(list[wire.Channel]{Items: each(all, wire.OfChannel)}), nil
}

// AccountSettings are what both connecting and changing take, beside how conversations are handled.
type AccountSettings struct {
	HolderID   string       `json:"holderId,omitempty" pattern:"^[!$-~]{0,64}$" doc:"the account above it: WhatsApp business account, or the Page of an Instagram account"`
	Login      string       `json:"login,omitempty" enum:"facebook,instagram" doc:"Instagram: which way it is connected"`
	HumanAgent *bool        `json:"humanAgent,omitempty" doc:"Messenger and Instagram: the app may use HUMAN_AGENT, so people have seven days"`
	Widget     *wire.Widget `json:"widget,omitempty" doc:"web chat only"`
}

// NewChannel connects an account.
type NewChannel struct {
	Kind      string `json:"kind" enum:"whatsapp,messenger,instagram,webchat"`
	AccountID string `json:"accountId,omitempty" pattern:"^[!$-~]{0,64}$" doc:"phone_number_id, Page id or Instagram account id; a web chat's is made up"`
	Name      string `json:"name" minLength:"1" maxLength:"80"`
	AccountSettings
	NewConversationStatus string `json:"newConversationStatus,omitempty" enum:"open,pending,closed"`
	Distribution          string `json:"distribution,omitempty" enum:"manual,fewest"`
	OnExpiry              string `json:"onExpiry,omitempty" enum:"mark,close"`
	AccessToken           string `json:"accessToken,omitempty" maxLength:"4000" doc:"kept as a secret and never given back"`
}

type newChannelInput struct{ Body NewChannel }

func (d *desk) connectChannel(ctx context.Context, v store.Viewer, in *newChannelInput) (*reply[wire.Channel], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	b := in.Body
	kind := rules.ChannelKind(b.Kind)
	ch := settings(rules.Channel{
		ID: rules.NewChannelID(v.Workspace.String(), kind, b.AccountID), Kind: kind, AccountID: b.AccountID, CreatedAt: clock.Now(),
		NewStatus: rules.Open, Distribution: rules.Manual, OnExpiry: rules.MarkExpired,
	}, b.Name, b.NewConversationStatus, b.Distribution, b.OnExpiry)
	if err := d.store.ConnectChannel(ctx, v.Workspace, ch); err != nil {
		return nil, err
	}
	if err := d.keepToken(ctx, ch.ID, b.AccessToken); err != nil {
		return nil, err
	}
	return answer(wire.OfChannel(ch)), nil
}

// ChannelSettings are what may change after connecting; what is left out stays.
type ChannelSettings struct {
	Name string `json:"name,omitempty" minLength:"1" maxLength:"80"`
	AccountSettings
	NewConversationStatus string `json:"newConversationStatus,omitempty" enum:"open,pending,closed"`
	Distribution          string `json:"distribution,omitempty" enum:"manual,fewest"`
	OnExpiry              string `json:"onExpiry,omitempty" enum:"mark,close"`
	AccessToken           string `json:"accessToken,omitempty" maxLength:"4000" doc:"replaces the one that is kept"`
}

type channelSettingsInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body ChannelSettings
}

func (d *desk) updateChannel(ctx context.Context, v store.Viewer, in *channelSettingsInput) (*reply[wire.Channel], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	b := in.Body
	ch = settings(ch, b.Name, b.NewConversationStatus, b.Distribution, b.OnExpiry)
	if err := d.store.UpdateChannel(ctx, v.Workspace, ch); err != nil {
		return nil, err
	}
	if err := d.keepToken(ctx, ch.ID, b.AccessToken); err != nil {
		return nil, err
	}
	return answer(wire.OfChannel(ch)), nil
}

// settings puts what was given over what a channel has.
func settings(ch rules.Channel, name, status, distribution, expiry string) rules.Channel {
	if name = strings.TrimSpace(name); name != "" {
		ch.Name = name
	}
	if status != "" {
		ch.NewStatus = rules.Status(status)
	}
	if distribution != "" {
		ch.Distribution = rules.Distribution(distribution)
	}
	if expiry != "" {
		ch.OnExpiry = rules.ExpiryPolicy(expiry)
	}
	return ch
}

func (d *desk) keepToken(ctx context.Context, id rules.ChannelID, token string) error {
	if token == "" {
		return nil
	}
	if err := d.secrets.Put(ctx, secret.ChannelToken(id), token); err != nil {
		return errTokenNotKept.Because(err)
	}
	return nil
}
