package store

import (
	"context"
	"fmt"

	"transom/shared/clock"
	"transom/shared/rules"
)

// SetName writes what a platform, asked, calls a conversation's customer, on the head and on the contact; a name
// that is known already stays (rules.Named). Repeating is safe. rules.ErrNoConversation when there is none.
func (s *Store) SetName(ctx context.Context, ws Workspace, id rules.ConversationID, name, username string) (rules.Conversation, error) {
	ctx = s.begin(ctx, "name")
	c, err := s.Change(ctx, ws, id, func(old rules.Conversation) (rules.Change, error) {
		return rules.Named(old, name, username, clock.Now()), nil
	})
	if err != nil {
		return c, err
	}
	e := newEdit().putOrDrop(colName, firstBytes(c.Name, maxNameBytes)).putOrDrop(colUsername, c.Address.Username).whenExists()
	if _, _, err := s.update(ctx, s.tables.Core, contactKey(ws, c.Contact), e); err != nil {
		return c, fmt.Errorf("name contact %s: %w", c.Contact, err)
	}
	return c, nil
}
