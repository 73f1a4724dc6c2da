package store

import (
	"context"
	"fmt"

	"transom/shared/rules"
)

// ThreadOf gives a customer's conversation on a channel as it stands, without making one. fault.Missing (code
// "customer_missing") when there is none; fault.Invalid (code "no_identity") for a sender without an id.
func (s *Store) ThreadOf(ctx context.Context, ws Workspace, ch rules.Channel, from Sender) (rules.Conversation, error) {
	ctx = s.begin(ctx, "thread")
	if from.Kind == "" {
		from.Kind = rules.Messages
	}
	from.Also = nil
	in := intake{s: s, ws: ws, ch: ch, from: from}
	_, h, err := in.look(ctx, eventual)
	if err == nil && h.Version == 0 {
		err = errNobody
	}
	if err != nil {
		return rules.Conversation{}, fmt.Errorf("find a customer's conversation on channel %s: %w", ch.ID, err)
	}
	return h.Conversation, nil
}
