package store

import (
	"context"
	"fmt"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

// A message of ours moves by what the stream shows to the courier, and by timers. This file finds those for which
// both were lost.

// LateAfter is the age at which a message of ours should have gone out, or wait for something that its entry names.
// Clients' times are held within five minutes of ours, so a message is at most that much older or younger than it says.
const LateAfter = 5 * time.Minute

// Pending is a message of ours on its way out: queued or being sent. Held is until when it is parked or claimed; the
// zero time: nobody holds it.
type Pending struct {
	Ref
	Status rules.Delivery
	Held   time.Time
}

// Active lists conversations of a status whose newest activity is not before a moment, oldest first, some hundreds at
// a time; from is "" or the next of the call before, next is "" at the end. 0.05 RRU per conversation, at least 0.5.
func (s *Store) Active(ctx context.Context, ws Workspace, st rules.Status, since time.Time, from string) (ids []rules.ConversationID, next string, err error) {
	ctx = s.begin(ctx, "active")
	if from == "" {
		from = listSort(rules.Conversation{ActivityAt: since})
	}
	a := ask{table: s.tables.Core, index: indexList, pkCol: colList, pk: listKey(ws, st), skCol: colListSort, from: from, limit: maxChunk}
	items, more, err := s.query(ctx, a)
	if err != nil {
		return nil, "", fmt.Errorf("list what happened in %s: %w", ws, err)
	}
	for _, it := range items {
		if _, id, ok := headOf(it.text(PartitionKey)); ok {
			ids = append(ids, id)
		}
		next = it.text(colListSort)
	}
	if !more {
		next = ""
	}
	return ids, next, nil
}

// Unsettled lists the messages of a conversation that were written since a moment and are on their way out. 0.5 RRU
// for 4 KB of what was written since.
func (s *Store) Unsettled(ctx context.Context, ws Workspace, id rules.ConversationID, since time.Time) ([]Pending, error) {
	ctx = s.begin(ctx, "unsettled")
	a := ask{table: s.tables.Msgs, pkCol: PartitionKey, pk: entryKey(ws, Ref{Conversation: id}).pk, skCol: SortKey, from: keyStem(since)}
	items, err := s.queryAll(ctx, a)
	if err != nil {
		return nil, fmt.Errorf("look for unsent messages of %s: %w", id, err)
	}
	var all []Pending
	for _, it := range items {
		if p, ok := pendingOf(it); ok {
			all = append(all, p)
		}
	}
	return all, nil
}

// Pending reads one message, consistently; false when it is not on its way out, or there is none. 1 RRU.
func (s *Store) Pending(ctx context.Context, ws Workspace, ref Ref) (Pending, bool, error) {
	ctx = s.begin(ctx, "pending")
	it, err := s.get(ctx, s.tables.Msgs, entryKey(ws, ref), strong)
	if err != nil {
		return Pending{}, false, fmt.Errorf("read message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	p, ok := pendingOf(it)
	return p, ok, nil
}

func pendingOf(it item) (Pending, bool) {
	_, ref, ok := entryOf(it.key())
	p := Pending{ref, rules.Delivery(it.text(colStatus)), it.time(colLease)}
	return p, ok && it.text(colType) == "M" && (p.Status == rules.Queued || p.Status == rules.Sending)
}

// guard arms timers for messages that Active would not lead to: those that leave the row where it was, and those that
// are queued long after the time they carry.
func (s *Store) guard(ctx context.Context, ws Workspace, next rules.Conversation, entries []rules.Entry) error {
	now := clock.Now()
	var timers []Timer
	for _, e := range entries {
		queued := e.Kind == rules.Message && e.Direction == rules.Out && e.Status == rules.Queued
		if queued && (next.ActivityAt.Before(e.At) || now.Sub(e.At) > LateAfter) {
			timers = append(timers, Timer{Workspace: ws, Conversation: e.Conversation, Kind: SendTimer, Key: e.Key, Due: now.Add(2 * LateAfter)})
		}
	}
	return s.Arm(ctx, timers...)
}

// Looked is until when stuck messages have been looked for everywhere; the zero time: never.
func (s *Store) Looked(ctx context.Context) (time.Time, error) {
	ctx = s.begin(ctx, "looked")
	it, err := s.get(ctx, s.tables.Live, lookedKey(), strong)
	if err != nil {
		return time.Time{}, fmt.Errorf("read until when was looked: %w", err)
	}
	return it.time(colMark), nil
}

// HaveLooked says that stuck messages have been looked for everywhere until a moment. 1 WRU.
func (s *Store) HaveLooked(ctx context.Context, until time.Time) error {
	ctx = s.begin(ctx, "looked")
	it := newItem(lookedKey())
	it.setTime(colMark, until)
	if err := s.put(ctx, s.tables.Live, it, nil); err != nil {
		return fmt.Errorf("write until when was looked: %w", err)
	}
	return nil
}
