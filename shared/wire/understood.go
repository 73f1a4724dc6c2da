package wire

import "time"

// Understood is what a webhook's body says, and what would be done about it. The lists are in the body's order.
type Understood struct {
	Object   string         `json:"object" doc:"what the body said it was: whatsapp_business_account, page, instagram"`
	Accounts []NamedAccount `json:"accounts" nullable:"false"`
	Messages []ToldMessage  `json:"messages" nullable:"false" doc:"also those that we or others sent and that came back"`
	Statuses []ToldStatus   `json:"statuses" nullable:"false"`
	Marks    []ToldMark     `json:"marks" nullable:"false"`
	Events   []AccountEvent `json:"events" nullable:"false"`
	Problems []Unusable     `json:"problems" nullable:"false"`
	Effects  []string       `json:"effects" nullable:"false" doc:"one English sentence for each thing that would change"`
}

// NamedAccount is an account that a body names, and the channel of ours that it is connected to.
type NamedAccount struct {
	Account   string `json:"account"`
	ChannelID string `json:"channelId,omitempty"`
	Known     bool   `json:"known"`
}

// ToldMessage is a message as a body tells it; the message's conversationId is empty where it would be a new one.
type ToldMessage struct {
	Account  string  `json:"account"`
	Kind     string  `json:"kind" enum:"message,comment"`
	Customer Contact `json:"customer"`
	Message  Message `json:"message"`
}

// ToldStatus is what became of one message.
type ToldStatus struct {
	Account    string     `json:"account"`
	PlatformID string     `json:"platformId"`
	Status     string     `json:"status" enum:"received,queued,sending,unknown,accepted,sent,failed,delivered,read,played,none"`
	At         time.Time  `json:"at"`
	Error      *SendError `json:"error,omitempty"`
	Ours       bool       `json:"ours" doc:"it carries what we gave along with the message"`
}

// ToldMark says that a customer received or read everything up to a point.
type ToldMark struct {
	Account     string     `json:"account"`
	Customer    Contact    `json:"customer"`
	Status      string     `json:"status" enum:"delivered,read"`
	Watermark   *time.Time `json:"watermark,omitempty"`
	PlatformIDs []string   `json:"platformIds,omitempty"`
	At          time.Time  `json:"at"`
}

// Unusable is an element of a body that lacks what makes it usable.
type Unusable struct {
	Code    string `json:"code"`
	Account string `json:"account,omitempty"`
	Where   string `json:"where" doc:"entry[0].changes[2].value.messages[1]"`
}
