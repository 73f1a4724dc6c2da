package sandbox

import "time"

// Faults is how the platform misbehaves at present. The zero value is good behaviour.
type Faults struct {
	// Of webhooks.
	Duplicate int  `json:"duplicate"` // so many extra copies of every webhook
	DelayMS   int  `json:"delayMs"`   // every webhook is held this long
	Reorder   bool `json:"reorder"`   // webhooks gather for half a second and come newest first
	Batch     int  `json:"batch"`     // up to so many updates share a webhook, gathered for half a second
	// Of answers to sends. Those with a count are used up.
	Refuse      Refusal `json:"refuse"`
	Drop        Drop    `json:"drop"`
	StatusFirst bool    `json:"statusFirst"` // sent and delivered are posted before the send is answered
	LateRefusal bool    `json:"lateRefusal"` // window and recipient: accepted, then a failed status says it
	// Of statuses.
	Fail        Doom `json:"fail"`
	NoDelivered bool `json:"noDelivered"` // read comes without delivered
	Silent      bool `json:"silent"`      // no statuses at all, as long as it is on
}

// Refusal answers the next sends with an error; nothing is accepted. Of Code and Status at least one is set.
type Refusal struct {
	Count  int  `json:"count"`  // so many sends; -1 until switched off
	Code   int  `json:"code"`   // the error code; 0 with a Status answers HTML, as a proxy would
	Status int  `json:"status"` // the HTTP status; 0 is the one that belongs to the code
	Empty  bool `json:"empty"`  // without a body
}

// Drop accepts the next sends and never says so: the sender cannot know what happened.
type Drop struct {
	Count int  `json:"count"` // so many sends; -1 until switched off
	Hang  bool `json:"hang"`  // the connection stays open until the sender gives up, at most two minutes
}

// Doom makes the next sends fail with Code after they were accepted and sent.
type Doom struct {
	Count int `json:"count"` // so many sends; -1 until switched off
	Code  int `json:"code"`
}

// Settings are habits that are no faults.
type Settings struct {
	AutoRead    bool   `json:"autoRead"`    // customers read everything shortly after it is delivered
	DeliverMS   int    `json:"deliverMs"`   // from sent to delivered
	Token       string `json:"token"`       // the bearer token that is asked for; any and none will do when empty
	AdoptPeople bool   `json:"adoptPeople"` // a send to an unknown number makes a customer instead of failing with 131026
}

// defaultSettings are the habits of a new phone.
var defaultSettings = Settings{DeliverMS: 400}

// gather is how long webhooks wait for company when they are batched or reordered.
const gather = 500 * time.Millisecond

// use takes one from a count, unless it is endless; false when there is none left.
func use(count *int) bool {
	switch {
	case *count == 0:
		return false
	case *count > 0:
		*count--
	}
	return true
}
