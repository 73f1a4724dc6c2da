package main

import (
	"context"
	"strings"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

var errNotForKind = fault.New(fault.Invalid, "not_for_kind", "This kind of channel does not have this setting.")

type channelInput struct {
	ID string `path:"id" maxLength:"64"`
}

func (d *desk) channels(ctx context.Context, v store.Viewer, _ *none) (*reply[list[wire.Channel]], error) {
	all, err := d.store.Channels(ctx, v.Workspace)
	if err != nil {
		return nil, err
	}
	return answer(list[wire.Channel]{Items: each(all, wire.OfChannel)}), nil
}

func (d *desk) capability(ctx context.Context, v store.Viewer, in *channelInput) (*reply[wire.Capability], error) {
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	return answer(wire.OfCapability(ch.Kind)), nil
}

// AccountSettings are what both connecting and changing take, beside how conversations are handled.
type AccountSettings struct {
	NewConversationStatus string       `json:"newConversationStatus,omitempty" enum:"open,pending,closed"`
	Distribution          string       `json:"distribution,omitempty" enum:"manual,fewest"`
	OnExpiry              string       `json:"onExpiry,omitempty" enum:"mark,close,close_unassigned,close_answered"`
	HolderID              string       `json:"holderId,omitempty" pattern:"^[!$-~]{0,64}$" doc:"the account above it: WhatsApp business account, or the Page of an Instagram account"`
	Login                 string       `json:"login,omitempty" enum:"facebook,instagram" doc:"Instagram: which way it is connected"`
	HumanAgent            *bool        `json:"humanAgent,omitempty" doc:"Messenger and Instagram: the app may use HUMAN_AGENT, so people have seven days"`
	Widget                *wire.Widget `json:"widget,omitempty" doc:"web chat only; takes the place of all that was set"`
	AccessToken           string       `json:"accessToken,omitempty" maxLength:"4000" pattern:"^[!-~]*$" doc:"verified with the platform, kept as a secret and never given back"`
}

// over puts what was given over what a channel has.
func (s AccountSettings) over(ch rules.Channel, name string) (rules.Channel, error) {
	if err := s.suits(ch.Kind); err != nil {
		return ch, err
	}
	if name = strings.TrimSpace(name); name != "" {
		ch.Name = name
	}
	if s.NewConversationStatus != "" {
		ch.NewStatus = rules.Status(s.NewConversationStatus)
	}
	if s.Distribution != "" {
		ch.Distribution = rules.Distribution(s.Distribution)
	}
	if s.OnExpiry != "" {
		ch.OnExpiry = rules.ExpiryPolicy(s.OnExpiry)
	}
	if s.HolderID != "" {
		ch.Holder = s.HolderID
	}
	if s.Login != "" {
		ch.Login = rules.Login(s.Login)
	}
	if s.HumanAgent != nil {
		ch.HumanAgent = *s.HumanAgent
	}
	if s.Widget == nil {
		return ch, nil
	}
	origins, err := originsOf(s.Widget.Origins)
	ch.Widget = rules.Widget(*s.Widget)
	ch.Widget.Origins = origins
	return ch, err
}

// suits refuses a setting that a kind of channel does not have.
func (s AccountSettings) suits(kind rules.ChannelKind) error {
	social := kind == rules.Messenger || kind == rules.Instagram
	for name, wrong := range map[string]bool{
		"holderId": s.HolderID != "" && kind.Ours(), "login": s.Login != "" && kind != rules.Instagram,
		"humanAgent": s.HumanAgent != nil && *s.HumanAgent && !social, "widget": s.Widget != nil && kind != rules.WebChat,
		"accessToken": s.AccessToken != "" && kind.Ours(),
	} {
		if wrong {
			return errNotForKind.With("body."+name, "not expected with this kind")
		}
	}
	return nil
}
