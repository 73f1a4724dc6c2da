package sandbox

import (
	"encoding/json"
	"fmt"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/instagram"
	"transom/infra/local/sandbox/whatsapp"
)

// record is one line of the journal: everything that happens at once. The state is nothing but the sum of its
// records, so what is not in a record does not survive.
type record struct {
	Customer *Customer          `json:"customer,omitempty"`
	Account  *Account           `json:"account,omitempty"`
	Messages []Message          `json:"messages,omitempty"`
	Marks    []mark             `json:"marks,omitempty"`
	Media    *Media             `json:"media,omitempty"`
	NoMedia  string             `json:"noMedia,omitempty"`
	Post     *Post              `json:"post,omitempty"`
	Comments []Comment          `json:"comments,omitempty"`
	Threads  []thread           `json:"threads,omitempty"`
	Template *whatsapp.Template `json:"template,omitempty"`
	Owe      []owed             `json:"owe,omitempty"`
	Paid     []int64            `json:"paid,omitempty"`
	Faults   *Faults            `json:"faults,omitempty"`
	Settings *Settings          `json:"settings,omitempty"`
	Counts   *counts            `json:"counts,omitempty"`
}

// mark is a step of a message's status.
type mark struct {
	ID     string    `json:"id"`
	Status string    `json:"status"`
	At     time.Time `json:"at"`
	Code   int       `json:"code,omitempty"`
}

// owed is an update that the business has not acknowledged.
type owed struct {
	N       int64           `json:"n"`
	Lane    string          `json:"lane"`              // updates of one lane are posted in order
	Message string          `json:"message,omitempty"` // inbound: the message or comment that is delivered by it
	Update  whatsapp.Update `json:"update,omitzero"`   // WhatsApp's messages and statuses
	Other   *graph.Update   `json:"other,omitempty"`   // everything else
}

// thread says who holds a conversation since when: us, inbox, other, or nobody (idle).
type thread struct {
	Chat  string    `json:"chat"`
	Owner string    `json:"owner"`
	At    time.Time `json:"at"`
}

// object is what a webhook calls itself that carries the update.
func (o owed) object() string {
	if o.Other != nil {
		return o.Other.Object
	}
	return whatsapp.Object
}

// door tells updates apart that cannot share a webhook: by object, and by the secret it is signed with.
func (o owed) door() string {
	if o.Other != nil && o.Other.Object == instagram.Object && instagram.Direct(o.Other.Account) {
		return directDoor
	}
	if o.Other != nil && o.Other.Object == whatsapp.Object {
		return "other fields of whatsapp"
	}
	return o.object()
}

// directDoor is where the updates of accounts go that are connected by Instagram Login.
const directDoor = "instagram login"

// counts are the numbers given out so far; a record raises them, none lowers them.
type counts struct {
	Customers int   `json:"customers"`
	Owed      int64 `json:"owed"`
}

func (s *state) replay(line []byte) error {
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		return fmt.Errorf("read record: %w", err)
	}
	s.apply(r)
	return nil
}
