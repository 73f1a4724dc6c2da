package store

import (
	"context"
	"errors"
	"fmt"

	"transom/shared/rules"
)

// Seen is a conversation as it was read, to be changed without reading it again. Its Conversation has Version 0
// where there is none.
type Seen struct {
	Workspace    Workspace
	Conversation rules.Conversation

	head head
}

// TimerHeads reads the conversations of timers, whatever workspaces they are in, a hundred at a time, consistently.
// The answer has one Seen for each timer, in their order. 1 RRU per conversation.
func (s *Store) TimerHeads(ctx context.Context, timers []Timer) ([]Seen, error) {
	ctx = s.begin(ctx, "timer heads")
	var keys []key
	asked := map[key]bool{}
	for _, t := range timers {
		if k := headKey(t.Workspace, t.Conversation); plain(string(t.Conversation)) && !asked[k] {
			asked[k] = true
			keys = append(keys, k)
		}
	}
	items, err := s.batchGet(ctx, keys, strong)
	if err != nil {
		return nil, fmt.Errorf("read conversations of %d timers: %w", len(timers), err)
	}
	found := make(map[key]head, len(items))
	for _, it := range items {
		if _, h, err := decodeHead(it); err == nil { // one that nobody can read must not hold up the others
			found[it.key()] = h
		}
	}
	seen := make([]Seen, len(timers))
	for i, t := range timers {
		h := found[headKey(t.Workspace, t.Conversation)]
		seen[i] = Seen{t.Workspace, h.Conversation, h}
	}
	return seen, nil
}

// ChangeSeen is Change for a conversation that was read before: it asks the rule about what was seen, and reads only
// if that has been written meanwhile. rules.ErrNoConversation where there was none.
func (s *Store) ChangeSeen(ctx context.Context, seen Seen, rule func(rules.Conversation) (rules.Change, error)) (rules.Conversation, error) {
	ctx = s.begin(ctx, "change")
	if seen.head.Version == 0 {
		return rules.Conversation{}, rules.ErrNoConversation
	}
	c, err := s.changeFrom(ctx, seen.Workspace, seen.head, rule)
	if errors.Is(err, errMoved) {
		return s.Change(ctx, seen.Workspace, seen.head.ID, rule)
	}
	return c, err
}
