package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/clock"
	"transom/shared/rules"
)

// threadOf finds a customer's conversation on a channel. fault.Missing when nobody knows them.
func (s *Store) threadOf(ctx context.Context, ws Workspace, ch rules.Channel, a rules.Address) (rules.ConversationID, error) {
	in := intake{s: s, ws: ws, ch: ch, from: Sender{Address: a, Kind: rules.Messages}}
	_, h, err := in.look(ctx, eventual)
	if err == nil && h.Version == 0 {
		err = errNobody
	}
	return h.ID, err
}

// AddReach adds ids that a platform's answer told about a conversation's customer: the WhatsApp id behind a
// number, the Messenger id behind a comment. From then on they lead to the same contact. Repeating is safe.
//
// A person who was known twice on WhatsApp has one thread afterwards, like after a change of number. Comments
// and messages stay threads apart, of one contact: the older of the two.
func (s *Store) AddReach(ctx context.Context, ws Workspace, id rules.ConversationID, a rules.Address) error {
	ctx = s.begin(ctx, "reach")
	h, err := s.mustHead(ctx, ws, id, strong)
	if err != nil {
		return err
	}
	ch, err := s.Channel(ctx, ws, h.Channel)
	if err != nil {
		return err
	}
	if h.Kind == rules.Comments {
		err = s.link(ctx, ws, ch, h, a)
	} else {
		in := intake{s: s, ws: ws, ch: ch, now: clock.Now(), from: Sender{Address: h.Address, Also: []rules.Address{a}, Kind: h.Kind}}
		err = in.reach(ctx)
	}
	if err != nil {
		return fmt.Errorf("add ids to conversation %s: %w", id, err)
	}
	return nil
}

// reach makes all ids of a sender lead to one person, without a message.
func (in *intake) reach(ctx context.Context) error {
	for try := 1; ; try++ {
		p, _, err := in.gather(ctx)
		if err != nil || len(p.missing) == 0 {
			return err
		}
		var writes []types.TransactWriteItem
		for _, l := range p.missing {
			writes = append(writes, in.s.identityWrite(in.ws, l, p, in.from.Address.UserID))
		}
		verdicts, err := in.s.transact(ctx, writes)
		if err == nil && verdicts == nil {
			return nil
		}
		if err != nil && !errors.Is(err, errBusy) {
			return err
		}
		if err := again(ctx, try); err != nil {
			return err
		}
	}
}

// link makes a commenter and whoever writes under another id one contact.
func (s *Store) link(ctx context.Context, ws Workspace, ch rules.Channel, comments head, a rules.Address) error {
	in := intake{s: s, ws: ws, ch: ch, from: Sender{Address: a, Kind: rules.Messages}}
	for try := 1; ; try++ {
		p, messages, err := in.look(ctx, strong)
		if err != nil {
			return err
		}
		writes, err := in.linkWrites(ctx, p, messages, comments)
		if err != nil || len(writes) == 0 {
			return err
		}
		verdicts, err := s.transact(ctx, writes)
		if err == nil && verdicts == nil {
			return nil
		}
		if err != nil && !errors.Is(err, errBusy) {
			return err
		}
		if err := again(ctx, try); err != nil {
			return err
		}
	}
}

// linkWrites make the ids of the younger thread lead to the contact of the older one; each keeps its thread.
func (in *intake) linkWrites(ctx context.Context, p person, messages, comments head) ([]types.TransactWriteItem, error) {
	b := &book{s: in.s, ws: in.ws, how: strong}
	commenter, err := recognise(ctx, b, in.ch, rules.Comments, comments.Address)
	if err != nil || commenter.contact == p.contact {
		return nil, err
	}
	var writes []types.TransactWriteItem
	switch {
	case len(p.found) == 0: // nobody has written under this id yet
		for _, l := range p.missing {
			writes = append(writes, in.s.identityWrite(in.ws, l, commenter, in.from.Address.UserID))
		}
	case messages.Version == 0 || rules.Older(comments.Conversation, messages.Conversation):
		for _, l := range p.found {
			writes = append(writes, in.s.identityWrite(in.ws, l, person{contact: commenter.contact, seed: p.seed}, in.from.Address.UserID))
		}
	default:
		for _, l := range commenter.found {
			writes = append(writes, in.s.identityWrite(in.ws, l, person{contact: p.contact, seed: commenter.seed}, comments.Address.UserID))
		}
	}
	return writes, nil
}
