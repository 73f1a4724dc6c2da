package sandbox

import (
	"slices"
	"time"

	"transom/infra/local/sandbox/messaging"
)

// chat is one customer with one business number.
type chat struct {
	id        string
	customer  *Customer
	account   string
	messages  []*Message
	lastWrote time.Time // the customer, as far as it opens the window
	lastAt    time.Time
	lastAd    time.Time // the customer, coming from an ad
	thread    thread
	typing    time.Time // the business is writing until then; not remembered
}

// owner is who holds the thread at a time; control lapses.
func (c *chat) owner(now time.Time) string {
	last := c.thread.At
	if c.lastWrote.After(last) {
		last = c.lastWrote
	}
	if c.thread.Owner == "" || now.Sub(last) >= messaging.ControlLapse {
		return "idle"
	}
	return c.thread.Owner
}

func chatID(account string, c *Customer) string { return account + "-" + c.ID }

// history is the Via of messages that were imported: they open no window.
const history = "history"

// open gives the chat with an id, made if its customer is there.
func (s *state) open(id string) *chat {
	if c := s.chats[id]; c != nil {
		return c
	}
	customer, account := s.partners(id)
	if customer == nil {
		return nil
	}
	c := &chat{id: id, customer: customer, account: account}
	s.chats[id] = c
	return c
}

// unseen counts the newest outbound messages that the customer has not looked at.
func (c *chat) unseen() int {
	n := 0
	for _, m := range slices.Backward(c.messages) {
		if m.Direction == Out && rank[m.Status] >= rank["read"] {
			break
		}
		if m.Direction == Out && m.Status != "failed" && m.Type != "reaction" {
			n++
		}
	}
	return n
}

// partners reads who a chat is between from its id.
func (s *state) partners(id string) (*Customer, string) {
	for i := len(id) - 1; i >= 0; i-- {
		if id[i] == '-' {
			return s.customers[id[i+1:]], id[:i]
		}
	}
	return nil, ""
}
