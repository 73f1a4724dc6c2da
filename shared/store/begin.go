package store

import (
	"context"

	"transom/shared/rules"
)

// Begin changes the conversation with an address on a channel, or makes it: with its contact and identities, in the
// same transaction as the rule's entries. A phone number is looked for in all its forms. existed tells which; the
// name counts for a new one. rules.ErrNoConversation where there is one that the viewer may not see.
func (s *Store) Begin(ctx context.Context, v Viewer, ch rules.Channel, a rules.Address, name string, rule func(rules.Conversation) (rules.Change, error)) (c rules.Conversation, existed bool, err error) {
	return rules.Conversation{}, false, errNotYet
}

// ByPhone finds the conversation with a phone number (digits without "+") on a channel, in any of its forms; false
// where there is none, or none that the viewer may see.
func (s *Store) ByPhone(ctx context.Context, v Viewer, ch rules.Channel, phone string) (rules.Conversation, bool, error) {
	return rules.Conversation{}, false, errNotYet
}
