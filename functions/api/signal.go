package main

import (
	"context"

	"transom/shared/rules"
	"transom/shared/store"
)

// typing shows the customer that somebody types, where the channel can show it.
func (d *desk) typing(ctx context.Context, v store.Viewer, in *conversationInput) (*none, error) {
	_, err := d.store.Conversation(ctx, v, rules.ConversationID(in.ID))
	return nil, err
}
