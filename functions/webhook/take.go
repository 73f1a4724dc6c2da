package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// Reasons why a body, or a part of it, is put aside.
const (
	badJSON        = "bad_json"
	unknownObject  = "unknown_object"
	unknownAccount = "unknown_account"
)

// take stores what a signed body says. An error means that something could not be stored for now: the
// platform comes again with the whole body, and what was stored already is dropped by its key.
func (d door) take(ctx context.Context, body []byte) error {
	now := clock.Now()
	in := intake{door: d, now: now, homes: map[string]home{}}
	tree, err := meta.Read(body)
	if err != nil {
		return in.aside(ctx, store.Workspace{}, badJSON, "", body)
	}
	in.object = tree.Text("object")
	if in.object != whatsapp.Object {
		return in.aside(ctx, store.Workspace{}, unknownObject, "", body)
	}
	payload := whatsapp.Parse(tree, now)
	if err := in.resolve(ctx, rules.WhatsApp, payload); err != nil {
		return err
	}
	errs := []error{in.store(ctx, payload)}
	for account, h := range in.homes {
		if !h.known {
			errs = append(errs, in.aside(ctx, store.Workspace{}, unknownAccount, account, body))
		}
	}
	errs = append(errs, in.leftovers(ctx, payload))
	in.log(payload, clock.Now().Sub(now), errors.Join(errs...))
	return errors.Join(errs...)
}

// intake is the work on one body.
type intake struct {
	door
	object string
	now    time.Time
	homes  map[string]home // by account

	mu      sync.Mutex
	stored  int
	repeats int
	refused int
}

// home is where an account's messages go.
type home struct {
	known     bool
	workspace store.Workspace
	channel   rules.Channel
}

// resolve looks up, once, every account that messages or statuses came for.
func (in *intake) resolve(ctx context.Context, kind rules.ChannelKind, p channel.Payload) error {
	var accounts []string
	for _, b := range p.Batches {
		accounts = append(accounts, b.Account)
	}
	for _, s := range p.Statuses {
		accounts = append(accounts, s.Account)
	}
	for _, account := range accounts {
		if _, asked := in.homes[account]; asked {
			continue
		}
		ws, ch, err := in.door.store.ChannelByAccount(ctx, kind, account)
		if err != nil && fault.KindOf(err) != fault.Missing {
			return fmt.Errorf("find channel of account %s: %w", account, err)
		}
		in.homes[account] = home{known: err == nil, workspace: ws, channel: ch}
	}
	return nil
}

// log says in numbers what came and what became of it: no text, no phone number, no name.
func (in *intake) log(p channel.Payload, took time.Duration, err error) {
	outcome := "taken"
	if err != nil {
		outcome = "again"
	}
	var channels []string
	for _, h := range in.homes {
		if h.known {
			channels = append(channels, string(h.channel.ID))
		}
	}
	slog.Info("webhook", "object", in.object, "channels", channels, "senders", len(p.Batches), "statuses", len(p.Statuses),
		"events", len(p.Events), "problems", len(p.Problems), "stored", in.stored, "repeats", in.repeats,
		"refused", in.refused, "outcome", outcome, "ms", took.Milliseconds())
}
