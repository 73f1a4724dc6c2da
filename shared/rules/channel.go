package rules

import "time"

// ChannelKind is the platform behind a channel.
type ChannelKind string

// The kinds of channel.
const (
	WhatsApp  ChannelKind = "whatsapp"
	Messenger ChannelKind = "messenger"
	Instagram ChannelKind = "instagram"
	WebChat   ChannelKind = "webchat"
)

// Distribution says how new conversations of a channel find an agent.
type Distribution string

// The ways to distribute.
const (
	Manual Distribution = "manual" // they wait in the queue until somebody takes them
	Fewest Distribution = "fewest" // the online agent with the fewest conversations in progress gets them
)

// ExpiryPolicy says what happens when a window closes, beside the event in the thread.
type ExpiryPolicy string

// The policies.
const (
	MarkExpired  ExpiryPolicy = "mark"  // the row is marked, the conversation stays as it is
	CloseExpired ExpiryPolicy = "close" // the conversation is closed
)

// Channel is one connected account and what the workspace decided for it.
type Channel struct {
	ID           ChannelID
	Kind         ChannelKind
	AccountID    string // phone_number_id, Page id, Instagram account id: what webhooks are routed by
	Name         string
	NewStatus    Status // of a new or reopened conversation; Open unless set
	Distribution Distribution
	OnExpiry     ExpiryPolicy
	CreatedAt    time.Time
}
