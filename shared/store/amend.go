package store

import (
	"context"

	"transom/shared/rules"
)

// Amend applies a message that is about another one (rules.Amend) to the one that by.ReplyTo names; if that is
// not known yet, the way is kept until it comes (35 days). Receive does this by itself for what customers
// send; the courier asks for it once the platform has taken what we sent. Repeating is safe.
func (s *Store) Amend(ctx context.Context, ws Workspace, ch rules.ChannelID, by rules.Entry) error {
	panic("to be written")
}
