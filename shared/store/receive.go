package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
)

// Sender is the customer that entries are about: the ids a webhook gave, where they are reached from now on.
// Also are further ids of the same person (before a change, after a change): from then on they all lead to one
// contact. Kind is Messages where it is empty.
type Sender struct {
	Address rules.Address
	Also    []rules.Address
	Name    string
	Kind    rules.Kind
}

// Batch is what one payload says between one customer and the channel.
//
// Comments that the account itself wrote come with Kind Comments and the zero Address: each goes to the
// conversation of the comment that it answers (Entry.Comment.ParentID). What edits, deletes or hides a comment
// goes to the conversation of that comment (Entry.ReplyTo), whatever the address; the address counts only
// while that comment is not known. Where neither leads anywhere, Received.Err is fault.Missing (code
// "message_missing"): the caller keeps it as an account event.
type Batch struct {
	From    Sender
	Entries []rules.Entry
}

// Received is what an ingest did with one batch.
type Received struct {
	Conversation rules.Conversation // as it stands after the call; of several the last one
	Stored       int                // entries that were new
	Duplicates   int                // entries that were there already, or are our own messages coming back
	Err          error
}

// atOnce is how many entries one transaction takes: 100 items are the limit (DynamoDB API reference, read
// 2026-11-20), and head, loads, identities, contact and an event want room.
const atOnce = 90

// batchesAtOnce bounds how many senders are stored at the same time.
const batchesAtOnce = 16

// Receive stores one sender's entries of one payload with the new head, all or nothing (in groups of at
// most 90 entries), and keeps the way back from each platform id. It finds the contact by Address.UserID
// first, then by phone, and makes what is missing. Repeating is safe: what is stored already is dropped by
// its key. It retries a moved head (rules.Receive is applied again), at most 20 times, then fault.Later
// "busy". fault.Invalid (code "no_identity") when the sender has no id.
//
// Entries with Direction Out are echoes. One of a message that went out from here is a report on that message
// and no entry. Entries that amend others (rules.Type.Amends) are stored like all, and applied.
func (s *Store) Receive(ctx context.Context, ws Workspace, ch rules.Channel, from Sender, entries []rules.Entry) (Received, error) {
	all, err := s.ReceiveAll(ctx, ws, ch, []Batch{{from, entries}})
	if err == nil {
		err = all[0].Err
	}
	return all[0], err
}

// ReceiveAll is Receive for all senders of one payload on one channel; each sender's entries are all or
// nothing, by themselves. It gives one Received per batch, in their order. A batch that can never be stored
// says so in its Err (fault.Permanent) and takes no other along; err joins what may succeed when the payload
// comes again.
func (s *Store) ReceiveAll(ctx context.Context, ws Workspace, ch rules.Channel, batches []Batch) ([]Received, error) {
	ctx = s.begin(ctx, "receive")
	now := clock.Now()
	done := make([]Received, len(batches))
	work := make([]*intake, len(batches))
	for i, b := range batches {
		work[i] = newIntake(s, ws, ch, b, now, &done[i])
	}
	if err := s.newcomers(ctx, ws, ch, work); err != nil {
		return done, fmt.Errorf("receive on channel %s: %w", ch.ID, err)
	}
	named, nameless := apart(work)
	settleAll(ctx, named)
	settleAll(ctx, nameless)
	var later []error
	for _, d := range done {
		if d.Err != nil && !fault.Permanent(d.Err) {
			later = append(later, d.Err)
		}
	}
	return done, errors.Join(later...)
}

// apart divides a payload's senders into those it names, and those whom only another message leads to, which may
// be one of the payload's own.
func apart(work []*intake) (named, nameless []*intake) {
	for _, in := range work {
		if in.from.Address == (rules.Address{}) {
			nameless = append(nameless, in)
		} else {
			named = append(named, in)
		}
	}
	return named, nameless
}

// settleAll stores several senders at the same time. Each keeps its own error.
func settleAll(ctx context.Context, work []*intake) {
	var g errgroup.Group
	g.SetLimit(batchesAtOnce)
	for _, in := range work {
		g.Go(func() error {
			if err := in.settle(ctx); err != nil {
				in.done.Err = fmt.Errorf("receive on channel %s: %w", in.ch.ID, err)
			}
			return nil
		})
	}
	_ = g.Wait()
}

// unique sorts entries by key and drops those that a payload says twice.
func unique(entries []rules.Entry, now time.Time) []rules.Entry {
	fresh := slices.Clone(entries)
	slices.SortStableFunc(fresh, func(a, b rules.Entry) int { return strings.Compare(string(a.Key), string(b.Key)) })
	fresh = slices.CompactFunc(fresh, func(a, b rules.Entry) bool { return a.Key == b.Key })
	for i := range fresh {
		if fresh[i].ReceivedAt.IsZero() {
			fresh[i].ReceivedAt = now
		}
	}
	return fresh
}
