package store

import (
	"context"

	"transom/shared/rules"
)

// Seen is a conversation as it was read, for a change without reading it again. Its Conversation has Version 0
// where there is none.
type Seen struct {
	Workspace    Workspace
	Conversation rules.Conversation

	head head
}

// TimerHeads reads the conversations of timers, whatever workspaces they are in, a hundred at a time. The answer
// has one Seen for each timer, in their order.
func (s *Store) TimerHeads(ctx context.Context, timers []Timer) ([]Seen, error) {
	return nil, errNotYet
}

// ChangeSeen is Change for a conversation that was read before: it asks the rule about what was seen, and reads
// only if that has moved. rules.ErrNoConversation where there is none.
func (s *Store) ChangeSeen(ctx context.Context, seen Seen, rule func(rules.Conversation) (rules.Change, error)) (rules.Conversation, error) {
	return rules.Conversation{}, errNotYet
}
