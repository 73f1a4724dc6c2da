package store

import (
	"context"
	"fmt"
	"time"

	"transom/shared/rules"
)

// RetryTimer wakes a parked message (Key).
const RetryTimer TimerKind = "retry"

// Park leaves a message in the queue until a time, with what it waits for in its Error: it is Queued, nobody
// can claim it, and those behind it wait too. Its timer is armed first, so it never waits for ever. A message that
// is neither queued nor being sent stays as it is. Repeating is safe.
func (s *Store) Park(ctx context.Context, ws Workspace, ref Ref, until time.Time, why rules.SendError) error {
	ctx = s.begin(ctx, "park")
	if err := s.Arm(ctx, Timer{Workspace: ws, Conversation: ref.Conversation, Kind: RetryTimer, Key: ref.Key, Due: until}); err != nil {
		return err
	}
	it := item{}
	encodeDelivery(it, rules.Entry{Error: &why})
	e := newEdit().put(colStatus, str(string(rules.Queued))).put(colError, it[colError]).put(colLease, num(until.UnixMilli())).drop(colClaim)
	queued, sending := e.value("queued", str(string(rules.Queued))), e.value("sending", str(string(rules.Sending)))
	e.when = append(e.when, e.name(colStatus)+" IN ("+queued+", "+sending+")")
	if _, _, err := s.update(ctx, s.tables.Msgs, entryKey(ws, ref), e); err != nil {
		return fmt.Errorf("park message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	return nil
}

// Wake has a message that is in the queue tried again, whether it is parked or was shown to the courier in vain: the
// stream shows it as Record.Woken, every time. One that is past the queue stays as it is. Repeating is safe. 1 WRU.
func (s *Store) Wake(ctx context.Context, ws Workspace, ref Ref) error {
	ctx = s.begin(ctx, "wake")
	_, _, err := s.step(ctx, ws, ref, rules.Queued, newEdit().drop(colLease).plus(colTries, 1))
	return err
}

// woken reports the write of Wake: of a message that is in the queue before and after it, may be claimed after it,
// and was counted one try more.
func woken(was, is item) bool {
	_, parked := was[colLease]
	_, still := is[colLease]
	queued := string(rules.Queued)
	waits := was.text(colStatus) == queued && is.text(colStatus) == queued && !still
	return waits && (parked || is.number(colTries) > was.number(colTries))
}
