package main

import (
	"context"
	"crypto/rand"
	"log/slog"
	"strings"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/wire"
)

var (
	errTokenNotKept = fault.New(fault.Later, "token_not_kept", "The credentials could not be kept, so nothing was changed. Try again in a moment.")
	errNoAccount    = fault.New(fault.Invalid, "account_missing", "Say which account this is: its id on the platform.")
	errConnected    = fault.New(fault.Conflict, "account_taken", "This account is connected already.")
)

// NewChannel connects an account.
type NewChannel struct {
	Kind      string `json:"kind" enum:"whatsapp,messenger,instagram,webchat"`
	AccountID string `json:"accountId,omitempty" pattern:"^[!$-~]{0,64}$" doc:"phone_number_id, Page id or Instagram account id; a web chat's is made up"`
	Name      string `json:"name" minLength:"1" maxLength:"80"`
	AccountSettings
}

type newChannelInput struct{ Body NewChannel }

// ConnectedChannel is a new channel. A web chat's comes with its secret, this once.
type ConnectedChannel struct {
	wire.Channel
	WidgetSecret string `json:"widgetSecret,omitempty" doc:"what the pages' server signs visitors' tokens with; never shown again"`
}

// connectChannel verifies credentials before it keeps them, and keeps them before the account answers as
// connected: whatever fails, no channel is left that has no credentials where some were given.
func (d *desk) connectChannel(ctx context.Context, v store.Viewer, in *newChannelInput) (*reply[ConnectedChannel], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	ch, err := newChannel(v, in.Body)
	if err != nil {
		return nil, err
	}
	if _, err := d.store.Channel(ctx, v.Workspace, ch.ID); err == nil {
		return nil, errConnected // before its credentials are replaced
	} else if fault.KindOf(err) != fault.Missing {
		return nil, err
	}
	name, value := secret.ChannelToken(ch.ID), in.Body.AccessToken
	out := ConnectedChannel{}
	switch {
	case ch.Kind.Ours():
		name, value = secret.WidgetSecret(ch.ID), newWidgetSecret()
		out.WidgetSecret = value
	case value == "":
		ch.Health = rules.Health{State: rules.Unverified, Since: clock.Now()}
	default:
		if ch, err = d.verified(ctx, value, ch); err != nil {
			return nil, err
		}
	}
	if err := d.keep(ctx, name, value); err != nil {
		return nil, err
	}
	if err := d.store.ConnectChannel(ctx, v.Workspace, ch); err != nil {
		return nil, d.undo(ctx, v, ch, name, err)
	}
	<-d.askTemplates(ctx, v.Workspace, ch)
	out.Channel = wire.OfChannel(ch)
	return answer(out), nil
}

func newChannel(v store.Viewer, b NewChannel) (rules.Channel, error) {
	ch := rules.Channel{Kind: rules.ChannelKind(b.Kind), AccountID: b.AccountID, CreatedAt: clock.Now(),
		NewStatus: rules.Open, Distribution: rules.Manual, OnExpiry: rules.MarkExpired}
	if ch.AccountID == "" && ch.Kind.Ours() {
		ch.AccountID = strings.ToLower(rand.Text()) // public: it stands in the pages' source
	}
	if ch.AccountID == "" {
		return ch, errNoAccount
	}
	ch.ID = rules.NewChannelID(v.Workspace.String(), ch.Kind, ch.AccountID)
	ch, err := b.over(ch, b.Name)
	if err == nil && ch.Name == "" {
		err = errShape.With("body.name", "expected more than spaces")
	}
	return ch, err
}

// keep writes a secret, if there is one.
func (d *desk) keep(ctx context.Context, name secret.Name, value string) error {
	if value == "" {
		return nil
	}
	if err := d.secrets.Put(ctx, name, value); err != nil {
		return errTokenNotKept.Because(err)
	}
	return nil
}

// undo takes a secret away again whose channel could not be written, unless somebody else wrote it meanwhile.
func (d *desk) undo(ctx context.Context, v store.Viewer, ch rules.Channel, name secret.Name, why error) error {
	if _, err := d.store.Channel(ctx, v.Workspace, ch.ID); err == nil {
		return why
	}
	if err := d.secrets.Delete(ctx, name); err != nil {
		slog.WarnContext(ctx, "take back a secret without a channel", "channel", ch.ID, "error", err)
	}
	return why
}
