package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// abreast is how many senders or statuses of one body are stored at the same time.
const abreast = 16

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
	entries, err := in.unseen(ctx, h, b.Entries)
	if err != nil || len(entries) == 0 {
		return err
	}
	got, err := in.door.store.Receive(ctx, h.workspace, h.channel, store.Sender{Address: b.Address, Name: b.Name}, entries)
	in.count(got.Stored, got.Duplicates, 0)
	if err == nil {
		return nil
	}
	if !fault.Permanent(err) {
		return fmt.Errorf("receive %d entries on channel %s: %w", len(b.Entries), h.channel.ID, err)
	}
	slog.Error("entries cannot be stored", "channel", h.channel.ID, "entries", len(b.Entries), "error", err)
	in.count(0, 0, len(b.Entries))
	return in.aside(ctx, h.workspace, channel.BadShape, b.Account, meta.Raw(b))
}

// unseen leaves out repeats that their keys do not give away: an entry whose own time was impossible is kept
// under the time of its arrival, which is another one each time. Such messages are rare enough to be asked
// for by their platform id.
func (in *intake) unseen(ctx context.Context, h home, entries []rules.Entry) ([]rules.Entry, error) {
	var fresh []rules.Entry
	system := store.Viewer{Workspace: h.workspace, Member: rules.Member{Role: rules.Admin}}
	for _, e := range entries {
		if e.At.Equal(e.ReceivedAt) {
			known, err := in.door.store.EntryByPlatformID(ctx, system, h.channel.ID, e.PlatformID)
			if err != nil && fault.KindOf(err) != fault.Missing {
				return nil, fmt.Errorf("look for an earlier copy on channel %s: %w", h.channel.ID, err)
			}
			if err == nil && known.Direction == rules.In {
				in.count(0, 1, 0)
				continue
			}
		}
		fresh = append(fresh, e)
	}
	return fresh, nil
}

func (in *intake) count(stored, repeats, refused int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.stored += stored
	in.repeats += repeats
	in.refused += refused
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
