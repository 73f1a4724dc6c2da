package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"transom/shared/channel/meta"
	"transom/shared/store"
)

// aside keeps what cannot be used where an admin sees it: the bytes in the bucket, the rest in the store.
// The zero workspace stands for a body that no channel of ours claims.
func (w *work) aside(ctx context.Context, ws store.Workspace, reason, account string, body []byte) error {
	w.tally.aside++
	if w.again {
		return nil
	}
	kept, err := w.bucket.Quarantine(ctx, reason, account, body, w.now)
	if err != nil {
		return fmt.Errorf("put aside %s: %w", reason, err)
	}
	q := store.Quarantined{
		ID: kept.ID, At: w.now, Reason: reason, Kind: bounded(w.object), Account: bounded(account), Object: kept.Key, Size: kept.Size,
	}
	if err := w.store.Quarantine(ctx, ws, q); err != nil {
		return fmt.Errorf("put aside %s: %w", reason, err)
	}
	slog.Warn("webhook put aside", "reason", reason, "object", q.Object, "bytes", q.Size)
	return nil
}

// leftovers keeps the elements that could not be used, together per account and reason, in an envelope like the
// one they came in: so they can be tried again.
func (w *work) leftovers(ctx context.Context) error {
	type lot struct{ account, reason string }
	broken := map[lot][]string{}
	var lots []lot
	for _, b := range w.payload.Problems {
		l := lot{b.Account, b.Code}
		if !slices.Contains(lots, l) {
			lots = append(lots, l)
		}
		broken[l] = append(broken[l], b.Where)
	}
	var errs []error
	for _, l := range lots { // the workspace is known if something else of the account was usable
		part := meta.Raw(only(w.tree, broken[l]))
		errs = append(errs, w.aside(ctx, w.homes[l.account].Workspace, l.reason, l.account, part))
	}
	return errors.Join(errs...)
}
