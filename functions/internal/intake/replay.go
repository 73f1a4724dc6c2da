package intake

import (
	"context"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// Replay takes a body that was put aside for good, as far as it concerns the admin's own workspace. kept is the
// workspace it is kept under. done says that what it was put aside for has been used, and that it is no longer
// in quarantine. Repeating is safe: what is stored already is dropped by its key. rules.ErrNotAllowed for
// others than admins.
func (in *Intake) Replay(ctx context.Context, v store.Viewer, kept store.Workspace, q store.Quarantined, body []byte) (understood wire.Understood, done bool, err error) {
	if v.Role != rules.Admin || v.Disabled {
		return wire.Understood{}, false, rules.ErrNotAllowed
	}
	if understood, err = in.look(ctx, v, body, ""); err != nil {
		return understood, false, err
	}
	w := in.begin(clock.Now(), body)
	w.only, w.again = v.Workspace, true
	err = w.take(ctx)
	w.log(clock.Now().Sub(w.now), err)
	if err != nil || !w.used(q) {
		return understood, false, err
	}
	return understood, true, in.store.Release(ctx, kept, q.At, q.ID)
}

// used reports that what a body was put aside for is no longer in the way. A body that several unknown accounts
// share is kept once for each of them.
func (w *work) used(q store.Quarantined) bool {
	if w.reason != "" || w.tally.refused > 0 {
		return false
	}
	if q.Reason == UnknownAccount && q.Account != "" {
		return w.homes[q.Account].known
	}
	return w.tally.aside == 0
}
