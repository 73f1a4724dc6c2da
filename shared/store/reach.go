package store

import (
	"context"

	"transom/shared/rules"
)

// AddReach adds ids that a platform's answer told about a conversation's customer: the WhatsApp id behind a
// number, the Messenger id behind a comment. From then on they lead to the same contact. Repeating is safe.
func (s *Store) AddReach(ctx context.Context, ws Workspace, id rules.ConversationID, a rules.Address) error {
	panic("to be written")
}
