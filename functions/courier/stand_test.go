package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/awstest"
	"transom/functions/internal/streamtest"
	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// platform is a Graph API on this machine. Answer says what happens to the n-th send (0 for the first) of a
// text: a status and a body; 0 cuts the connection.
type platform struct {
	answer func(n int, text string) (int, string)
	files  map[string]string // by path: what a GET of it gives

	mu    sync.Mutex
	sends []map[string]any
	url   string
}

func accept(n int, text string) (int, string) {
	return 200, fmt.Sprintf(`{"messaging_product":"whatsapp","messages":[{"id":"wamid.%s"}]}`, text)
}

func graphError(code int) (int, string) {
	return 400, fmt.Sprintf(`{"error":{"message":"m","code":%d,"error_data":{"details":"because"}}}`, code)
}

func (p *platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer t0ken" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.Method == http.MethodGet {
		text, ok := p.files[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = io.WriteString(w, strings.ReplaceAll(text, "HOST", p.url))
		return
	}
	var body map[string]any
	if json.NewDecoder(r.Body).Decode(&body) != nil || r.URL.Path != "/v26.0/300/messages" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	text, _ := body["text"].(map[string]any)["body"].(string)
	p.mu.Lock()
	n := 0
	for _, s := range p.sends {
		if s["text"].(map[string]any)["body"] == text {
			n++
		}
	}
	p.sends = append(p.sends, body)
	p.mu.Unlock()
	status, answer := p.answer(n, text)
	if status == 0 {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close()
		}
		return
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, answer)
}

// sent gives the texts in the order in which they came.
func (p *platform) sent() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var texts []string
	for _, s := range p.sends {
		texts = append(texts, s["text"].(map[string]any)["body"].(string))
	}
	return strings.Join(texts, " ")
}

// count is how many sends came.
func (p *platform) count() int { return len(strings.Fields(p.sent())) }

// first gives the body of the first send.
func (p *platform) first() map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sends[0]
}

// office is a workspace whose agents write, with a courier and a platform.
type office struct {
	t        *testing.T
	desk     *streamtest.Desk
	courier  courier
	platform *platform
	objects  *awstest.Objects
	ws       store.Workspace
	channel  rules.Channel
	admin    store.Viewer
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, desk: streamtest.Open(t), platform: &platform{answer: accept}}
	var err error
	o.ws, err = o.desk.Store.CreateWorkspace(t.Context(), "w1", "Workspace")
	o.must(err)
	o.channel = rules.Channel{ID: "ch1", Kind: rules.WhatsApp, AccountID: "300", Name: "Desk", NewStatus: rules.Open, CreatedAt: clock.Now()}
	o.must(o.desk.Store.ConnectChannel(t.Context(), o.ws, o.channel))
	o.admin = store.Viewer{Workspace: o.ws, Member: rules.Member{ID: "u1", Email: "a@example.com", Name: "Ana", Role: rules.Admin}}
	o.must(o.desk.Store.PutMember(t.Context(), o.ws, o.admin.Member))
	server := httptest.NewServer(o.platform)
	t.Cleanup(server.Close)
	o.platform.url = server.URL
	bucket, objects := awstest.Bucket(t)
	o.objects = objects
	quick := usual
	quick.pauses, quick.linger = []time.Duration{time.Millisecond, time.Millisecond}, 8*time.Millisecond
	o.courier = courier{
		store: o.desk.Store, bucket: bucket, patience: quick, lines: newLines(o.desk.Store),
		secrets: awstest.Secrets(t, map[secret.Name]string{secret.ChannelToken("ch1"): "t0ken"}),
		locator: whatsapp.NewClient(server.URL + "/v26.0"),
		senders: map[rules.ChannelKind]channel.Sender{rules.WhatsApp: whatsapp.NewClient(server.URL + "/v26.0")},
		fetcher: media.NewFetcher([]string{strings.TrimPrefix(server.URL, "http://")}),
	}
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// customer writes to us at a time and so opens a conversation.
func (o *office) customer(phone string, at time.Time) rules.ConversationID {
	o.t.Helper()
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: "wamid.in." + phone,
		Key: rules.MessageKey(at, "wamid.in."+phone), At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
	got, err := o.desk.Store.Receive(o.t.Context(), o.ws, o.channel, store.Sender{Address: rules.Address{Phone: phone}}, []rules.Entry{e})
	o.must(err)
	return got.Conversation.ID
}

// agent answers at a time.
func (o *office) agent(id rules.ConversationID, text string, at time.Time) store.Ref {
	o.t.Helper()
	ref := store.Ref{Conversation: id}
	_, err := o.desk.Store.ChangeAs(o.t.Context(), o.admin, id, 0, func(c rules.Conversation) (rules.Change, error) {
		change, err := rules.Reply(c, rules.Draft{ClientID: text + at.String(), At: at, By: "u1", Text: text, ReplyTo: "wamid.in.40721"}, at)
		if err == nil {
			ref.Key = change.Entries[0].Key
		}
		return change, err
	})
	o.must(err)
	return ref
}

// run gives the courier what the stream holds and returns how many records must come again.
func (o *office) run() (awsevents.DynamoDBEvent, int) {
	o.t.Helper()
	batch := o.desk.Records(o.t, "courier")
	return batch, o.again(batch)
}

func (o *office) again(batch awsevents.DynamoDBEvent) int {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), time.Minute)
	defer cancel()
	out, err := o.courier.Handle(ctx, batch)
	o.must(err)
	return len(out.BatchItemFailures)
}

func (o *office) entry(ref store.Ref) rules.Entry {
	o.t.Helper()
	e, err := o.desk.Store.EntryOf(o.t.Context(), o.admin, ref)
	o.must(err)
	return e
}
