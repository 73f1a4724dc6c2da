package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// Begin changes the conversation with an address on a channel, or makes it: with its contact and identities, in the
// same transaction as the rule's entries. A phone number is looked for in all its forms. A new conversation comes to
// the rule with Version 0 and says where it is; what the customer is called counts for it alone, until the platform
// tells their name. existed tells which it was. rules.ErrNoConversation where there is one that the viewer may not
// see. Of two at once, whether begun here or by the customer, one conversation comes; a draft sent twice is one entry.
func (s *Store) Begin(ctx context.Context, v Viewer, ch rules.Channel, a rules.Address, name string, rule func(rules.Conversation) (rules.Change, error)) (c rules.Conversation, existed bool, err error) {
	ctx = s.begin(ctx, "begin")
	for try := 1; ; try++ {
		c, existed, err = s.beginOnce(ctx, v, ch, Sender{Address: a, Name: name}, rule)
		if !errors.Is(err, errMoved) {
			return c, existed, err
		}
		if err := again(ctx, try); err != nil {
			return rules.Conversation{}, false, fmt.Errorf("begin on channel %s: %w", ch.ID, err)
		}
	}
}

func (s *Store) beginOnce(ctx context.Context, v Viewer, ch rules.Channel, to Sender, rule func(rules.Conversation) (rules.Change, error)) (c rules.Conversation, existed bool, err error) {
	p, old, err := s.reached(ctx, v.Workspace, ch, to.Address)
	if err != nil {
		return rules.Conversation{}, false, err
	}
	if old.Version > 0 {
		if !v.Sees(old.Conversation) {
			return rules.Conversation{}, true, rules.ErrNoConversation
		}
		c, err = s.changeFrom(ctx, v.Workspace, old, rule)
		return c, true, err
	}
	next, extra, err := s.introduce(ctx, v.Workspace, p, old, to)
	if err != nil {
		return rules.Conversation{}, false, err
	}
	change, err := rule(next.Conversation)
	if err != nil {
		return rules.Conversation{}, false, err
	}
	next.Conversation = change.Conversation
	now, taken, err := s.commit(ctx, v.Workspace, old, next, change.Entries, extra)
	if err == nil && len(taken) > 0 {
		err = errMoved
	}
	return now.Conversation, false, err
}

// reached finds whom an address belongs to, and their thread.
func (s *Store) reached(ctx context.Context, ws Workspace, ch rules.Channel, a rules.Address) (person, head, error) {
	in := intake{s: s, ws: ws, ch: ch, from: Sender{Address: a, Kind: rules.Messages}}
	return in.look(ctx, strong)
}

// introduce makes the head of somebody to whom nobody has written, and what else makes them known. Somebody who is
// known from another channel keeps their name and is reached as they were there.
func (s *Store) introduce(ctx context.Context, ws Workspace, p person, old head, to Sender) (head, []types.TransactWriteItem, error) {
	next := old
	next.Contact = p.contact
	if len(p.found) > 0 {
		it, err := s.get(ctx, s.tables.Core, contactKey(ws, p.contact), strong)
		if err != nil {
			return head{}, nil, fmt.Errorf("read contact: %w", err)
		}
		to.Name = either(it.text(colName), to.Name)
		to.Address = rules.Address{UserID: either(it.text(colUserID), to.Address.UserID),
			Phone: either(it.text(colPhone), to.Address.Phone), Username: either(it.text(colUsername), to.Address.Username)}
	}
	next.merge(to, time.Time{}) // whatever the platform says is newer
	return next, s.personWrites(ws, p, to.Address, next.Conversation), nil
}

// either is the first word that says anything.
func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// ByPhone finds the conversation with a phone number (digits without "+") on a channel, in any of its forms; false
// where there is none, or none that the viewer may see.
func (s *Store) ByPhone(ctx context.Context, v Viewer, ch rules.Channel, phone string) (rules.Conversation, bool, error) {
	ctx = s.begin(ctx, "begin")
	_, h, err := s.reached(ctx, v.Workspace, ch, rules.Address{Phone: phone})
	if errors.Is(err, errNoIdentity) {
		return rules.Conversation{}, false, nil
	}
	if err != nil {
		return rules.Conversation{}, false, fmt.Errorf("look up number on channel %s: %w", ch.ID, err)
	}
	if h.Version == 0 || !v.Sees(h.Conversation) {
		return rules.Conversation{}, false, nil
	}
	return h.Conversation, true, nil
}

// WrittenTo is Written where ref names the conversation or, if it does not stand there, an address on a channel does. It
// gives the conversation too, read consistently: whole to whoever sees it, and to others where it is and whose, no more.
func (s *Store) WrittenTo(ctx context.Context, v Viewer, ch rules.Channel, a rules.Address, ref Ref) (rules.Conversation, rules.Entry, error) {
	ctx = s.begin(ctx, "entry")
	e, err := s.Written(ctx, v, ref)
	if errors.Is(err, errNoMessage) && a != (rules.Address{}) {
		_, h, lookErr := s.reached(ctx, v.Workspace, ch, a)
		if lookErr != nil {
			return rules.Conversation{}, rules.Entry{}, fmt.Errorf("look up who was written to on channel %s: %w", ch.ID, lookErr)
		}
		e, err = s.Written(ctx, v, Ref{Conversation: h.ID, Key: ref.Key})
	}
	if err != nil {
		return rules.Conversation{}, rules.Entry{}, err
	}
	h, err := s.mustHead(ctx, v.Workspace, e.Conversation, strong)
	if c := h.Conversation; err == nil && !v.Sees(c) {
		return rules.Conversation{ID: c.ID, Channel: c.Channel, On: c.On, Kind: c.Kind, Contact: c.Contact, Name: c.Name,
			Address: c.Address, Status: rules.Open, CreatedAt: c.CreatedAt, ActivityAt: e.At}, e, nil
	}
	return h.Conversation, e, err
}
