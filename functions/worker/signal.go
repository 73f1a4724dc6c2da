package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"transom/events"
	"transom/shared/channel"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// typingLife is how long a platform shows that somebody types: WhatsApp 25 s ("typing indicators",
// 2026-03-12), Messenger and Instagram about 20 s ("sender actions", 2026-01-21). It is not asked for again
// before.
const typingLife = 20 * time.Second

// readOnce is how long it is remembered that a customer was told of a message that it was read.
const readOnce = 24 * time.Hour

// courtesy shows customers that somebody reads and types. Nothing of it is stored, and nothing depends on it.
type courtesy struct {
	store   *store.Store
	secrets *secret.Keeper
	senders map[rules.ChannelKind]channel.Sender
}

// signal sends one sign of life on behalf of a colleague who sees the conversation. Where the platform would
// refuse it, or has just been told, nothing happens.
func (c courtesy) signal(ctx context.Context, v store.Viewer, id rules.ConversationID, what string, now time.Time) error {
	if what != events.SignalRead && what != events.SignalTyping {
		return fault.New(fault.Invalid, "unknown_signal", "There is no such signal.").With("signal", what)
	}
	head, err := c.store.Conversation(ctx, v, id)
	if err != nil {
		return fmt.Errorf("read conversation %s: %w", id, err)
	}
	ch, err := c.store.Channel(ctx, v.Workspace, head.Channel)
	if err != nil {
		return fmt.Errorf("read channel: %w", err)
	}
	sender, ok := c.senders[ch.Kind]
	if !ok || ch.Kind.Ours() || ch.Health.State == rules.Unauthorized || !welcome(head, what, now) {
		return nil
	}
	newest, err := c.newest(ctx, v, id)
	if err != nil || newest == "" {
		return err
	}
	word, while := what, typingLife
	if what == events.SignalRead {
		word, while = what+"#"+newest, readOnce
	}
	if first, err := c.store.Once(ctx, v.Workspace, id, word, now, while); err != nil || !first {
		return err
	}
	token, err := c.secrets.Get(ctx, secret.ChannelToken(ch.ID))
	if errors.Is(err, secret.ErrMissing) {
		return nil
	}
	if err != nil {
		return err
	}
	err = sender.Signal(ctx, token, channel.Signal{Channel: ch, To: head.Address, PlatformID: newest, Typing: what == events.SignalTyping})
	if err != nil { // a courtesy is not repeated: by then it would be wrong
		slog.WarnContext(ctx, "signal", "conversation", id, "signal", what, "error", err)
	}
	return nil
}

// welcome reports that a platform takes a signal: comments know none, and beyond the window only WhatsApp lets
// a message be marked as read.
func welcome(c rules.Conversation, what string, now time.Time) bool {
	if c.Kind == rules.Comments || !rules.Capabilities[c.On].Receipts {
		return false
	}
	return c.WindowOpen(now) || c.On == rules.WhatsApp && what == events.SignalRead
}

// newest is the platform's id of the customer's newest message; "" if there is none among the newest entries.
func (c courtesy) newest(ctx context.Context, v store.Viewer, id rules.ConversationID) (string, error) {
	page, err := c.store.Entries(ctx, v, id, "", "", 50)
	if err != nil {
		return "", fmt.Errorf("read log of %s: %w", id, err)
	}
	for _, e := range page.Items {
		if e.Kind == rules.Message && e.Direction == rules.In && e.PlatformID != "" && !e.Type.Amends() {
			return e.PlatformID, nil
		}
	}
	return "", nil
}
