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

// Ours reports that the platform is ourselves: sending needs no token, and a message that is sent again is there once.
func (k ChannelKind) Ours() bool { return k == WebChat }

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
	MarkExpired     ExpiryPolicy = "mark"             // the row is marked, the conversation stays as it is
	CloseExpired    ExpiryPolicy = "close"            // the conversation is closed
	CloseUnassigned ExpiryPolicy = "close_unassigned" // it is closed if nobody has it
	CloseAnswered   ExpiryPolicy = "close_answered"   // it is closed if the customer does not wait
)

// Login says by which of Instagram's two ways an account is connected; they have hosts and secrets of their own.
type Login string

// The ways; the zero value is FacebookLogin.
const (
	FacebookLogin  Login = "facebook"  // through the Page it is linked to
	InstagramLogin Login = "instagram" // by itself
)

// Channel is one connected account and what the workspace decided for it.
type Channel struct {
	ID           ChannelID
	Kind         ChannelKind
	AccountID    string // phone_number_id, Page id, Instagram account id, web chat's public id: what webhooks are routed by
	Holder       string // the account above it: WhatsApp business account id, or the Page of an Instagram account; "" if not told
	Login        Login  // Instagram only
	Name         string
	NewStatus    Status // of a new or reopened conversation; Open unless set
	Distribution Distribution
	OnExpiry     ExpiryPolicy
	Phone        string // WhatsApp: the number itself, digits without "+"; "" until the platform told it
	HumanAgent   bool   // Messenger and Instagram: the app may use HUMAN_AGENT, so humans have seven days
	PhoneApp     bool   // WhatsApp: the number also runs the phone app, so the platform takes fewer messages a second
	Widget       Widget
	Health       Health
	CreatedAt    time.Time
}

// Widget is how a web chat looks and who may embed it.
type Widget struct {
	Origins  []string // pages that may embed it: "https://example.com"; none means none
	Title    string
	Greeting string
	Colour   string // "#rrggbb"; "" is the product's own
	Start    bool   // at the left edge of a left-to-right page instead of the right one
	Identify bool   // visitors must come with a token that the page's server signed
}
