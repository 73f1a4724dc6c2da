package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"transom/shared/rules"
)

// Claim takes a queued message for sending until lease ends. ok is false when somebody else has it or it is
// past sending, or parked. What a woken message waited for is forgotten. A message whose lease ran out is not
// claimed again but reported by Stuck. 1 WRU.
func (s *Store) Claim(ctx context.Context, ws Workspace, ref Ref, now time.Time, lease time.Duration) (e rules.Entry, ok bool, err error) {
	ctx = s.begin(ctx, "claim")
	mine := rand.Text()
	change := newEdit().put(colStatus, str(string(rules.Sending))).put(colLease, num(now.Add(lease).UnixMilli())).
		put(colClaim, str(mine)).drop(colError).plus(colTries, 1).whenSame(colLease, item{})
	is, held, err := s.step(ctx, ws, ref, rules.Queued, change)
	if err != nil {
		return rules.Entry{}, false, err
	}
	// The client repeats a call whose answer got lost; the message is then in our own hands already.
	if !held && (is.text(colClaim) != mine || is.text(colStatus) != string(rules.Sending)) {
		return rules.Entry{}, false, nil
	}
	_, e, err = decodeEntry(is)
	return e, err == nil, err
}

// Requeue gives a claimed message back to the queue after a refusal that provably sent nothing (throttled).
// The stream then shows it to the courier again. A message that has moved on stays where it is.
func (s *Store) Requeue(ctx context.Context, ws Workspace, ref Ref) error {
	ctx = s.begin(ctx, "requeue")
	_, _, err := s.step(ctx, ws, ref, rules.Sending, newEdit().put(colStatus, str(string(rules.Queued))).drop(colLease).drop(colClaim))
	return err
}

// step moves a message from one state to another, if it is in it.
func (s *Store) step(ctx context.Context, ws Workspace, ref Ref, from rules.Delivery, change *edit) (item, bool, error) {
	change.whenSame(colStatus, item{colStatus: str(string(from))})
	is, held, err := s.update(ctx, s.tables.Msgs, entryKey(ws, ref), change)
	if err != nil {
		return nil, false, fmt.Errorf("move message %s of %s from %s: %w", ref.Key, ref.Conversation, from, err)
	}
	return is, held, nil
}

// Stuck reports that a message was claimed by a courier which did not come back: it is still sending and
// its lease has ended. Whether the platform has it is unknown.
func (s *Store) Stuck(ctx context.Context, ws Workspace, ref Ref, now time.Time) (bool, error) {
	ctx = s.begin(ctx, "stuck")
	it, err := s.get(ctx, s.tables.Msgs, entryKey(ws, ref), strong)
	if err != nil {
		return false, fmt.Errorf("read message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	until := it.time(colLease)
	return it.text(colStatus) == string(rules.Sending) && !until.IsZero() && now.After(until), nil
}
