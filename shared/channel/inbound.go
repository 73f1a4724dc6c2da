// Package channel holds the words that every platform's adapter speaks: what a webhook said, what became of
// a send, and how a message is recognised when its status comes back. It knows no platform (each has a
// package of its own below this one), no store and no AWS.
package channel

import (
	"encoding/json"

	"transom/shared/rules"
)

// Payload is what one webhook body says, sorted by what has to be done about it. Order within each list is
// the body's.
type Payload struct {
	Batches  []Batch
	Statuses []Status
	Others   []Other
	Problems []Problem
}

// Batch is what one customer sent to one account: one transaction.
type Batch struct {
	Account string // routes to a channel
	Address rules.Address
	Name    string // the platform's name of the customer; "" if it told none
	Entries []rules.Entry
}

// Status is one delivery status. Correlation is what we gave the platform along with the message, "" when it
// did not give it back; Report.PlatformID is always set.
type Status struct {
	Account     string
	Correlation string
	Report      rules.Report
}

// Other is something we keep but do not act on yet: templates, quality, history, echoes, errors of an account.
type Other struct {
	Account string // as far as the body says
	Holder  string // the business account above it
	Field   string // the subscription it came by: "message_template_status_update"
	Event   string // the platform's word for what happened, "" if it has none
	Code    int    // the platform's error code, 0 if it is no error
	Raw     json.RawMessage
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
