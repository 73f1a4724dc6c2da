package main

import (
	"context"
	"errors"
	"time"

	"transom/functions/internal/platforms"
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
	h, holder, err := d.ask(ctx, token, ch)
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Refused {
		told := *f
		told.Public = refusedSentence
		return ch, &told
	}
	if err != nil {
		return ch, err
	}
	if ch.Holder == "" {
		ch.Holder = holder
	}
	ch.Health = since(ch.Health, h)
	return ch, nil
}

// ask gives what a platform says about an account. With a refusal comes the health that follows from it.
func (d *desk) ask(ctx context.Context, token string, ch rules.Channel) (rules.Health, string, error) {
	sender, ok := d.senders[ch.Kind]
	if !ok {
		return rules.Health{}, "", errNotForKind
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	sender.Forget() // an environment that slept has connections that nobody else remembers
	account, err := sender.Check(ctx, token, ch)
	if err != nil && fault.KindOf(err) == fault.Internal {
		err = errPlatformAway.Because(err)
	}
	return account.Health, account.Holder, err
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
	if platforms.Keyless(ch.Kind) {
		return answer(wire.OfChannel(ch)), nil
	}
	h, err := d.health(ctx, ch)
	if err != nil {
		return nil, err
	}
	was := ch.Health
	if ch.Health = since(was, h); ch.Health != was {
		if err := d.store.SetHealth(ctx, v.Workspace, ch.ID, ch.Health); err != nil {
			return nil, err
		}
	}
	return answer(wire.OfChannel(ch)), nil
}

func (d *desk) health(ctx context.Context, ch rules.Channel) (rules.Health, error) {
	token, err := d.secrets.Get(ctx, secret.ChannelToken(ch.ID))
	switch {
	case errors.Is(err, secret.ErrMissing):
		return rules.Health{State: rules.Unverified}, nil
	case err != nil:
		return rules.Health{}, err
	}
	h, _, err := d.ask(ctx, token, ch)
	if err != nil && fault.KindOf(err) == fault.Refused {
		return h, nil
	}
	return h, err
}
