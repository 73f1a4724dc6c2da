package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"transom/shared/rules"
)

// Change reads a conversation, asks rule what becomes of it, and writes the answer in one transaction if the
// head has not moved; if it has, it asks again (at most 20 times, then fault.Later "busy"). An unchanged
// answer writes nothing. Loads of colleagues move in the same transaction. rules.ErrNoConversation when there
// is none. An entry that exists already means that the same thing was done before: nothing is written.
func (s *Store) Change(ctx context.Context, ws Workspace, id rules.ConversationID, rule func(rules.Conversation) (rules.Change, error)) (rules.Conversation, error) {
	ctx = s.begin(ctx, "change")
	if !plain(string(id)) {
		return rules.Conversation{}, rules.ErrNoConversation
	}
	for try := 1; ; try++ {
		c, err := s.changeOnce(ctx, ws, id, rule)
		if !errors.Is(err, errMoved) {
			return c, err
		}
		if err := again(ctx, try); err != nil {
			return rules.Conversation{}, fmt.Errorf("change conversation %s: %w", id, err)
		}
	}
}

func (s *Store) changeOnce(ctx context.Context, ws Workspace, id rules.ConversationID, rule func(rules.Conversation) (rules.Change, error)) (rules.Conversation, error) {
	old, err := s.mustHead(ctx, ws, id, strong)
	if err != nil {
		return rules.Conversation{}, err
	}
	return s.changeFrom(ctx, ws, old, rule)
}

// changeFrom asks the rule about a head as it was read, and commits its answer.
func (s *Store) changeFrom(ctx context.Context, ws Workspace, old head, rule func(rules.Conversation) (rules.Change, error)) (rules.Conversation, error) {
	change, err := rule(old.Conversation)
	if err != nil {
		return rules.Conversation{}, err
	}
	if len(change.Entries) == 0 && change.Conversation == old.Conversation {
		return old.Conversation, nil
	}
	next := head{Conversation: change.Conversation, told: old.told, raw: old.raw}
	if next.Version == old.Version { // a rule that only clears a flag wrote no entry
		next.Version++
		next.WantsTimer = false
	}
	if err := s.guard(ctx, ws, next.Conversation, change.Entries); err != nil {
		return rules.Conversation{}, err
	}
	now, taken, err := s.commit(ctx, ws, old, next, change.Entries, nil)
	if err == nil && len(taken) == 0 {
		return now.Conversation, nil
	}
	if len(taken) > 0 {
		old, err = s.mustHead(ctx, ws, old.ID, strong)
		return old.Conversation, err
	}
	return rules.Conversation{}, err
}

func (s *Store) mustHead(ctx context.Context, ws Workspace, id rules.ConversationID, how consistency) (head, error) {
	if !plain(string(id)) {
		return head{}, rules.ErrNoConversation
	}
	h, err := s.readHead(ctx, ws, id, how)
	switch {
	case err != nil:
		return head{}, fmt.Errorf("read conversation %s: %w", id, err)
	case h.Version == 0:
		return head{}, rules.ErrNoConversation
	}
	return h, nil
}

// ChangeAs is Change for a person: it answers rules.ErrNoConversation for what the viewer may not see, and
// rules.ErrStaleVersion (detail "version": the present one) when seen is not 0 and not the head's version.
// An entry that exists already (the same draft again) answers like the first time and writes nothing.
func (s *Store) ChangeAs(ctx context.Context, v Viewer, id rules.ConversationID, seen int64, rule func(rules.Conversation) (rules.Change, error)) (rules.Conversation, error) {
	ctx = s.begin(ctx, "change")
	return s.Change(ctx, v.Workspace, id, func(c rules.Conversation) (rules.Change, error) {
		if !v.Sees(c) {
			return rules.Change{}, rules.ErrNoConversation
		}
		change, err := rule(c)
		if seen == 0 || seen == c.Version {
			return change, err
		}
		if err == nil && s.repeats(ctx, v.Workspace, change.Entries) {
			return rules.Change{Conversation: c}, nil
		}
		return rules.Change{}, rules.ErrStaleVersion.With("version", strconv.FormatInt(c.Version, 10))
	})
}

// repeats reports that a person's message or note has been written before. An error counts as no.
func (s *Store) repeats(ctx context.Context, ws Workspace, entries []rules.Entry) bool {
	for _, e := range entries {
		if e.ClientID == "" {
			continue
		}
		it, err := s.get(ctx, s.tables.Msgs, entryKey(ws, Ref{e.Conversation, e.Key}), strong)
		return err == nil && it != nil
	}
	return false
}
