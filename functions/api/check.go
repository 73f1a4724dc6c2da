package main

import (
	"context"
	"errors"
	"time"

	"transom/shared/channel"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/wire"
)

// checkTime bounds how long a platform is asked about an account.
const checkTime = 8 * time.Second

// refusedSentence stands in for the catalogue's, which speak of messages and of channels that worked before.
const refusedSentence = "The platform does not let this account be used with these credentials. Look at the account's id and at what the platform says."

var errPlatformAway = fault.New(fault.Later, "platform_unreachable", "The platform could not be reached. Try again in a moment.")

// verified asks the platform about an account with a token, and gives the channel with what it said. A refusal
// comes as it is, with the platform's reason.
func (d *desk) verified(ctx context.Context, token string, ch rules.Channel) (rules.Channel, error) {
	account, err := d.account(ctx, token, ch)
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Refused {
		told := *f
		told.Public = refusedSentence
		return ch, &told
	}
	if err != nil {
		return ch, err
	}
	ch = learnt(ch, account)
	ch.Health = since(ch.Health, account.Health)
	return ch, nil
}

// learnt is a channel with what the platform says about it beside its health. The account above it stays where an
// admin entered one.
func learnt(ch rules.Channel, account channel.Account) rules.Channel {
	if ch.Holder == "" {
		ch.Holder = account.Holder
	}
	if account.Phone != "" {
		ch.Phone = account.Phone
	}
	ch.PhoneApp = account.PhoneApp
	return ch
}

// account is what a platform says about an account. With a refusal comes the health that follows from it.
func (d *desk) account(ctx context.Context, token string, ch rules.Channel) (channel.Account, error) {
	sender, ok := d.senders[ch.Kind]
	if !ok {
		return channel.Account{}, errNotForKind
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	sender.Forget() // an environment that slept has connections that nobody else remembers
	account, err := sender.Check(ctx, token, ch)
	if err != nil && fault.KindOf(err) == fault.Internal {
		err = errPlatformAway.Because(err)
	}
	return account, err
}

// since keeps the time from which something is so, if it is as before.
func since(was, is rules.Health) rules.Health {
	is.Since = clock.Now()
	if was.State == is.State && was.Reason == is.Reason && was.Quality == is.Quality && !was.Since.IsZero() {
		is.Since = was.Since
	}
	return is
}

// checkChannel asks the platform now and writes down what it says. That the platform refuses is an answer, not an
// error: the channel says so from then on.
func (d *desk) checkChannel(ctx context.Context, v store.Viewer, in *channelInput) (*reply[wire.Channel], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	if ch.Kind.Ours() {
		return answer(wire.OfChannel(ch)), nil
	}
	account, err := d.checked(ctx, ch)
	if err != nil {
		return nil, err
	}
	was := ch
	ch = learnt(ch, account)
	if ch.Holder != was.Holder || ch.Phone != was.Phone {
		if err := d.store.UpdateChannel(ctx, v.Workspace, ch); err != nil {
			return nil, err
		}
	}
	if ch.Health = since(was.Health, account.Health); ch.Health != was.Health {
		if err := d.store.SetHealth(ctx, v.Workspace, ch.ID, ch.Health); err != nil {
			return nil, err
		}
	}
	<-d.askTemplates(ctx, v.Workspace, ch)
	return answer(wire.OfChannel(ch)), nil
}

// checked is what the platform says about a channel that is connected.
func (d *desk) checked(ctx context.Context, ch rules.Channel) (channel.Account, error) {
	unknown := channel.Account{Health: rules.Health{State: rules.Unverified}}
	token, err := d.secrets.Get(ctx, secret.ChannelToken(ch.ID))
	switch {
	case errors.Is(err, secret.ErrMissing):
		return unknown, nil
	case err != nil:
		return unknown, err
	}
	account, err := d.account(ctx, token, ch)
	if err != nil && fault.KindOf(err) == fault.Refused {
		return account, nil
	}
	return account, err
}
