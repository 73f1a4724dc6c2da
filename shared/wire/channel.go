package wire

import (
	"time"

	"transom/shared/rules"
)

// Channel is one connected account. Its credentials are never part of it.
type Channel struct {
	ID                    string     `json:"id"`
	Kind                  string     `json:"kind" enum:"whatsapp,messenger,instagram,webchat"`
	AccountID             string     `json:"accountId"`
	HolderID              string     `json:"holderId,omitempty" doc:"the account above it: WhatsApp business account, or the Page of an Instagram account"`
	Login                 string     `json:"login,omitempty" enum:"facebook,instagram" doc:"Instagram: which way it is connected"`
	Name                  string     `json:"name"`
	NewConversationStatus string     `json:"newConversationStatus" enum:"open,pending,closed"`
	Distribution          string     `json:"distribution" enum:"manual,fewest"`
	OnExpiry              string     `json:"onExpiry" enum:"mark,close,close_unassigned,close_answered"`
	Phone                 string     `json:"phone,omitempty" doc:"WhatsApp: the number itself, with +, once the platform told it"`
	HumanAgent            bool       `json:"humanAgent" doc:"Messenger and Instagram: humans may answer for seven days"`
	Widget                *Widget    `json:"widget,omitempty" doc:"web chat only"`
	Health                Health     `json:"health"`
	Capability            Capability `json:"capability" doc:"what it can carry"`
	CreatedAt             time.Time  `json:"createdAt"`
}

// Widget is how a web chat looks and who may embed it.
type Widget struct {
	Origins  []string `json:"origins" maxItems:"50" nullable:"false" doc:"pages that may embed it: https://example.com"`
	Title    string   `json:"title,omitempty" maxLength:"60"`
	Greeting string   `json:"greeting,omitempty" maxLength:"300"`
	Colour   string   `json:"colour,omitempty" pattern:"^#[0-9a-f]{6}$"`
	Start    bool     `json:"start,omitempty" doc:"at the starting edge of the page instead of the end"`
	Identify bool     `json:"identify,omitempty" doc:"only visitors with a token that the page's server signed"`
}

// Health says whether a channel works.
type Health struct {
	State   string     `json:"state" enum:"working,unauthorized,restricted,unverified"`
	Reason  string     `json:"reason,omitempty"`
	Quality string     `json:"quality,omitempty"`
	Since   *time.Time `json:"since,omitempty"`
}

// AccountEvent is something a platform said about an account.
type AccountEvent struct {
	ID        string         `json:"id"`
	ChannelID string         `json:"channelId,omitempty" doc:"absent when it is about the account above"`
	Account   string         `json:"account,omitempty"`
	Field     string         `json:"field"`
	Event     string         `json:"event,omitempty"`
	Subject   string         `json:"subject,omitempty"`
	Code      int            `json:"code,omitempty"`
	Details   map[string]any `json:"details,omitempty"`
	At        time.Time      `json:"at"`
}

// OfChannel converts a channel.
func OfChannel(c rules.Channel) Channel {
	out := Channel{ID: string(c.ID), Kind: string(c.Kind), AccountID: c.AccountID, HolderID: c.Holder, Name: c.Name,
		NewConversationStatus: string(c.NewStatus), Distribution: string(c.Distribution), OnExpiry: string(c.OnExpiry),
		HumanAgent: c.HumanAgent, CreatedAt: c.CreatedAt, Capability: OfCapability(c.Kind),
		Health: Health{State: string(c.Health.State), Reason: c.Health.Reason, Quality: c.Health.Quality, Since: moment(c.Health.Since)}}
	if out.Health.State == "" {
		out.Health.State = string(rules.Working)
	}
	if c.Phone != "" {
		out.Phone = "+" + c.Phone
	}
	switch c.Kind {
	case rules.Instagram:
		out.Login = string(c.Login)
		if c.Login == "" {
			out.Login = string(rules.FacebookLogin)
		}
	case rules.WebChat:
		w := Widget(c.Widget)
		if w.Origins == nil {
			w.Origins = []string{}
		}
		out.Widget = &w
	}
	return out
}
