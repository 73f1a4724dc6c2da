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

// abreast is how many senders or statuses of one body are stored at the same time.
const abreast = 16

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

// store writes batches and statuses of known accounts, several at a time, and waits for all of them.
func (in *intake) store(ctx context.Context, p channel.Payload) error {
	var work []func() error
	for _, b := range p.Batches {
		if h := in.homes[b.Account]; h.known {
			work = append(work, func() error { return in.receive(ctx, h, b) })
		}
	}
	for _, s := range p.Statuses {
		if h := in.homes[s.Account]; h.known {
			work = append(work, func() error { return in.report(ctx, h, s) })
		}
	}
	return together(abreast, work)
}

// receive stores what one customer wrote. What can never be stored is put aside.
func (in *intake) receive(ctx context.Context, h home, b channel.Batch) error {
	got, err := in.door.store.Receive(ctx, h.workspace, h.channel, store.Sender{Address: b.Address, Name: b.Name}, b.Entries)
	in.mu.Lock()
	in.stored += got.Stored
	in.repeats += got.Duplicates
	in.mu.Unlock()
	if err == nil {
		return nil
	}
	if !fault.Permanent(err) {
		return fmt.Errorf("receive %d entries on channel %s: %w", len(b.Entries), h.channel.ID, err)
	}
	slog.Error("entries cannot be stored", "channel", h.channel.ID, "entries", len(b.Entries), "error", err)
	in.mu.Lock()
	in.refused += len(b.Entries)
	in.mu.Unlock()
	return in.aside(ctx, h.workspace, channel.BadShape, b.Account, meta.Raw(b))
}

// report moves a message's state. The correlation leads straight to it; without one, or when it leads
// nowhere (another deployment behind the same number), the platform's id does.
func (in *intake) report(ctx context.Context, h home, s channel.Status) error {
	if id, key, ok := channel.Correlated(s.Correlation); ok {
		_, err := in.door.store.Report(ctx, h.workspace, store.Ref{Conversation: id, Key: key}, s.Report)
		if err == nil {
			return nil
		}
		if !fault.Permanent(err) {
			return fmt.Errorf("report %s on channel %s: %w", s.Report.Status, h.channel.ID, err)
		}
	}
	err := in.door.store.ReportByPlatformID(ctx, h.workspace, h.channel.ID, s.Report)
	if err != nil && fault.Permanent(err) {
		slog.Error("status cannot be stored", "channel", h.channel.ID, "status", s.Report.Status, "error", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("report %s on channel %s: %w", s.Report.Status, h.channel.ID, err)
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
		"others", len(p.Others), "problems", len(p.Problems), "stored", in.stored, "repeats", in.repeats,
		"refused", in.refused, "outcome", outcome, "ms", took.Milliseconds())
}

// together runs work, at most n at a time, and joins what went wrong.
func together(n int, work []func() error) error {
	var wait sync.WaitGroup
	errs := make([]error, len(work))
	next := make(chan int)
	for range min(n, len(work)) {
		wait.Go(func() {
			for i := range next {
				errs[i] = work[i]()
			}
		})
	}
	for i := range work {
		next <- i
	}
	close(next)
	wait.Wait()
	return errors.Join(errs...)
}
