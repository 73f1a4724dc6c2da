package store

import (
	"context"
	"fmt"

	"transom/shared/rules"
)

// Conversation reads one for a person. rules.ErrNoConversation for what they may not see.
func (s *Store) Conversation(ctx context.Context, v Viewer, id rules.ConversationID) (rules.Conversation, error) {
	ctx = s.begin(ctx, "conversation")
	return s.seen(ctx, v, id)
}

// Head reads one for the system (router, courier, closer), consistently. rules.ErrNoConversation.
func (s *Store) Head(ctx context.Context, ws Workspace, id rules.ConversationID) (rules.Conversation, error) {
	ctx = s.begin(ctx, "head")
	h, err := s.mustHead(ctx, ws, id, strong)
	return h.Conversation, err
}

// Heads reads several for the system, in the order asked, consistently, leaving out those that are gone. The
// same id asked twice is answered once.
func (s *Store) Heads(ctx context.Context, ws Workspace, ids []rules.ConversationID) ([]rules.Conversation, error) {
	ctx = s.begin(ctx, "head")
	return s.heads(ctx, ws, ids, strong)
}

func (s *Store) heads(ctx context.Context, ws Workspace, ids []rules.ConversationID, how consistency) ([]rules.Conversation, error) {
	var keys []key
	asked := map[rules.ConversationID]bool{}
	for _, id := range ids {
		if plain(string(id)) && !asked[id] {
			asked[id] = true
			keys = append(keys, headKey(ws, id))
		}
	}
	items, err := s.batchGet(ctx, keys, how)
	if err != nil {
		return nil, fmt.Errorf("read %d conversations: %w", len(keys), err)
	}
	found := make(map[rules.ConversationID]rules.Conversation, len(items))
	for _, it := range items {
		_, h, err := decodeHead(it)
		if err != nil {
			return nil, fmt.Errorf("read %d conversations: %w", len(keys), err)
		}
		found[h.ID] = h.Conversation
	}
	out := make([]rules.Conversation, 0, len(found))
	for _, id := range ids {
		if c, ok := found[id]; ok {
			out = append(out, c)
			delete(found, id)
		}
	}
	return out, nil
}
