package main

import (
	"testing"
	"time"

	"transom/events"
	"transom/functions/internal/awstest"
	"transom/shared/channel"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta/metatest"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// desk is a conversation with a customer who wrote some time ago, and a platform.
type desk struct {
	t     *testing.T
	store *store.Store
	ws    store.Workspace
	graph *metatest.Graph
	work  worker
	id    rules.ConversationID
}

func open(t *testing.T, kind rules.ChannelKind, as rules.Kind, ago time.Duration) *desk {
	t.Helper()
	return openOn(t, storetest.New(t), kind, as, ago)
}

// openOn is open on a store of the test's own.
func openOn(t *testing.T, s *store.Store, kind rules.ChannelKind, as rules.Kind, ago time.Duration) *desk {
	t.Helper()
	d := &desk{t: t, store: s, graph: metatest.Open(t, 200, `{"recipient_id":"psid","success":true}`)}
	var err error
	d.ws, err = d.store.CreateWorkspace(t.Context(), "w1", "Workspace")
	d.must(err)
	ch := rules.Channel{ID: "ch1", Kind: kind, AccountID: "300", Name: "Desk", NewStatus: rules.Open, CreatedAt: clock.Now()}
	d.must(d.store.ConnectChannel(t.Context(), d.ws, ch))
	for _, m := range []rules.Member{{ID: "u1", Email: "a@example.com", Name: "Ana", Role: rules.Admin}, {ID: "u2", Email: "b@example.com", Name: "Bo", Role: rules.Agent}} {
		d.must(d.store.PutMember(t.Context(), d.ws, m))
	}
	at := clock.Now().Add(-ago)
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: "m_1", Key: rules.MessageKey(at, "m_1"),
		At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
	got, err := d.store.Receive(t.Context(), d.ws, ch, store.Sender{Kind: as, Address: rules.Address{UserID: "psid"}}, []rules.Entry{e})
	d.must(err)
	d.id = got.Conversation.ID
	d.work = worker{store: d.store, courtesy: courtesy{
		store: d.store, secrets: awstest.Secrets(t, map[secret.Name]string{secret.ChannelToken("ch1"): "t0ken"}),
		senders: map[rules.ChannelKind]channel.Sender{rules.WhatsApp: whatsapp.NewClient(d.graph.URL), rules.Messenger: messenger.NewClient(d.graph.URL)},
	}}
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) job(user, signal string) error {
	return d.work.do(d.t.Context(), events.Job{Kind: events.JobSignal, User: user, Conversation: string(d.id), Signal: signal})
}

func TestASignIsShownWhereThePlatformTakesIt(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   rules.ChannelKind
		as     rules.Kind
		ago    time.Duration
		signal string
		asked  bool
	}{
		{"typing on WhatsApp", rules.WhatsApp, rules.Messages, time.Hour, events.SignalTyping, true},
		{"typing on Messenger", rules.Messenger, rules.Messages, time.Hour, events.SignalTyping, true},
		{"read on Messenger", rules.Messenger, rules.Messages, time.Hour, events.SignalRead, true},
		{"typing beyond the window", rules.Messenger, rules.Messages, 25 * time.Hour, events.SignalTyping, false},
		{"read beyond the window", rules.Messenger, rules.Messages, 25 * time.Hour, events.SignalRead, false},
		{"typing beyond the window on WhatsApp", rules.WhatsApp, rules.Messages, 25 * time.Hour, events.SignalTyping, false},
		{"read beyond the window on WhatsApp", rules.WhatsApp, rules.Messages, 25 * time.Hour, events.SignalRead, true},
		{"a comment", rules.Messenger, rules.Comments, time.Hour, events.SignalTyping, false},
		{"a channel without a sender", rules.WebChat, rules.Messages, time.Hour, events.SignalTyping, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, c.kind, c.as, c.ago)
			for range 3 { // a platform shows it for a while: once is enough
				d.must(d.job("u1", c.signal))
			}
			if n := len(d.graph.Seen()); (n == 1) != c.asked || n > 1 {
				t.Errorf("the platform was asked %d times", n)
			}
		})
	}
}

func TestNobodyShowsASignOnWhatTheyDoNotSee(t *testing.T) {
	d := open(t, rules.Messenger, rules.Messages, time.Hour)
	_, err := d.store.Change(t.Context(), d.ws, d.id, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: "u1"}, "u1", clock.Now()), nil
	})
	d.must(err)
	if err := d.job("u2", events.SignalTyping); err == nil || len(d.graph.Seen()) != 0 {
		t.Errorf("an agent who does not see it: %v, %d calls", err, len(d.graph.Seen()))
	}
	if err := d.job("u1", "dancing"); err == nil {
		t.Error("there is a signal that nobody knows")
	}
}

func TestASignThatThePlatformRefusesIsNotRepeated(t *testing.T) {
	d := open(t, rules.Messenger, rules.Messages, time.Hour)
	d.graph.Answer = func(metatest.Request) (int, string) { return 500, "" }
	if err := d.job("u1", events.SignalTyping); err != nil {
		t.Errorf("a courtesy that fails asks to come again: %v", err)
	}
}
