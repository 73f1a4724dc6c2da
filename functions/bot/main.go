// Command bot answers in place of a human. It is called for one conversation at a time and speaks only while
// no human is in charge (rules.BotMaySpeak). Where no answers are set up it stays silent, and says so in its log.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"transom/events"
	"transom/functions/internal/boot"
	"transom/shared/rules"
	"transom/shared/store"
)

func main() { boot.Main("bot", build) }

func build(ctx context.Context) (func(context.Context, events.BotCall) error, error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, call events.BotCall) error { return consider(ctx, s, call) }, nil
}

// consider reads the conversation as it stands now, whatever it was when the call was made.
func consider(ctx context.Context, s *store.Store, call events.BotCall) error {
	ws, channel, err := s.ChannelByAccount(ctx, rules.ChannelKind(call.ChannelKind), call.AccountID)
	if err != nil {
		return fmt.Errorf("route bot call: %w", err)
	}
	head, err := s.Head(ctx, ws, rules.ConversationID(call.Conversation))
	if errors.Is(err, rules.ErrNoConversation) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read conversation %s: %w", call.Conversation, err)
	}
	outcome := "silent: a human is in charge"
	if rules.BotMaySpeak(head) {
		outcome = "silent: the channel has no answers set up"
	}
	slog.InfoContext(ctx, outcome, "workspace", ws.String(), "channel", channel.ID, "conversation", head.ID)
	return nil
}
