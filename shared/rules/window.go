package rules

import (
	"slices"
	"time"
)

// RuleName names one of the platforms' rules about when we may write.
type RuleName string

// The rules. NoRule is a channel that knows no window, or no rule that lets us write.
const (
	NoRule         RuleName = "none"
	WhatsApp24h    RuleName = "whatsapp_24h"
	Meta24h        RuleName = "meta_24h"
	Human7d        RuleName = "human_7d"
	Ad7d           RuleName = "ad_7d"
	AdPrice72h     RuleName = "ad_price_72h"
	AdAnswer24h    RuleName = "ad_answer_24h"
	PrivateReply7d RuleName = "private_reply_7d"
)

// Rule is a platform's rule as it was published: how long something lasts, on which kinds of channel, what it
// counts from and what it gives.
type Rule struct {
	Name    RuleName
	On      []ChannelKind
	Lasts   time.Duration
	From    string // what the time is counted from
	Gives   string // what is allowed, or cheaper, for that long
	Certain bool   // false: the platform says "may", so its answer to the message decides
	Source  string // the platform's page
	Date    string // of the page, or when it was read
}

// Rules are all of them. Nothing else in the program knows a length of a window.
var Rules = []Rule{
	{
		Name: WhatsApp24h, On: []ChannelKind{WhatsApp}, Lasts: 24 * time.Hour, Certain: true,
		From: "the customer's newest message or call", Gives: "any message",
		Source: "WhatsApp Business Platform, Send messages: customer service windows", Date: "2026-05-21",
	},
	{
		Name: Meta24h, On: []ChannelKind{Messenger, Instagram}, Lasts: 24 * time.Hour, Certain: true,
		From: "the customer's newest message, tap or reaction", Gives: "any message",
		Source: "Messenger Platform and Instagram Messaging, Policy overview: standard messaging", Date: "2026-09-28",
	},
	{
		Name: Human7d, On: []ChannelKind{Messenger, Instagram}, Lasts: 7 * 24 * time.Hour, Certain: true,
		From: "the customer's newest message, tap or reaction", Gives: "what a person writes, tagged HUMAN_AGENT, where the app has that permission",
		Source: "Messenger Platform and Instagram Messaging, Policy overview: human agent", Date: "2026-09-28",
	},
	{
		Name: Ad7d, On: []ChannelKind{Messenger, Instagram}, Lasts: 7 * 24 * time.Hour, Certain: false,
		From: "the first message after a click on an ad", Gives: "what a person writes, if the platform takes it",
		Source: "Messenger Platform and Instagram Messaging, Policy overview: standard messaging", Date: "2026-09-28",
	},
	{
		Name: AdAnswer24h, On: []ChannelKind{WhatsApp}, Lasts: 24 * time.Hour, Certain: true,
		From: "the customer's message after a click on an ad", Gives: "a first answer that makes the next 72 hours free of charge",
		Source: "WhatsApp Business Platform, Pricing: free entry points", Date: "2026-08-25",
	},
	{
		Name: AdPrice72h, On: []ChannelKind{WhatsApp}, Lasts: 72 * time.Hour, Certain: true,
		From: "our first answer to a customer who came by an ad", Gives: "messages free of charge; it opens no window",
		Source: "WhatsApp Business Platform, Pricing: free entry points", Date: "2026-08-25",
	},
	{
		Name: PrivateReply7d, On: []ChannelKind{Messenger, Instagram}, Lasts: 7 * 24 * time.Hour, Certain: true,
		From: "the comment", Gives: "one private answer to its author",
		Source: "Messenger Platform, Private replies; Instagram Platform, Private replies", Date: "2026-06-24",
	},
}

// Lasts is how long a rule's time is; 0 for one that nobody listed.
func Lasts(name RuleName) time.Duration {
	i := slices.IndexFunc(Rules, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return 0
	}
	return Rules[i].Lasts
}

// standard is the rule of a kind of channel that lets everybody write; NoRule where there is no window.
func standard(on ChannelKind) RuleName {
	switch on {
	case WhatsApp:
		return WhatsApp24h
	case Messenger, Instagram:
		return Meta24h
	default:
		return NoRule
	}
}

// Window gives the deadlines that a customer message of time at opens on a kind of channel: the standard one and
// the one for a human, which is the same where there is no longer one; humanAgent is the channel's. Both are zero
// where a channel knows no window.
func Window(on ChannelKind, humanAgent bool, at time.Time) (everybody, human time.Time) {
	rule := standard(on)
	if rule == NoRule {
		return time.Time{}, time.Time{}
	}
	everybody = at.Add(Lasts(rule))
	if humanAgent && rule == Meta24h {
		return everybody, at.Add(Lasts(Human7d))
	}
	return everybody, everybody
}

// HasWindow reports whether a channel limits when we may write privately.
func HasWindow(on ChannelKind) bool { return standard(on) != NoRule }

// Windowed reports whether a window limits this conversation: comments and web chats know none.
func (c Conversation) Windowed() bool { return HasWindow(c.On) && c.Kind != Comments }

// WindowOpen reports whether everybody may write freely at now. A deadline belongs to the closed side: at the
// very second of WindowClosesAt the window is closed.
func (c Conversation) WindowOpen(now time.Time) bool {
	return !c.Windowed() || now.Before(c.WindowClosesAt)
}

// Deadline is the last moment until which a person may surely write; zero without a window. Warnings, the view of
// what closes soon and the closing of conversations go by it.
func (c Conversation) Deadline() time.Time {
	if !c.Windowed() {
		return time.Time{}
	}
	return later(c.WindowClosesAt, c.HumanWindowClosesAt)
}

// AdWindowClosesAt is how long the platform may still take what a person writes to a customer who came by an ad;
// zero where they did not, or where an ad opens nothing.
func (c Conversation) AdWindowClosesAt() time.Time {
	if c.AdAt.IsZero() || !c.Windowed() || standard(c.On) != Meta24h {
		return time.Time{}
	}
	return c.AdAt.Add(Lasts(Ad7d))
}

// FreeUntil is how long messages cost nothing because the customer came by an ad and was answered in time; zero
// if they did not.
func (c Conversation) FreeUntil() time.Time {
	if c.On != WhatsApp || c.AdAt.IsZero() || !c.AdAnsweredAt.After(c.AdAt) {
		return time.Time{}
	}
	return c.AdAnsweredAt.Add(Lasts(AdPrice72h))
}

// renewed lets a window that ends later than before begin anew: nothing of it was done yet.
func renewed(old, next Conversation) Conversation {
	if next.WindowClosesAt.After(old.WindowClosesAt) {
		next.WindowExpired, next.LastCalled = false, false
	}
	if next.Deadline().After(old.Deadline()) {
		next.WindowOver, next.Warned = false, 0
	}
	return next
}

// answeredAd notes our first answer to a customer who came by an ad, if it came in time.
func answeredAd(c Conversation, at time.Time) Conversation {
	if c.On == WhatsApp && !c.AdAt.IsZero() && at.After(c.AdAt) && !c.AdAnsweredAt.After(c.AdAt) && at.Before(c.AdAt.Add(Lasts(AdAnswer24h))) {
		c.AdAnsweredAt = at
	}
	return c
}
