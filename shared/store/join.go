package store

import (
	"context"
	"errors"
	"slices"

	"transom/shared/rules"
)

// gather finds the one person whom several ids belong to, because the platform said so: a number or an id has
// changed. Ids that led to different people lead to one of them from then on, the one whose thread on this
// channel is older, and the other threads are merged into that. What was told in another order (A became B
// after B became C) ends alike, because a merged thread leads on.
func (in *intake) gather(ctx context.Context) (person, head, error) {
	for try := 1; ; try++ {
		all, err := in.aliases(ctx)
		if err != nil {
			return person{}, head{}, err
		}
		threads, err := in.threads(ctx, all)
		if err != nil {
			return person{}, head{}, err
		}
		if len(threads) == 0 {
			return in.begin(ctx, all)
		}
		slices.SortFunc(threads, func(a, b sight) int {
			if rules.Older(a.head.Conversation, b.head.Conversation) {
				return -1
			}
			return 1
		})
		stays := threads[0]
		err = nil
		for _, t := range threads[1:] {
			if t.head.Version > 0 {
				err = in.join(ctx, t.head, stays.head)
				break // the head has moved: look again
			}
		}
		switch {
		case err == nil && !slices.ContainsFunc(threads[1:], func(t sight) bool { return t.head.Version > 0 }):
			stays.person.missing = leadingElsewhere(all, stays.person)
			return stays.person, stays.head, nil
		case err != nil && !errors.Is(err, errMoved):
			return person{}, head{}, err
		case err != nil:
			if err := again(ctx, try); err != nil {
				return person{}, head{}, err
			}
		}
	}
}

// aliases reads all ids that belong to the sender now. A number that somebody else holds by now is left to
// them, unless the sender is reached by it.
func (in *intake) aliases(ctx context.Context) ([]lack, error) {
	b := &book{s: in.s, ws: in.ws, how: strong}
	theirs := map[string]bool{"": true}
	for _, a := range append([]rules.Address{in.from.Address}, in.from.Also...) {
		theirs[a.UserID] = true
	}
	var all []lack
	for i, a := range append([]rules.Address{in.from.Address}, in.from.Also...) {
		for _, id := range identitiesOf(in.ch.Kind, in.from.Kind, a) {
			if slices.ContainsFunc(all, func(l lack) bool { return l.identity == id }) {
				continue
			}
			it, err := b.read(ctx, id)
			if err != nil {
				return nil, err
			}
			if i > 0 && id.kind == phoneIdentity && !theirs[it.text(colUserID)] {
				continue
			}
			all = append(all, lack{id, it})
		}
	}
	if len(all) == 0 {
		return nil, errNoIdentity
	}
	return all, nil
}

// threads are the different people that ids lead to, with their threads on this channel.
func (in *intake) threads(ctx context.Context, all []lack) ([]sight, error) {
	theirs := map[string]bool{"": true}
	for _, a := range append([]rules.Address{in.from.Address}, in.from.Also...) {
		theirs[a.UserID] = true
	}
	var out []sight
	for _, l := range all {
		if l.was == nil || (l.kind == phoneIdentity && !theirs[l.was.text(colUserID)]) {
			continue
		}
		p := personIn(l.was, nil)
		id := p.thread(in.ws, in.ch.ID, in.from.Kind)
		old, err := in.follow(ctx, id, strong)
		if err != nil {
			return nil, err
		}
		if old.ID != id {
			p = person{contact: old.Contact, seed: old.Contact}
		}
		if !slices.ContainsFunc(out, func(t sight) bool { return t.head.ID == old.ID }) {
			out = append(out, sight{p, old, strong})
		}
	}
	return out, nil
}

// begin is the person none of whose ids is known as it is told; another form of a number may be.
func (in *intake) begin(ctx context.Context, all []lack) (person, head, error) {
	b := &book{s: in.s, ws: in.ws, how: strong}
	p, err := recognise(ctx, b, in.ch, in.from.Kind, in.from.Address)
	if errors.Is(err, errNoIdentity) { // only the other ids are usable
		p, err = recognise(ctx, b, in.ch, in.from.Kind, in.from.Also[0])
	}
	if err != nil {
		return p, head{}, err
	}
	p.missing = all
	old, err := in.follow(ctx, p.thread(in.ws, in.ch.ID, in.from.Kind), strong)
	return p, old, err
}

// leadingElsewhere are the ids that do not lead to a person yet, as far as they can.
func leadingElsewhere(all []lack, p person) []lack {
	return slices.DeleteFunc(slices.Clone(all), func(l lack) bool {
		return l.was != nil && personIn(l.was, nil).contact == p.contact && personIn(l.was, nil).seed == p.seed
	})
}

// join merges one thread into another in one transaction; errMoved when either has been written meanwhile.
func (in *intake) join(ctx context.Context, from, into head) error {
	closed, goesOn := rules.Merge(from.Conversation, into.Conversation, in.now)
	end, next := from, into
	end.Conversation, next.Conversation = closed.Conversation, goesOn.Conversation
	writes := append(in.s.threadWrites(in.ws, from, end, closed.Entries), in.s.threadWrites(in.ws, into, next, goesOn.Entries)...)
	writes = append(writes, in.s.loadWrites(in.ws, moved{from.Conversation, end.Conversation}, moved{into.Conversation, next.Conversation})...)
	writes = append(writes, in.s.putting(in.s.tables.Core, newItem(joinedKey(in.ws, into.ID, from.ID)), newEdit()))
	verdicts, err := in.s.transact(ctx, writes)
	if errors.Is(err, errBusy) || (err == nil && verdicts != nil) {
		return errMoved
	}
	return err
}
