package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// state is everything the phone remembers. Only apply changes it.
type state struct {
	customers map[string]*Customer
	byPhone   map[string]*Customer
	byUserID  map[string]*Customer
	accounts  map[string]Account
	chats     map[string]*chat
	messages  map[string]*Message
	media     map[string]Media
	owed      map[int64]owed
	faults    Faults
	settings  Settings
	counts    counts
}

// chat is one customer with one business number.
type chat struct {
	id        string
	customer  *Customer
	account   string
	messages  []*Message
	lastWrote time.Time // the customer, as far as it opens the window
	lastAt    time.Time
	typing    time.Time // the business is writing until then; not remembered
}

func newState() *state {
	return &state{
		customers: map[string]*Customer{}, byPhone: map[string]*Customer{}, byUserID: map[string]*Customer{},
		accounts: map[string]Account{}, chats: map[string]*chat{}, messages: map[string]*Message{},
		media: map[string]Media{}, owed: map[int64]owed{}, settings: defaultSettings,
	}
}

func chatID(account string, c *Customer) string { return account + "-" + c.ID }

// apply adds one record. It takes every record in any state: replaying a journal cannot fail here.
func (s *state) apply(r record) {
	if r.Customer != nil {
		s.applyCustomer(*r.Customer)
	}
	if r.Account != nil {
		s.accounts[r.Account.ID] = *r.Account
	}
	for i := range r.Messages {
		s.applyMessage(r.Messages[i])
	}
	for _, mk := range r.Marks {
		if m := s.messages[mk.ID]; m != nil {
			m.reach(mk)
		}
	}
	if r.Media != nil {
		s.media[r.Media.ID] = *r.Media
	}
	delete(s.media, r.NoMedia)
	for _, o := range r.Owe {
		s.owed[o.N] = o
		s.counts.Owed = max(s.counts.Owed, o.N)
	}
	for _, n := range r.Paid {
		delete(s.owed, n)
	}
	s.applyHabits(r)
}

func (s *state) applyHabits(r record) {
	if r.Faults != nil {
		s.faults = *r.Faults
	}
	if r.Settings != nil {
		s.settings = *r.Settings
	}
	if r.Counts != nil {
		s.counts = counts{max(s.counts.Customers, r.Counts.Customers), max(s.counts.Owed, r.Counts.Owed)}
	}
}

// applyCustomer adds or changes a customer. The chats hold the same pointer, so they see the change.
func (s *state) applyCustomer(c Customer) {
	old := s.customers[c.ID]
	if old == nil {
		old = &Customer{}
		s.customers[c.ID] = old
	}
	delete(s.byPhone, old.Phone)
	delete(s.byUserID, old.UserID)
	*old = c
	s.byPhone[c.Phone], s.byUserID[c.UserID] = old, old
	var n int
	if _, err := fmt.Sscanf(c.ID, "c%d", &n); err == nil {
		s.counts.Customers = max(s.counts.Customers, n)
	}
}

func (s *state) applyMessage(m Message) {
	c := s.chats[m.Chat]
	if c == nil {
		customer, account := s.partners(m.Chat)
		if customer == nil {
			return
		}
		c = &chat{id: m.Chat, customer: customer, account: account}
		s.chats[m.Chat] = c
	}
	if old := s.messages[m.ID]; old != nil {
		*old = m
		return
	}
	kept := &m
	s.messages[m.ID] = kept
	c.messages = append(c.messages, kept)
	if m.At.After(c.lastAt) {
		c.lastAt = m.At
	}
	switch {
	case m.Direction == Out:
		c.typing = time.Time{}
	case whatsapp.Refreshes(m.Type) && m.At.After(c.lastWrote):
		c.lastWrote = m.At
	}
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

// snapshot is the shortest journal that leads to this state.
func (s *state) snapshot() []record {
	out := []record{{Faults: &s.faults, Settings: &s.settings, Counts: &s.counts}}
	for _, id := range slices.Sorted(maps.Keys(s.customers)) {
		out = append(out, record{Customer: s.customers[id]})
	}
	for _, a := range s.accounts {
		out = append(out, record{Account: &a})
	}
	for _, m := range s.media {
		out = append(out, record{Media: &m})
	}
	for _, id := range slices.Sorted(maps.Keys(s.chats)) {
		c := s.chats[id]
		for _, m := range c.messages {
			out = append(out, record{Messages: []Message{*m}})
		}
	}
	for _, n := range slices.Sorted(maps.Keys(s.owed)) {
		out = append(out, record{Owe: []owed{s.owed[n]}})
	}
	return out
}
