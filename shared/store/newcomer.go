package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
)

const (
	transactionItems   = 100 // the most that one transaction takes (DynamoDB API reference, read 2026-11-20)
	transactionsAtOnce = 4
	fewEntries         = 10 // a newcomer with more is stored alone
)

// newcomer is a sender nobody knows, and all that makes them known: one head, their entries, identities, contact
// and ways back. It is written whole or not at all.
type newcomer struct {
	*intake
	next   head
	writes []types.TransactWriteItem
}

// newcomers stores the senders of a payload who are new, several in one transaction. It decides nothing that
// run would not decide: whoever does not fit, or whose transaction fails because somebody else was faster, is
// left to run, one by one. Single senders are left to it at once.
func (s *Store) newcomers(ctx context.Context, ws Workspace, ch rules.Channel, work []*intake) error {
	if len(work) < 2 {
		return nil
	}
	b := &book{s: s, ws: ws, how: eventual, seen: map[identity]item{}}
	if err := b.prefetch(ctx, ch, work); err != nil {
		return err
	}
	var all []newcomer
	taken := map[rules.ConversationID]bool{}
	for _, in := range work {
		in.seen = b.seen
		if !in.simple() {
			continue
		}
		p, err := recognise(ctx, b, ch, in.from.Kind, in.from.Address)
		id := p.thread(ws, ch.ID, in.from.Kind)
		if err != nil || len(p.found) > 0 || taken[id] {
			continue // run says what is wrong
		}
		taken[id] = true
		n, err := in.newcomer(ctx, p, id)
		if err != nil {
			return err
		}
		all = append(all, n)
	}
	var g errgroup.Group
	g.SetLimit(transactionsAtOnce)
	for len(all) > 0 {
		n, items := 0, 0
		for n < len(all) && items+len(all[n].writes) <= transactionItems {
			items += len(all[n].writes)
			n++
		}
		group := all[:n]
		all = all[n:]
		g.Go(func() error { s.welcome(ctx, ws, group); return nil })
	}
	return g.Wait()
}

// prefetch reads the ids of all senders: the preferred ones, then the others of those not found by them.
func (b *book) prefetch(ctx context.Context, ch rules.Channel, work []*intake) error {
	var first, other, forms []identity
	for _, in := range work {
		if ids := identitiesOf(ch.Kind, in.from.Kind, in.from.Address); len(ids) > 0 {
			first = append(first, ids[0])
		}
	}
	if err := b.load(ctx, first); err != nil {
		return err
	}
	for _, in := range work {
		if ids := identitiesOf(ch.Kind, in.from.Kind, in.from.Address); len(ids) > 0 && b.seen[ids[0]] == nil {
			other = append(other, ids[1:]...)
			forms = append(forms, twins(ids)...)
		}
	}
	return b.load(ctx, append(other, forms...))
}

// simple reports that a batch only says what a customer wrote.
func (in *intake) simple() bool {
	if len(in.from.Also) > 0 || len(in.entries) == 0 || len(in.entries) > fewEntries {
		return false
	}
	for _, e := range in.entries {
		if e.Direction != rules.In || e.Type.Amends() || e.Private || e.At.Equal(e.ReceivedAt) {
			return false
		}
	}
	return true
}

// newcomer works out the writes. The ways back must be free: where something waits, run deals with it.
func (in *intake) newcomer(ctx context.Context, p person, id rules.ConversationID) (newcomer, error) {
	old := head{Conversation: rules.Conversation{ID: id, Channel: in.ch.ID, On: in.ch.Kind, Kind: in.from.Kind}}
	next, extra, err := in.news(ctx, &sight{p, old, eventual})
	if err != nil {
		return newcomer{}, err
	}
	change := rules.Receive(next.Conversation, in.ch, in.entries, in.now)
	next.Conversation = change.Conversation
	writes := append(in.s.changeWrites(in.ws, old, next, change.Entries), extra...)
	for _, e := range in.entries {
		if e.PlatformID != "" {
			it := pointer(in.ws, in.ch.ID, e.PlatformID, Ref{id, e.Key}, in.now)
			writes = append(writes, in.s.putting(in.s.tables.Live, it, newEdit().whenAbsent()))
		}
	}
	return newcomer{in, next, writes}, nil
}

// welcome writes a group; if that fails, whyever, nothing was written and run takes over.
func (s *Store) welcome(ctx context.Context, ws Workspace, group []newcomer) {
	var writes []types.TransactWriteItem
	for _, n := range group {
		writes = append(writes, n.writes...)
	}
	verdicts, err := s.transact(ctx, writes)
	if err != nil || verdicts != nil {
		return
	}
	for _, n := range group {
		now, err := settled(ws, n.next)
		if err != nil {
			continue
		}
		n.done.Conversation, n.done.Stored = now.Conversation, len(n.entries)
		n.entries = nil
	}
}
