package rules

import "time"

// ChannelState says whether a channel works.
type ChannelState string

// The states; the zero value is Working.
const (
	Working      ChannelState = "working"
	Unauthorized ChannelState = "unauthorized" // its access is no longer accepted; an admin has to connect it again
	Restricted   ChannelState = "restricted"   // the platform limits or blocks the account
	Unverified   ChannelState = "unverified"   // connected without credentials, or they were never checked
)

// Health is what is known about a channel's state. Reason is a code: a reason of the platform's error
// catalogue, or the event of an account ("FLAGGED").
type Health struct {
	State   ChannelState
	Reason  string
	Quality string // WhatsApp: GREEN, YELLOW, RED; "" if unknown
	Since   time.Time
}

// AccountEvent is something a platform said about an account rather than about a customer: a template's
// review, a number's quality, a violation, a comment's reaction.
type AccountEvent struct {
	ID      string
	Channel ChannelID // "" when it is about the account above
	Account string    // as the platform named it
	Field   string    // the subscription it came by: "message_template_status_update"
	Event   string    // the platform's word: "APPROVED"
	Subject string    // what it is about: a template's name, a number, a comment's id
	Code    int       // the platform's error code, 0 if it is no error
	Details []byte    // JSON as the platform sent it, at most MaxDetails bytes
	At      time.Time // the platform's time, or ours if it told none
}
