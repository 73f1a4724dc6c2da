package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/store"
)

// aside keeps what cannot be used where an admin sees it: the bytes in the bucket, the rest in the store.
// The zero workspace stands for a body that no channel of ours claims.
func (in *intake) aside(ctx context.Context, ws store.Workspace, reason, account string, body []byte) error {
	kept, err := in.bucket.Quarantine(ctx, reason, account, body, in.now)
	if err != nil {
		return fmt.Errorf("put aside %s: %w", reason, err)
	}
	q := store.Quarantined{
		ID: kept.ID, At: in.now, Reason: reason, Kind: bounded(in.object), Account: bounded(account), Object: kept.Key, Size: kept.Size,
	}
	if err := in.door.store.Quarantine(ctx, ws, q); err != nil {
		return fmt.Errorf("put aside %s: %w", reason, err)
	}
	slog.Warn("webhook put aside", "reason", reason, "object", q.Object, "bytes", q.Size)
	return nil
}

// leftovers keeps the elements that could not be used, together per account, and what we do not act on yet.
func (in *intake) leftovers(ctx context.Context, p channel.Payload) error {
	broken := map[string][]channel.Problem{}
	for _, b := range p.Problems {
		broken[b.Account] = append(broken[b.Account], b)
	}
	var errs []error
	for account, problems := range broken { // the workspace is known if something else of the account was usable
		errs = append(errs, in.aside(ctx, in.homes[account].workspace, channel.BadShape, account, meta.Raw(problems)))
	}
	if len(p.Events) > 0 {
		for _, o := range p.Events {
			slog.Info("webhook kept for later", "field", bounded(o.Field), "event", bounded(o.Event), "code", o.Code)
		}
		_, err := in.bucket.Later(ctx, "", meta.Raw(p.Events), in.now)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// bounded keeps a word of a body short enough for a column and a log line.
func bounded(word string) string { return word[:min(len(word), 100)] }
