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
	quick := patience{lease: time.Minute, pauses: []time.Duration{time.Millisecond, time.Millisecond}, giveUp: usual.giveUp, linger: time.Millisecond, reserve: usual.reserve}
	o.courier = courier{
		store: o.desk.Store, bucket: bucket, patience: quick,
		secrets:  awstest.Secrets(t, map[secret.Name]string{secret.ChannelToken("ch1"): "t0ken"}),
		whatsapp: whatsapp.NewClient(server.URL + "/v26.0"),
		fetcher:  media.NewFetcher([]string{strings.TrimPrefix(server.URL, "http://")}),
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

func TestWhatAnAgentWritesIsSentOnceWithItsPlaceInTheLog(t *testing.T) {
	o := open(t)
	now := clock.Now()
	id := o.customer("40721", now.Add(-time.Hour))
	ref := o.agent(id, "one", now)
	batch, again := o.run()
	if again != 0 {
		t.Fatalf("%d records must come again", again)
	}
	if e := o.entry(ref); e.Status != rules.Accepted || e.PlatformID != "wamid.one" {
		t.Errorf("the message is %s %s", e.Status, e.PlatformID)
	}
	got := o.platform.sends[0]
	if got["to"] != "+40721" || got["biz_opaque_callback_data"] != channel.Correlation(id, ref.Key) || got["context"].(map[string]any)["message_id"] != "wamid.in.40721" {
		t.Errorf("sent %v", got)
	}
	if again := o.again(batch); again != 0 || o.platform.sent() != "one" {
		t.Errorf("the records again: %d left, sent %q", again, o.platform.sent())
	}
}

func TestMessagesOfOneConversationGoInOrder(t *testing.T) {
	o := open(t)
	now := clock.Now()
	a, b := o.customer("40721", now), o.customer("40722", now)
	for n := range 4 {
		at := now.Add(time.Duration(n) * time.Second)
		o.agent(a, fmt.Sprint("a", n), at)
		o.agent(b, fmt.Sprint("b", n), at)
	}
	o.platform.answer = func(n int, text string) (int, string) {
		if text == "a1" && n < 3 { // a whole call's tries
			return graphError(130429)
		}
		return accept(n, text)
	}
	batch, again := o.run()
	if again != 3 {
		t.Errorf("%d records come again, want a1, a2 and a3", again)
	}
	if sent := o.platform.sent(); strings.Contains(sent, "a2") || !strings.HasSuffix(only(sent, "b"), "b0 b1 b2 b3") {
		t.Errorf("sent %q", sent)
	}
	if again := o.again(batch); again != 0 {
		t.Errorf("%d records come a third time", again)
	}
	if got := only(o.platform.sent(), "a"); got != "a0 a1 a1 a1 a1 a2 a3" {
		t.Errorf("sent %q", got)
	}
	if batch, again := o.run(); again != 0 || len(only(o.platform.sent(), "a")) != len("a0 a1 a1 a1 a1 a2 a3") {
		t.Errorf("what went back to the queue comes by its own record too: %d of %d left, sent %q", again, len(batch.Records), o.platform.sent())
	}
}

// only gives the texts that begin with a letter.
func only(sent, letter string) string {
	var out []string
	for _, s := range strings.Fields(sent) {
		if strings.HasPrefix(s, letter) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func TestEveryOutcomeEndsInAStateThatSomebodySees(t *testing.T) {
	for _, c := range []struct {
		name   string
		age    time.Duration
		answer func(int, string) (int, string)
		again  int
		status rules.Delivery
		reason string
		sends  int
	}{
		{"accepted", 0, accept, 0, rules.Accepted, "", 1},
		{"the platform says the window is closed", 0, func(int, string) (int, string) { return graphError(131047) }, 0, rules.Failed, "window_closed", 1},
		{"not on WhatsApp", 0, func(int, string) (int, string) { return graphError(131026) }, 0, rules.Failed, "undeliverable", 1},
		{"the token has expired", 0, func(int, string) (int, string) { return graphError(190) }, 0, rules.Failed, "channel_unauthorized", 1},
		{"throttled twice", 0, func(n int, text string) (int, string) {
			if n < 2 {
				return graphError(131056)
			}
			return accept(n, text)
		}, 0, rules.Accepted, "", 3},
		{"throttled on and on", 0, func(int, string) (int, string) { return graphError(80007) }, 1, rules.Queued, "", 3},
		{"throttled on and on, for long", time.Minute, func(int, string) (int, string) { return graphError(80007) }, 0, rules.Failed, "throttled", 3},
		{"cut off after the request", 0, func(int, string) (int, string) { return 0, "" }, 0, rules.Uncertain, "", 1},
		{"a bad gateway", 0, func(int, string) (int, string) { return 502, "<html>" }, 0, rules.Uncertain, "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			now := clock.Now()
			o.platform.answer = c.answer
			ref := o.agent(o.customer("40721", now.Add(-time.Hour)), "x", now.Add(-c.age))
			batch, again := o.run()
			e := o.entry(ref)
			reason := ""
			if e.Error != nil {
				reason = e.Error.Reason
			}
			if again != c.again || e.Status != c.status || reason != c.reason || len(o.platform.sends) != c.sends {
				t.Errorf("%s (%s) after %d sends, %d come again; want %s (%s) after %d, %d", e.Status, reason, len(o.platform.sends), again, c.status, c.reason, c.sends, c.again)
			}
			if c.again == 0 {
				if again := o.again(batch); again != 0 || len(o.platform.sends) != c.sends {
					t.Errorf("the record again: %d left, %d sends", again, len(o.platform.sends))
				}
			}
		})
	}
}

func TestAWindowThatClosedInTheMeantimeIsAskedAgain(t *testing.T) {
	o := open(t)
	now := clock.Now()
	ref := o.agent(o.customer("40721", now.Add(-25*time.Hour)), "late", now.Add(-2*time.Hour)) // was allowed then
	if _, again := o.run(); again != 0 {
		t.Errorf("%d records must come again", again)
	}
	e := o.entry(ref)
	if e.Status != rules.Failed || e.Error == nil || e.Error.Reason != "window_closed" || len(o.platform.sends) != 0 {
		t.Errorf("the message is %s %+v after %d sends", e.Status, e.Error, len(o.platform.sends))
	}
	head, err := o.desk.Store.Head(t.Context(), o.ws, ref.Conversation)
	o.must(err)
	if !head.Failed {
		t.Error("the row does not say that its newest message failed")
	}
}

func TestAMessageWhoseSenderDiedEndsAsUnknownAndIsNeverSentAgain(t *testing.T) {
	o := open(t)
	now := clock.Now()
	ref := o.agent(o.customer("40721", now), "x", now)
	batch := o.desk.Records(t, "courier")
	_, ok, err := o.desk.Store.Claim(t.Context(), o.ws, ref, now, o.courier.patience.lease) // and then nothing
	if err != nil || !ok {
		t.Fatalf("claim: %t, %v", ok, err)
	}
	if again := o.again(batch); again != 1 || o.entry(ref).Status != rules.Sending {
		t.Errorf("while the lease runs %d come again and the message is %s", again, o.entry(ref).Status)
	}
	o.courier.patience.lease = time.Millisecond
	o.must(o.desk.Store.Requeue(t.Context(), o.ws, ref))
	if _, ok, err := o.desk.Store.Claim(t.Context(), o.ws, ref, now.Add(-time.Minute), time.Millisecond); err != nil || !ok {
		t.Fatalf("claim: %t, %v", ok, err)
	}
	if again := o.again(batch); again != 0 || o.entry(ref).Status != rules.Uncertain || o.platform.sent() != "" {
		t.Errorf("after the lease %d come again, the message is %s, sent %q", again, o.entry(ref).Status, o.platform.sent())
	}
}

func TestACallThatIsNearlyOverClaimsNothing(t *testing.T) {
	o := open(t)
	now := clock.Now()
	ref := o.agent(o.customer("40721", now), "x", now)
	batch := o.desk.Records(t, "courier")
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	out, err := o.courier.Handle(ctx, batch)
	o.must(err)
	if len(out.BatchItemFailures) != 1 || o.entry(ref).Status != rules.Queued {
		t.Errorf("%d come again, the message is %s", len(out.BatchItemFailures), o.entry(ref).Status)
	}
}
