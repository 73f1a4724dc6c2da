package store

import (
	"context"
	"errors"
	"fmt"

	"transom/shared/clock"
	"transom/shared/rules"
)

// Amend applies a message that is about another one (rules.Amend) to the one that by.ReplyTo names; if that is
// not known yet, the way is kept until it comes (35 days). Receive does this by itself for what customers
// send; the courier asks for it once the platform has taken what we sent. by must be stored already. Repeating
// is safe.
func (s *Store) Amend(ctx context.Context, ws Workspace, ch rules.ChannelID, by rules.Entry) error {
	ctx = s.begin(ctx, "amend")
	if by.ReplyTo == "" || (!by.Type.Amends() && !by.Private) {
		return nil
	}
	at, err := s.find(ctx, ws, ch, by.ReplyTo)
	if err == nil && at.ref.Key == "" {
		at, err = s.await(ctx, ws, ch, by.ReplyTo, Ref{by.Conversation, by.Key})
	}
	if err != nil || at.ref.Key == "" {
		return err
	}
	return s.amend(ctx, ws, at.ref, by)
}

// amendBy applies what waited for an entry.
func (s *Store) amendBy(ctx context.Context, ws Workspace, target Ref, waiting []Ref) error {
	for _, ref := range waiting {
		it, err := s.get(ctx, s.tables.Msgs, entryKey(ws, ref), strong)
		if err != nil {
			return fmt.Errorf("read message %s of %s: %w", ref.Key, ref.Conversation, err)
		}
		if it == nil {
			continue
		}
		_, by, err := decodeEntry(it)
		if err != nil {
			return err
		}
		if by.Direction == rules.Out && !taken(by) {
			continue // the courier asks when the platform has it
		}
		if err := s.amend(ctx, ws, target, by); err != nil {
			return err
		}
	}
	return nil
}

// taken reports that the platform has a message of ours.
func taken(e rules.Entry) bool {
	return e.Via != "" || (e.Status.Rank() >= rules.Accepted.Rank() && e.Status != rules.Failed)
}

// amend changes one message, and the row if it shows that one.
func (s *Store) amend(ctx context.Context, ws Workspace, target Ref, by rules.Entry) error {
	err := s.revise(ctx, ws, target, func(e rules.Entry) (rules.Entry, bool, error) {
		next, ok := rules.Amend(e, by)
		return next, ok, nil
	})
	if errors.Is(err, errNoMessage) {
		return nil
	}
	if err == nil && (by.Type == rules.Edit || by.Type == rules.Revoke) {
		err = s.refresh(ctx, ws, target)
	}
	if err != nil {
		return fmt.Errorf("amend message %s of %s: %w", target.Key, target.Conversation, err)
	}
	return nil
}

// refresh brings the row in line with a message. The message is read after the head each time: of two edits at
// once, whoever writes the head last has seen both.
func (s *Store) refresh(ctx context.Context, ws Workspace, target Ref) error {
	_, err := s.Change(ctx, ws, target.Conversation, func(c rules.Conversation) (rules.Change, error) {
		if c.Preview.Key != target.Key {
			return rules.Change{Conversation: c}, nil
		}
		it, err := s.get(ctx, s.tables.Msgs, entryKey(ws, target), strong)
		if err != nil || it == nil {
			return rules.Change{Conversation: c}, err
		}
		_, now, err := decodeEntry(it)
		if err != nil {
			return rules.Change{}, err
		}
		return rules.Refresh(c, now, clock.Now()), nil
	})
	return err
}
