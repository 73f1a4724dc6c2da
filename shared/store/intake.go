package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// intake is the work on one batch, or on the part of one that goes to a thread of its own. told is the time of
// the newest entry, which dates what the batch says of the sender.
type intake struct {
	s       *Store
	ws      Workspace
	ch      rules.Channel
	from    Sender
	into    rules.ConversationID // the thread, where another message tells it; "" where the sender does
	entries []rules.Entry
	now     time.Time
	told    time.Time
	seen    map[identity]item // identities that were read for the whole payload
	done    *Received
}

func newIntake(s *Store, ws Workspace, ch rules.Channel, b Batch, now time.Time, done *Received) *intake {
	in := &intake{s: s, ws: ws, ch: ch, from: b.From, now: now, done: done, entries: unique(b.Entries, now)}
	if in.from.Kind == "" {
		in.from.Kind = rules.Messages
	}
	for _, e := range b.Entries {
		if e.At.After(in.told) {
			in.told = e.At
		}
	}
	done.Duplicates = len(b.Entries) - len(in.entries)
	return in
}

// settle stores a batch, thread by thread.
func (in *intake) settle(ctx context.Context) error {
	parts, err := in.spread(ctx)
	for _, part := range parts {
		if err := part.run(ctx); err != nil {
			return err
		}
	}
	return err
}

// run stores the entries, whatever happens to the thread meanwhile, and the ways back to them.
func (in *intake) run(ctx context.Context) error {
	if len(in.entries) == 0 {
		return nil
	}
	p, old, err := in.look(ctx, eventual)
	if err != nil {
		return err
	}
	in.done.Conversation = old.Conversation
	fresh, err := in.strange(ctx, old.Conversation)
	if err != nil {
		return err
	}
	first := &sight{p, old, eventual}
	for group := range slices.Chunk(fresh, atOnce) {
		if err := in.store(ctx, group, first); err != nil {
			return err
		}
		first = nil
	}
	return in.s.pointBack(ctx, in.ws, in.ch.ID, in.done.Conversation.ID, fresh)
}

// sight is what was read before a write: who the customer is, and their thread.
type sight struct {
	person person
	head   head
	how    consistency
}

// store brings one group of entries in, whatever happens to the head meanwhile. The first try goes by what was
// read already, if anything was.
func (in *intake) store(ctx context.Context, group []rules.Entry, first *sight) error {
	left := group
	for try := 1; ; try++ {
		at := first
		if at == nil {
			p, old, err := in.look(ctx, strong)
			if err != nil {
				return err
			}
			at = &sight{p, old, strong}
		}
		first = nil
		if len(left) == 0 {
			in.done.Conversation = at.head.Conversation
			in.done.Duplicates += len(group)
			return nil
		}
		now, taken, err := in.write(ctx, at, left)
		if err == nil && len(taken) == 0 {
			in.done.Conversation = now.Conversation
			in.done.Stored += len(left)
			in.done.Duplicates += len(group) - len(left)
			return nil
		}
		if err != nil && !errors.Is(err, errMoved) {
			return err
		}
		left = slices.DeleteFunc(slices.Clone(left), func(e rules.Entry) bool { return slices.Contains(taken, e.Key) })
		if err != nil {
			if err := again(ctx, try); err != nil {
				return err
			}
		}
	}
}

// look reads who the sender is and their thread, and follows it where it was merged into another.
func (in *intake) look(ctx context.Context, how consistency) (person, head, error) {
	if in.into != "" {
		old, err := in.follow(ctx, in.into, how)
		return person{contact: old.Contact, seed: old.Contact}, old, err
	}
	if len(in.from.Also) > 0 {
		return in.gather(ctx)
	}
	b := &book{s: in.s, ws: in.ws, how: how}
	if how == eventual {
		b.seen = in.seen
	}
	p, err := recognise(ctx, b, in.ch, in.from.Kind, in.from.Address)
	if err != nil {
		return p, head{}, err
	}
	id := p.thread(in.ws, in.ch.ID, in.from.Kind)
	old, err := in.follow(ctx, id, how)
	if err != nil {
		return p, head{}, err
	}
	if old.ID != id {
		p = in.moved(p, old)
	}
	return p, old, nil
}

// follow reads a thread, or the one in which it goes on.
func (in *intake) follow(ctx context.Context, id rules.ConversationID, how consistency) (head, error) {
	for range tries {
		old, err := in.s.readHead(ctx, in.ws, id, how)
		if err != nil {
			return head{}, fmt.Errorf("read conversation %s: %w", id, err)
		}
		if old.Version == 0 {
			old.Conversation = rules.Conversation{ID: id, Channel: in.ch.ID, On: in.ch.Kind, Kind: in.from.Kind}
		}
		if old.Merged == "" {
			return old, nil
		}
		id = old.Merged
	}
	return head{}, errMoved
}

// moved is a person whose thread goes on elsewhere: what led to the old one leads to the new one from now on.
func (in *intake) moved(p person, on head) person {
	next := person{contact: on.Contact, seed: on.Contact, missing: append(p.missing, p.found...)}
	if next.thread(in.ws, in.ch.ID, in.from.Kind) != on.ID { // the old way is kept, and followed each time
		next.missing = nil
	}
	return next
}

// write asks the rules what the entries make of the conversation, and commits it with what is news about
// the person.
func (in *intake) write(ctx context.Context, at *sight, entries []rules.Entry) (head, []rules.EntryKey, error) {
	next, extra, err := in.news(ctx, at)
	if err != nil {
		return head{}, nil, err
	}
	change := rules.Receive(next.Conversation, in.ch, entries, in.now)
	next.Conversation = change.Conversation
	return in.s.commit(ctx, in.ws, at.head, next, change.Entries, extra)
}

// news takes over what a payload says of the sender: onto the head, and into identities and contact if it is
// new.
func (in *intake) news(ctx context.Context, at *sight) (head, []types.TransactWriteItem, error) {
	next, p := at.head, at.person
	if in.into != "" {
		return next, nil, nil
	}
	next.Contact = p.contact
	next.merge(in.from, in.told)
	if len(p.missing) == 0 && at.head.Version > 0 && sameProfile(at.head.Conversation, next.Conversation) {
		return next, nil, nil
	}
	if len(p.missing) == 0 {
		var err error
		b := &book{s: in.s, ws: in.ws, how: at.how, seen: in.seen}
		if at.how == strong {
			b.seen = nil
		}
		if p, err = aliases(ctx, b, in.ch, in.from.Kind, in.from.Address, p); err != nil {
			return next, nil, err
		}
	}
	return next, in.s.personWrites(in.ws, p, in.from.Address, next.Conversation), nil
}
