// Package rules holds what the product decides: what a conversation becomes when a message arrives, who may
// see it, whether a send is allowed, when a window closes, who gets the next chat. It takes values and a time
// and returns values: no clock, no ids made up, no AWS, no I/O, no logging. Everything a product owner could
// argue about stands here, with the platform's source and the date it was read beside each number.
package rules

// Typed ids. They are opaque strings made at the edges; a rule never makes one.
type (
	// ConversationID names the one lasting thread between one identity and one channel (16 characters).
	ConversationID string
	// ContactID names a person.
	ContactID string
	// ChannelID names one connected account: a WhatsApp number, a Page, an Instagram account, a web chat.
	ChannelID string
	// UserID names a colleague; it is the sign-in service's subject.
	UserID string
	// TeamID names a team.
	TeamID string
	// EntryKey orders an entry within its conversation's log: "M#" + 13 digits of milliseconds + "#" + 10
	// characters of hash. It is derived from the platform's message id (inbound), the client's ULID
	// (outbound) or the head's version (events), so the key is the idempotency record.
	EntryKey string
)
