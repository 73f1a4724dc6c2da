package sandbox

import (
	"fmt"
	"strings"
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
	scoped    map[string]scope
	posts     map[string]*Post
	comments  map[string]*Comment
	spoken    []*Comment // in the order in which they came
	templates []whatsapp.Template
	owed      map[int64]owed
	faults    Faults
	settings  Settings
	counts    counts
}

// scope is whom an id means that only one account uses.
type scope struct {
	customer *Customer
	account  string
	comments bool
}

func newState() *state {
	return &state{
		customers: map[string]*Customer{}, byPhone: map[string]*Customer{}, byUserID: map[string]*Customer{},
		accounts: map[string]Account{}, chats: map[string]*chat{}, messages: map[string]*Message{},
		media: map[string]Media{}, scoped: map[string]scope{}, posts: map[string]*Post{}, comments: map[string]*Comment{},
		templates: whatsapp.Templates(), owed: map[int64]owed{}, settings: defaultSettings,
	}
}

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
	if r.Post != nil {
		s.posts[r.Post.ID] = r.Post
	}
	for i := range r.Comments {
		s.applyComment(r.Comments[i])
	}
	for _, t := range r.Threads {
		if c := s.open(t.Chat); c != nil {
			c.thread = t
		}
	}
	if r.Template != nil {
		s.applyTemplate(*r.Template)
	}
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
	if c.Phone != "" {
		s.byPhone[c.Phone] = old
	}
	s.byUserID[c.UserID] = old
	for key, id := range c.IDs {
		account, comments := strings.CutPrefix(key, commentScope)
		s.scoped[id] = scope{old, account, comments}
	}
	var n int
	if _, err := fmt.Sscanf(c.ID, "c%d", &n); err == nil {
		s.counts.Customers = max(s.counts.Customers, n)
	}
}

func (s *state) applyMessage(m Message) {
	c := s.open(m.Chat)
	if c == nil {
		return
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
	case whatsapp.Refreshes(m.Type) && m.Via != history && m.At.After(c.lastWrote):
		c.lastWrote = m.At
	}
	if m.Ad && m.At.After(c.lastAd) {
		c.lastAd = m.At
	}
}

// applyTemplate adds or changes a template.
func (s *state) applyTemplate(t whatsapp.Template) {
	for i := range s.templates {
		if s.templates[i].ID == t.ID {
			s.templates[i] = t
			return
		}
	}
	s.templates = append(s.templates, t)
}
