// Package channel holds the words that every platform's adapter speaks: what a webhook said, what became of
// a send, and how a message is recognised when its status comes back. It knows no platform (each has a
// package of its own below this one), no store and no AWS.
package channel

import (
	"encoding/json"
	"time"

	"transom/shared/rules"
)

// Payload is what one webhook body says, sorted by what has to be done about it. Order within each list is
// the body's.
type Payload struct {
	Batches  []Batch
	Statuses []Status
	Marks    []Mark
	Events   []Event
	Problems []Problem
}

// Batch is what was said between one customer and one account: one transaction. Entries with Direction Out
// are echoes of what was sent elsewhere (Entry.Via) or, where Correlation says so, by us.
type Batch struct {
	Account string // routes to a channel
	Kind    rules.Kind
	Address rules.Address   // of the customer, also in a batch of echoes; empty where only the comment that each entry's ReplyTo names leads there
	Also    []rules.Address // further ids of the same person that the body tells: a new number, an id before a change
	Name    string          // the platform's name of the customer; "" if it told none
	Entries []rules.Entry
}

// Status is one delivery status. Correlation is what we gave the platform along with the message, "" when it
// did not give it back; Report.PlatformID is always set. An echo of our own message that carries its
// correlation is a Status too.
type Status struct {
	Account     string
	Correlation string
	Report      rules.Report
}

// Mark says that a customer has received or read everything up to a point: Messenger's watermarks and
// Instagram's "seen". PlatformIDs name messages that are meant in any case.
type Mark struct {
	Account     string
	Address     rules.Address
	Status      rules.Delivery // Delivered or Read
	Watermark   time.Time      // everything sent up to then; zero if it is told by PlatformIDs alone
	PlatformIDs []string       // with Read: these and everything before them
	At          time.Time
}

// Event is something about an account. It is kept where an admin sees it, and some of it changes a channel's
// health or a template.
type Event struct {
	Account string // of a channel, "" if the body only names the account above
	Holder  string // the account above it
	rules.AccountEvent
}

// Problem is an element that could not be used. It never takes its neighbours along.
type Problem struct {
	Code    string // "bad_shape"
	Account string
	Where   string // "entry[0].changes[2].value.messages[1]"
	Raw     json.RawMessage
}

// BadShape is the code of an element that lacks what makes it usable: an id, a sender, an account.
const BadShape = "bad_shape"
