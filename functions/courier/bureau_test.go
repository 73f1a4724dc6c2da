package main

import (
	"testing"
	"time"

	"transom/functions/internal/awstest"
	"transom/shared/channel"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta/metatest"
	"transom/shared/channel/webchat"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// bureau is an office on another kind of channel, with a Graph API that answers what it is told.
type bureau struct {
	*office
	graph *metatest.Graph
	calls string // what the platform calls people along with their messages; "" makes the courier ask
}

const taken = `{"recipient_id":"psid","message_id":"m_1","id":"c_9","success":true,"attachment_id":"77","messages":[{"id":"wamid.OUT"}]}`

func bureauOn(t *testing.T, ch rules.Channel) *bureau {
	t.Helper()
	b := &bureau{office: open(t), graph: metatest.Open(t, 200, taken), calls: "Lea Brandt"}
	ch.ID, ch.Name, ch.NewStatus, ch.CreatedAt = "ch2", "Other desk", rules.Open, clock.Now()
	b.must(b.desk.Store.ConnectChannel(t.Context(), b.ws, ch))
	b.channel = ch
	b.courier.senders = map[rules.ChannelKind]channel.Sender{
		rules.WhatsApp: whatsapp.NewClient(b.graph.URL), rules.Messenger: messenger.NewClient(b.graph.URL),
		rules.Instagram: instagram.NewClient(b.graph.URL, b.graph.URL), rules.WebChat: webchat.Sender{},
	}
	b.courier.secrets = awstest.Secrets(t, map[secret.Name]string{secret.ChannelToken("ch2"): "t0ken"})
	return b
}

// person writes at a time; kind tells a comment from a message.
func (b *bureau) person(user string, kind rules.Kind, e rules.Entry) rules.ConversationID {
	b.t.Helper()
	e.Kind, e.Direction, e.Status, e.Opens, e.Counts = rules.Message, rules.In, rules.Received, true, true
	if e.Type == "" {
		e.Type, e.Text = rules.Text, "hello"
	}
	e.Key, e.ReceivedAt = rules.MessageKey(e.At, e.PlatformID), e.At
	got, err := b.desk.Store.Receive(b.t.Context(), b.ws, b.channel, store.Sender{Kind: kind, Address: rules.Address{UserID: user}, Name: b.calls}, []rules.Entry{e})
	b.must(err)
	return got.Conversation.ID
}

// drafts queues what a draft says, by an agent unless it says otherwise.
func (b *bureau) drafts(id rules.ConversationID, d rules.Draft) store.Ref {
	b.t.Helper()
	ref := store.Ref{Conversation: id}
	if d.By == "" && d.As == "" {
		d.By = "u1"
	}
	if d.ClientID == "" {
		d.ClientID = string(d.Type) + d.Text + d.At.String()
	}
	_, err := b.desk.Store.ChangeAs(b.t.Context(), b.admin, id, 0, func(c rules.Conversation) (rules.Change, error) {
		change, err := rules.Reply(c, d, d.At)
		if err == nil {
			ref.Key = change.Entries[0].Key
		}
		return change, err
	})
	b.must(err)
	return ref
}

func (b *bureau) byPlatformID(id string) rules.Entry {
	b.t.Helper()
	e, err := b.desk.Store.EntryByPlatformID(b.t.Context(), b.admin, b.channel.ID, id)
	b.must(err)
	return e
}

func (b *bureau) head(id rules.ConversationID) rules.Conversation {
	b.t.Helper()
	h, err := b.desk.Store.Head(b.t.Context(), b.ws, id)
	b.must(err)
	return h
}

func (b *bureau) health() rules.Health {
	b.t.Helper()
	ch, err := b.desk.Store.Channel(b.t.Context(), b.ws, b.channel.ID)
	b.must(err)
	return ch.Health
}

// asked gives the last request.
func (b *bureau) asked() metatest.Request {
	b.t.Helper()
	all := b.graph.Seen()
	if len(all) == 0 {
		b.t.Fatal("nothing was asked")
	}
	return all[len(all)-1]
}

// wakeAll does what the closer does with the timers of parked messages, whenever they are due.
func (b *bureau) wakeAll() int {
	b.t.Helper()
	due, err := b.desk.Store.Due(b.t.Context(), clock.Now().Add(2*time.Hour), 100)
	b.must(err)
	woken := 0
	for _, t := range due {
		if t.Kind == store.RetryTimer {
			b.must(b.desk.Store.Wake(b.t.Context(), t.Workspace, store.Ref{Conversation: t.Conversation, Key: t.Key}))
			woken++
		}
	}
	b.must(b.desk.Store.Disarm(b.t.Context(), due))
	return woken
}
