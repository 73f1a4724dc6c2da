// Package templates keeps what is stored of WhatsApp's message templates like what the platform has: it reads an
// account's whole list, learns which business account a number belongs to, and gives the template that a send names.
// It knows the platform's list and the store; it refuses to know who asks, and what a template is used for.
package templates

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"

	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// Fresh is how long a list is good for before it is asked for again by itself; our own number.
const Fresh = 15 * time.Minute

// The facts about lists.
var (
	ErrNotHere       = fault.New(fault.Refused, "no_templates", "Only WhatsApp has message templates.")
	errSecretsAway   = fault.New(fault.Later, "secrets_away", "The place where credentials are kept does not answer. Try again in a moment.")
	ErrHolderMissing = fault.New(fault.Refused, "holder_missing", "Nobody told which WhatsApp business account this number belongs to. Ask an admin to check the channel in Settings, or to enter the account there.")
)

// Keeper reads lists and keeps them. It is safe for concurrent use.
type Keeper struct {
	Store   *store.Store
	Secrets *secret.Keeper
	Client  *whatsapp.Client
}

// Stale reports that a list that was read at a time should be read again.
func Stale(read, now time.Time) bool { return now.Sub(read) > Fresh }

// Page is a part of what is known of a channel's templates, and what is known of the whole; nobody is asked.
// ErrNotHere, ErrHolderMissing; fault.Invalid (code "bad_cursor").
func (k Keeper) Page(ctx context.Context, ws store.Workspace, ch rules.Channel, ask store.TemplateAsk) (store.Page[rules.MessageTemplate], store.TemplateKnown, error) {
	if err := has(ch); err != nil {
		return store.Page[rules.MessageTemplate]{}, store.TemplateKnown{}, err
	}
	known, err := k.Store.TemplateKnown(ctx, ws, ch.Holder)
	if err != nil {
		return store.Page[rules.MessageTemplate]{}, known, err
	}
	page, err := k.Store.TemplatePage(ctx, ws, ch.Holder, ask)
	return page, known, err
}

// Some are those of a channel's templates that are named. ErrNotHere, ErrHolderMissing.
func (k Keeper) Some(ctx context.Context, ws store.Workspace, ch rules.Channel, names []store.TemplateName) ([]rules.MessageTemplate, error) {
	if err := has(ch); err != nil {
		return nil, err
	}
	return k.Store.TemplatesNamed(ctx, ws, ch.Holder, names)
}

func has(ch rules.Channel) error {
	switch {
	case !rules.Capabilities[ch.Kind].Templates:
		return ErrNotHere
	case ch.Holder == "":
		return ErrHolderMissing
	default:
		return nil
	}
}

// Sync reads the platform's list of a channel's templates, keeps it and gives it. A channel whose business account is
// not known learns it first. ErrNotHere, ErrHolderMissing, whatsapp.ErrTemplateRefused, meta.ErrAway.
func (k Keeper) Sync(ctx context.Context, ws store.Workspace, ch rules.Channel) ([]rules.MessageTemplate, error) {
	ch, token, err := k.Known(ctx, ws, ch)
	if err != nil {
		return nil, err
	}
	if ch.Phone == "" { // nice to know, and nothing that a list waits for
		ch, _ = k.learn(ctx, ws, ch, token)
	}
	began := clock.Now()
	listed, err := k.Client.ListTemplates(ctx, token, ch.Holder)
	if err != nil {
		return nil, err
	}
	known, _, err := k.Store.Templates(ctx, ws, ch.Holder)
	if err != nil {
		return nil, err
	}
	was := make(map[store.TemplateName]rules.MessageTemplate, len(known))
	for _, t := range known {
		was[store.TemplateName{Name: t.Name, Language: t.Language}] = t
	}
	for i, t := range listed {
		listed[i] = joined(was[store.TemplateName{Name: t.Name, Language: t.Language}], t, began)
	}
	return listed, k.Store.ReplaceTemplates(ctx, ws, ch.Holder, listed, began)
}

// joined is a template as the list tells it, with the time since which it is so; was is the zero value where it was
// not known. What an event told while the list
// was being read is newer than the list.
func joined(was, t rules.MessageTemplate, began time.Time) rules.MessageTemplate {
	t.UpdatedAt = began
	if was.Name == "" {
		return t
	}
	if was.ID == t.ID && was.UpdatedAt.After(began) {
		t.Status, t.Quality, t.Rejected, t.Category, t.UpdatedAt = was.Status, was.Quality, was.Rejected, was.Category, was.UpdatedAt
		return t
	}
	t.UpdatedAt = was.UpdatedAt
	if !reflect.DeepEqual(was, t) {
		t.UpdatedAt = began
	}
	return t
}

// Known gives a channel with its business account, asking the platform where it is not known, and the token that it
// is asked with; "" where the channel has none. ErrNotHere, ErrHolderMissing.
func (k Keeper) Known(ctx context.Context, ws store.Workspace, ch rules.Channel) (rules.Channel, string, error) {
	if err := has(ch); err != nil && !errors.Is(err, ErrHolderMissing) {
		return ch, "", err
	}
	k.Client.Forget() // an environment that slept has connections that nobody else remembers
	token, err := k.Secrets.Get(ctx, secret.ChannelToken(ch.ID))
	if err != nil && !errors.Is(err, secret.ErrMissing) {
		return ch, "", errSecretsAway.Because(fmt.Errorf("read token of channel %s: %w", ch.ID, err))
	}
	if ch.Holder != "" {
		return ch, token, nil
	}
	ch, err = k.learn(ctx, ws, ch, token)
	switch {
	case err != nil && fault.KindOf(err) != fault.Refused:
		return ch, "", err
	case ch.Holder == "":
		return ch, "", ErrHolderMissing.Because(err)
	}
	return ch, token, nil
}

// learn asks the platform for a number's business account and for the number itself, and keeps what is new.
func (k Keeper) learn(ctx context.Context, ws store.Workspace, ch rules.Channel, token string) (rules.Channel, error) {
	account, err := k.Client.Check(ctx, token, ch)
	if err != nil {
		return ch, err
	}
	was := ch
	ch.Holder, ch.Phone = cmp.Or(ch.Holder, account.Holder), cmp.Or(account.Phone, ch.Phone)
	if ch.Holder == was.Holder && ch.Phone == was.Phone {
		return ch, nil
	}
	if err := k.Store.UpdateChannel(ctx, ws, ch); err != nil {
		return was, fmt.Errorf("write what was learnt of channel %s: %w", ch.ID, err)
	}
	return ch, nil
}

// missOnce is how long a template that is not stored is not asked for again; our own number.
const missOnce = 15 * time.Second

// Named gives the template that a send names. One that is not stored may be new: the platform's list is read once
// before it is said to be missing. rules.ErrNoTemplate, and what Sync says.
func (k Keeper) Named(ctx context.Context, ws store.Workspace, ch rules.Channel, use rules.TemplateUse) (rules.MessageTemplate, error) {
	if err := has(ch); errors.Is(err, ErrNotHere) {
		return rules.MessageTemplate{}, err
	}
	if !store.NamesTemplate(use.Name, use.Language) {
		return rules.MessageTemplate{}, rules.ErrNoTemplate
	}
	if ch.Holder != "" {
		t, err := k.Store.Template(ctx, ws, ch.Holder, use.Name, use.Language)
		if !errors.Is(err, rules.ErrNoTemplate) {
			return t, err
		}
		first, err := k.Store.Once(ctx, ws, rules.ConversationID(ch.ID), "template#"+use.Name+"#"+use.Language, clock.Now(), missOnce)
		if err != nil || !first {
			return rules.MessageTemplate{}, either(err, rules.ErrNoTemplate)
		}
	}
	list, err := k.Sync(ctx, ws, ch)
	switch {
	case err != nil && ch.Holder != "": // the list that there is does not have it
		return rules.MessageTemplate{}, rules.ErrNoTemplate.Because(err)
	case err != nil:
		return rules.MessageTemplate{}, err
	}
	for _, t := range list {
		if t.Name == use.Name && t.Language == use.Language {
			return t, nil
		}
	}
	return rules.MessageTemplate{}, rules.ErrNoTemplate
}

// either is the first error there is.
func either(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
