package store_test

import (
	"errors"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// opening queues a template as the first word to a customer.
func opening(client string, at time.Time) func(rules.Conversation) (rules.Change, error) {
	return func(c rules.Conversation) (rules.Change, error) {
		return rules.Reply(c, rules.Draft{ClientID: client, At: at, By: "ana", Type: rules.Template, Text: "Your order is ready.",
			Template: &rules.TemplateUse{Name: "order_ready", Language: "en_US"}}, at)
	}
}

func TestAConversationBeginsWithOurFirstWord(t *testing.T) {
	w := newWorld(t)
	c, existed, err := w.Begin(w.ctx, w.admin, w.channel, rules.Address{Phone: "4915112345678"}, "Anna", opening("01A", noon))
	must(t, err)
	equal(t, "existed", existed, false)
	equal(t, "status", c.Status, rules.Open)
	equal(t, "episode", c.Episode, 1)
	equal(t, "name", c.Name, "Anna")
	equal(t, "handler", c.Handler, rules.Human)
	equal(t, "created", c.CreatedAt, noon)
	equal(t, "window", c.WindowOpen(noon), false)
	log, err := w.Entries(w.ctx, w.admin, c.ID, "", "", 10)
	must(t, err)
	equal(t, "entries", len(log.Items), 1)
	equal(t, "counted", log.Items[0].Deltas, rules.Counters{Open: 1, Unassigned: 1})

	again, existed, err := w.Begin(w.ctx, w.admin, w.channel, rules.Address{Phone: "4915112345678"}, "Somebody else", opening("01A", noon))
	must(t, err)
	equal(t, "existed the second time", existed, true)
	equal(t, "the same", again.ID, c.ID)
	equal(t, "the same draft changes nothing", again.Version, c.Version)
	equal(t, "and keeps the name", again.Name, "Anna")

	found, ok, err := w.ByPhone(w.ctx, w.admin, w.channel, "4915112345678")
	must(t, err)
	equal(t, "found by its number", ok && found.ID == c.ID, true)

	answered := w.receive(store.Sender{Name: "Ana-Maria", Address: rules.Address{UserID: "US.1", Phone: "4915112345678"}}, inbound("hi", noon.Add(time.Minute)))
	equal(t, "the customer answers there", answered.ID, c.ID)
	equal(t, "and says their name", answered.Name, "Ana-Maria")
	equal(t, "and the window is open", answered.WindowOpen(noon.Add(time.Hour)), true)
}

func TestANumberIsFoundInAllItsForms(t *testing.T) {
	w := newWorld(t)
	old := w.receive(store.Sender{Address: rules.Address{Phone: "551187654321"}}, inbound("oi", noon))
	c, existed, err := w.Begin(w.ctx, w.admin, w.channel, rules.Address{Phone: "5511987654321"}, "", opening("01A", noon))
	must(t, err)
	equal(t, "existed", existed, true)
	equal(t, "conversation", c.ID, old.ID)
	equal(t, "reached as before", c.Address.Phone, "551187654321")
	if _, ok, err := w.ByPhone(w.ctx, w.admin, w.channel, "5511911111111"); ok || err != nil {
		t.Errorf("a stranger's number: %v %v", ok, err)
	}
	if _, ok, err := w.ByPhone(w.ctx, w.admin, w.channel, ""); ok || err != nil {
		t.Errorf("no number: %v %v", ok, err)
	}
}

func TestWhoWroteToAnotherNumberOfOursIsReachedAsThere(t *testing.T) {
	w := newWorld(t)
	w.receive(store.Sender{Name: "Anna", Address: rules.Address{UserID: "US.7", Phone: "4915112345678"}}, inbound("hi", noon))
	second := rules.Channel{ID: "second", Kind: rules.WhatsApp, AccountID: "second", Name: "Support", CreatedAt: noon}
	must(t, w.ConnectChannel(w.ctx, w.ws, second))
	c, existed, err := w.Begin(w.ctx, w.admin, second, rules.Address{Phone: "4915112345678"}, "typed", opening("01A", noon))
	must(t, err)
	equal(t, "existed", existed, false)
	equal(t, "name", c.Name, "Anna")
	equal(t, "address", c.Address, rules.Address{UserID: "US.7", Phone: "4915112345678"})
}

func TestNobodyBeginsWhereTheyMayNotLook(t *testing.T) {
	w := newWorld(t)
	old := w.receive(store.Sender{Address: rules.Address{Phone: "4915112345678"}}, inbound("hi", noon))
	_, err := w.Change(w.ctx, w.ws, old.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: "bob"}, "bob", noon), nil
	})
	must(t, err)
	ana := w.member("ana", rules.Agent)
	if _, _, err := w.Begin(w.ctx, ana, w.channel, rules.Address{Phone: "4915112345678"}, "", opening("01A", noon)); !errors.Is(err, rules.ErrNoConversation) {
		t.Errorf("got %v", err)
	}
	if _, ok, err := w.ByPhone(w.ctx, ana, w.channel, "4915112345678"); ok || err != nil {
		t.Errorf("got %v %v", ok, err)
	}
	if _, _, err := w.Begin(w.ctx, w.admin, w.channel, rules.Address{}, "", opening("01A", noon)); err == nil {
		t.Error("an empty address begins a conversation")
	}
}

// Several colleagues type the same number in its two forms, while the customer writes from it.
func TestOfSeveralBeginningsAtOnceOneConversationComes(t *testing.T) {
	for range 10 {
		w := newWorld(t)
		got := make([]rules.ConversationID, 9)
		parallel(t, len(got), func(i int) error {
			switch i % 3 {
			case 0:
				c, _, err := w.Begin(w.ctx, w.admin, w.channel, rules.Address{Phone: "5511987654321"}, "Ana", opening(string(rune('a'+i)), noon))
				got[i] = c.ID
				return err
			case 1:
				c, _, err := w.Begin(w.ctx, w.admin, w.channel, rules.Address{Phone: "551187654321"}, "", opening(string(rune('a'+i)), noon))
				got[i] = c.ID
				return err
			default:
				r, err := w.Receive(w.ctx, w.ws, w.channel, store.Sender{Address: rules.Address{UserID: "BR.1", Phone: "551187654321"}}, []rules.Entry{inbound(string(rune('a'+i)), noon)})
				got[i] = r.Conversation.ID
				return err
			}
		})
		for _, id := range got {
			equal(t, "conversation", id, got[0])
		}
		log, err := w.Entries(w.ctx, w.admin, got[0], "", "", 50)
		must(t, err)
		equal(t, "messages", len(log.Items), 9)
		rows := w.pages(w.admin, store.View{}, 10)
		equal(t, "rows", len(rows), 1)
	}
}
