// Package webchat sends on the channel whose platform is ourselves: a message is sent once it is stored, and
// the visitor's widget reads it from there. It knows how such a message is called; it refuses to know sockets
// and visitors' tokens (the visitor function does).
package webchat

import (
	"context"
	"strings"

	"transom/shared/channel"
	"transom/shared/rules"
)

// Sender is the platform: it accepts at once. The zero value is ready.
type Sender struct{}

// prefix begins the platform ids of what we say; a visitor's begin with the visitor's id.
const prefix = "us."

// PlatformID is what a message of ours is called: its place in the log, without the conversation's id.
func PlatformID(key rules.EntryKey) string {
	return prefix + strings.ReplaceAll(strings.TrimPrefix(string(key), "M#"), "#", ".")
}

// Send accepts the message.
func (Sender) Send(_ context.Context, _ string, m channel.Outgoing) channel.Outcome {
	return channel.Outcome{PlatformID: PlatformID(m.Message.Key)}
}

// Signal does nothing: that an agent types reaches the visitor by the sockets.
func (Sender) Signal(context.Context, string, channel.Signal) error { return nil }

// Check finds the account in order: it is ours.
func (Sender) Check(_ context.Context, _ string, ch rules.Channel) (channel.Account, error) {
	return channel.Account{Name: ch.Name, Health: rules.Health{State: rules.Working}}, nil
}

// Forget has nothing to close.
func (Sender) Forget() {}
