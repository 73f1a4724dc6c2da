package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"transom/shared/clock"
	"transom/shared/rules"
)

// Sender is the customer that entries are about: the ids a webhook gave, the preferred one first. Also are
// further ids of the same person: from then on they all lead to one contact. Kind is Messages where it is
// empty.
type Sender struct {
	Address rules.Address
	Also    []rules.Address
	Name    string
	Kind    rules.Kind
}

// Received is what an ingest did.
type Received struct {
	Conversation rules.Conversation // as it stands after the call
	Stored       int                // entries that were new
	Duplicates   int                // entries that were there already
}

// atOnce is how many entries one transaction takes: 100 items are the limit (DynamoDB API reference, read
// 2026-11-20), and head, loads, identities, contact and an event want room.
const atOnce = 90

// Receive stores one sender's entries of one payload with the new head, all or nothing (in groups of at
// most 90 entries), and keeps the way back from each platform id. It finds the contact by Address.UserID
// first, then by phone, and makes what is missing. Repeating is safe: what is stored already is dropped by
// its key. It retries a moved head (rules.Receive is applied again), at most 20 times, then fault.Later
// "busy". fault.Invalid (code "no_identity") when the sender has no id.
func (s *Store) Receive(ctx context.Context, ws Workspace, ch rules.Channel, from Sender, entries []rules.Entry) (Received, error) {
	ctx = s.begin(ctx, "receive")
	intake := intake{s: s, ws: ws, ch: ch, from: from, now: clock.Now()}
	for _, e := range entries {
		if e.At.After(intake.told) {
			intake.told = e.At
		}
	}
	fresh := unique(entries, intake.now)
	done := Received{Duplicates: len(entries) - len(fresh)}
	for group := range slices.Chunk(fresh, atOnce) {
		got, err := intake.store(ctx, group)
		if err != nil {
			return done, fmt.Errorf("receive on channel %s: %w", ch.ID, err)
		}
		done.Conversation = got.Conversation
		done.Stored += got.Stored
		done.Duplicates += got.Duplicates
	}
	if err := s.pointBack(ctx, ws, done.Conversation, fresh); err != nil {
		return done, fmt.Errorf("receive on channel %s: %w", ch.ID, err)
	}
	return done, nil
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

// intake is one call of Receive. told is the time of the payload's newest entry, which dates what it says of
// the sender.
type intake struct {
	s    *Store
	ws   Workspace
	ch   rules.Channel
	from Sender
	now  time.Time
	told time.Time
}

// store brings one group of entries in, whatever happens to the head meanwhile.
func (in intake) store(ctx context.Context, group []rules.Entry) (Received, error) {
	total := len(group)
	left := group
	for try := 1; ; try++ {
		how := consistency(try > 1)
		p, old, err := in.look(ctx, how)
		if err != nil {
			return Received{}, err
		}
		if len(left) == 0 {
			return Received{Conversation: old.Conversation, Duplicates: total}, nil
		}
		now, taken, err := in.write(ctx, p, old, left, how)
		if err == nil && len(taken) == 0 {
			return Received{Conversation: now.Conversation, Stored: len(left), Duplicates: total - len(left)}, nil
		}
		if err != nil && !errors.Is(err, errMoved) {
			return Received{}, err
		}
		left = slices.DeleteFunc(slices.Clone(left), func(e rules.Entry) bool { return slices.Contains(taken, e.Key) })
		if err != nil {
			if err := again(ctx, try); err != nil {
				return Received{}, err
			}
		}
	}
}

// look reads who the sender is and their conversation.
func (in intake) look(ctx context.Context, how consistency) (person, head, error) {
	p, err := in.s.recognise(ctx, in.ws, in.ch, in.from.Address, how)
	if err != nil {
		return p, head{}, err
	}
	id := rules.NewConversationID(in.ws.id, in.ch.ID, p.contact)
	old, err := in.s.readHead(ctx, in.ws, id, how)
	if err != nil {
		return p, head{}, fmt.Errorf("read conversation %s: %w", id, err)
	}
	if old.Version == 0 {
		old.Conversation = rules.Conversation{ID: id, Contact: p.contact, Channel: in.ch.ID, On: in.ch.Kind, Kind: rules.Messages}
	}
	return p, old, nil
}

// write asks the rules what the entries make of the conversation, and commits it with what is news about
// the person.
func (in intake) write(ctx context.Context, p person, old head, entries []rules.Entry, how consistency) (head, []rules.EntryKey, error) {
	next := old
	next.merge(in.from, in.told)
	var extra []types.TransactWriteItem
	if len(p.missing) > 0 || old.Version == 0 || !sameProfile(old.Conversation, next.Conversation) {
		var err error
		if len(p.missing) == 0 {
			if p, err = in.s.aliases(ctx, in.ws, in.ch, in.from.Address, p, how); err != nil {
				return head{}, nil, err
			}
		}
		extra = in.s.personWrites(in.ws, p, in.from.Address, next.Conversation)
	}
	change := rules.Receive(next.Conversation, in.ch, entries, in.now)
	next.Conversation = change.Conversation
	return in.s.commit(ctx, in.ws, old, next, change.Entries, extra)
}

// pointersAtOnce bounds how many ways back are written in parallel.
const pointersAtOnce = 16

// pointBack keeps the way back from every entry's platform id, and applies statuses that came before their
// message. It runs for duplicates too: the call that stored them may have died before this.
func (s *Store) pointBack(ctx context.Context, ws Workspace, c rules.Conversation, entries []rules.Entry) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(pointersAtOnce)
	for _, e := range entries {
		if e.PlatformID == "" {
			continue
		}
		ref := Ref{c.ID, e.Key}
		g.Go(func() error {
			at, err := s.point(ctx, ws, c.Channel, e.PlatformID, ref)
			if err != nil {
				return err
			}
			if err := s.amendBy(ctx, ws, ref, at.waiting); err != nil || at.parked == nil || e.Direction != rules.Out {
				return err
			}
			_, err = s.report(ctx, ws, ref, told(*at.parked))
			return err
		})
	}
	return g.Wait()
}
