package sandbox

import "time"

// Faults is how the platform misbehaves at present. The zero value is good behaviour.
type Faults struct {
	// Of webhooks.
	Duplicate int  `json:"duplicate"` // so many extra copies of every webhook
	DelayMS   int  `json:"delayMs"`   // every webhook is held this long
	Reorder   bool `json:"reorder"`   // webhooks gather for half a second and come newest first
	Batch     int  `json:"batch"`     // up to so many updates share a webhook, gathered for half a second
	LoseAcks  int  `json:"loseAcks"`  // so many acknowledgements get lost: those webhooks are posted again; -1 until switched off
	// Of answers to requests.
	SlowMS int `json:"slowMs"` // every answer of the Graph API takes this much longer
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
	Count    int    `json:"count"`    // so many sends; -1 until switched off
	Code     int    `json:"code"`     // the error code; 0 with a Status answers HTML, as a proxy would
	Subcode  int    `json:"subcode"`  // goes with the code
	Platform string `json:"platform"` // only sends of this platform; of all when empty
	Customer string `json:"customer"` // only sends to this customer; to all when empty
	Details  string `json:"details"`  // words beside the platform's own
	Status   int    `json:"status"`   // the HTTP status; 0 is the one that belongs to the code
	Empty    bool   `json:"empty"`    // without a body
}

// Drop accepts the next sends and never says so: the sender cannot know what happened.
type Drop struct {
	Count int  `json:"count"` // so many sends; -1 until switched off
	Hang  bool `json:"hang"`  // the connection stays open until the sender gives up, at most two minutes
	Lost  bool `json:"lost"`  // the request was read and comes to nothing: nothing is accepted
}

// Doom makes the next sends fail with Code after they were accepted and sent.
type Doom struct {
	Count    int    `json:"count"` // so many sends; -1 until switched off
	Code     int    `json:"code"`
	Customer string `json:"customer"` // only sends to this customer; to all when empty
}

// Settings are habits that are no faults.
type Settings struct {
	AutoRead        bool   `json:"autoRead"`        // customers read everything shortly after it is delivered
	DeliverMS       int    `json:"deliverMs"`       // from sent to delivered
	Token           string `json:"token"`           // the bearer token that is asked for; any and none will do when empty
	AdoptPeople     bool   `json:"adoptPeople"`     // a send to an unknown number makes a customer instead of failing with 131026
	AdWindow        bool   `json:"adWindow"`        // Messenger, Instagram: a click on an ad opens the window for seven days
	AnyTemplate     bool   `json:"anyTemplate"`     // templates that are not in the list are taken
	PairLimit       int    `json:"pairLimit"`       // WhatsApp: messages to one customer within six seconds, beyond them 131056; 0 is no limit
	PairRule        bool   `json:"pairRule"`        // WhatsApp: the pair rule as it is published: a burst is paid for before the next message
	Throughput      int    `json:"throughput"`      // WhatsApp: messages of a number within a second, beyond them 130429; 0 is no limit
	InstagramSecret string `json:"instagramSecret"` // signs webhooks of Instagram Login; the machine's when empty
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
