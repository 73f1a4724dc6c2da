package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	awslambda "github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"transom/events"
	"transom/functions/internal/audience"
	"transom/functions/internal/audience/audiencetest"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
	"transom/shared/wire"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

// house is a workspace with people behind the real handler, a connections API and a place for jobs.
type house struct {
	*testing.T
	store   *store.Store
	gateway *audiencetest.Gateway
	lobby   *lobby
	handler awslambda.Handler
	ws      store.Workspace
	channel rules.Channel
	jobs    *jobs
}

var (
	ada = rules.Member{ID: "sub-ada", Name: "Ada", Role: rules.Admin}
	ben = rules.Member{ID: "sub-ben", Name: "Ben", Role: rules.Agent}
	cem = rules.Member{ID: "sub-cem", Name: "Cem", Role: rules.Agent}
)

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{T: t, store: storetest.New(t), gateway: audiencetest.Open(t), jobs: &jobs{}}
	var err error
	h.ws, err = h.store.CreateWorkspace(t.Context(), "home", "Home")
	h.must(err)
	for _, m := range []rules.Member{ada, ben, cem} {
		h.must(h.store.PutMember(t.Context(), h.ws, m))
	}
	h.channel = rules.Channel{ID: rules.NewChannelID("home", rules.WhatsApp, "1001"), Kind: rules.WhatsApp, AccountID: "1001", Name: "Shop", NewStatus: rules.Open, CreatedAt: clock.Now()}
	h.must(h.store.ConnectChannel(t.Context(), h.ws, h.channel))
	server := httptest.NewServer(h.jobs)
	t.Cleanup(server.Close)
	cfg := aws.Config{Region: "eu-central-1", Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""), BaseEndpoint: aws.String(server.URL)}
	h.lobby = &lobby{store: h.store, pusher: h.gateway.Pusher, audience: audience.New(h.store, h.gateway.Pusher), functions: lambda.NewFromConfig(cfg), worker: "worker"}
	h.handler = awslambda.NewHandler(handler(h.lobby.handle))
	return h
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// send gives the function an event as API Gateway writes it and gives the status back.
func (h *house) send(e awsevents.APIGatewayWebsocketProxyRequest) int {
	h.Helper()
	payload, err := json.Marshal(e)
	h.must(err)
	raw, err := h.handler.Invoke(h.Context(), payload)
	h.must(err)
	var a awsevents.APIGatewayProxyResponse
	h.must(json.Unmarshal(raw, &a))
	return a.StatusCode
}

func event(route, id string) awsevents.APIGatewayWebsocketProxyRequest {
	var e awsevents.APIGatewayWebsocketProxyRequest
	e.RequestContext.RouteKey, e.RequestContext.ConnectionID = route, id
	return e
}

// ticket issues one for a colleague.
func (h *house) ticket(m rules.Member) string {
	h.Helper()
	v, err := h.store.Member(h.Context(), string(m.ID))
	h.must(err)
	t, err := h.store.IssueTicket(h.Context(), v, clock.Now())
	h.must(err)
	return t.Secret
}

// connect opens a socket with a new ticket.
func (h *house) connect(m rules.Member, id string) {
	h.Helper()
	e := event("$connect", id)
	e.QueryStringParameters = map[string]string{"ticket": h.ticket(m)}
	if got := h.send(e); got != http.StatusOK {
		h.Fatalf("connect answers %d", got)
	}
}

// says sends a frame and gives what the socket heard for it.
func (h *house) says(id, frame string) []wire.Down {
	h.Helper()
	e := event("$default", id)
	e.Body = frame
	if got := h.send(e); got != http.StatusOK {
		h.Fatalf("%s answers %d", frame, got)
	}
	return h.gateway.Take(id)
}

// writes lets a customer write, and the workspace's sequence move, as the notifier would.
func (h *house) writes(customer string) rules.Conversation {
	h.Helper()
	now := clock.Now()
	id := "wamid." + customer + now.String()
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: id, Status: rules.Received,
		Key: rules.MessageKey(now, id), At: now.Truncate(time.Millisecond), ReceivedAt: now, Opens: true, Counts: true}
	got, err := h.store.Receive(h.Context(), h.ws, h.channel, store.Sender{Address: rules.Address{UserID: customer}}, []rules.Entry{e})
	h.must(err)
	h.touch(got.Conversation)
	return got.Conversation
}

func (h *house) touch(c rules.Conversation) {
	h.Helper()
	_, _, err := h.store.Advance(h.Context(), h.ws, []store.Touch{{Conversation: c.ID, Version: c.Version, Deltas: rules.Tally(c)}})
	h.must(err)
}

// one gives the only frame of a list.
func (h *house) one(frames []wire.Down, kind string) wire.Down {
	h.Helper()
	if len(frames) != 1 || frames[0].T != kind {
		h.Fatalf("heard %+v, want one %s", frames, kind)
	}
	return frames[0]
}

// jobs is the Lambda API as far as asynchronous calls go.
type jobs struct {
	mu   sync.Mutex
	seen []events.Job
}

func (j *jobs) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var job events.Job
	if r.Header.Get("X-Amz-Invocation-Type") != "Event" || !strings.HasPrefix(r.URL.Path, "/2015-03-31/functions/worker/") || json.Unmarshal(body, &job) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.seen = append(j.seen, job)
	w.WriteHeader(http.StatusAccepted)
}

func (j *jobs) take() []events.Job {
	j.mu.Lock()
	defer j.mu.Unlock()
	out := j.seen
	j.seen = nil
	return out
}

func TestOnlyATicketLetsIn(t *testing.T) {
	h := newHouse(t)
	used := h.ticket(ben)
	first := event("$connect", "c1")
	first.QueryStringParameters = map[string]string{"ticket": used}
	if got := h.send(first); got != 200 {
		t.Fatalf("a fresh ticket answers %d", got)
	}
	for name, ticket := range map[string]string{"used": used, "forged": strings.Repeat("x", 43), "empty": "", "long": strings.Repeat("x", 10_000)} {
		e := event("$connect", "c2")
		e.QueryStringParameters = map[string]string{"ticket": ticket}
		if got := h.send(e); got != 401 {
			t.Errorf("a %s ticket answers %d", name, got)
		}
	}
	if got := h.send(event("$connect", "c3")); got != 401 {
		t.Errorf("no ticket answers %d", got)
	}
	if all, err := h.store.Connections(t.Context(), h.ws); err != nil || len(all) != 1 {
		t.Errorf("connections %+v: %v", all, err)
	}
}

func TestOnlyOurPagesMayOpenASocketWhereThatIsSet(t *testing.T) {
	h := newHouse(t)
	h.lobby.origins = []string{"https://inbox.example"}
	for origin, want := range map[string]int{"https://inbox.example": 200, "https://evil.example": 403, "null": 403, "": 200} {
		e := event("$connect", "c"+origin)
		e.QueryStringParameters = map[string]string{"ticket": h.ticket(ben)}
		e.Headers = map[string]string{"origin": origin}
		if got := h.send(e); got != want {
			t.Errorf("%q answers %d, want %d", origin, got, want)
		}
	}
}

func TestHelloTellsWhatChangedAndWhatMayNotBeSeen(t *testing.T) {
	h := newHouse(t)
	old := h.writes("old")
	h.connect(ben, "b")
	d := h.one(h.says("b", `{"t":"hello","since":1}`), "welcome")
	if d.Sequence != 1 || len(d.Changed)+len(d.Gone) != 0 || d.Counters.Open != 1 || d.Now == nil || len(d.Presence) != 1 {
		t.Errorf("welcome %+v", d)
	}
	mine, theirs := h.writes("mine"), h.writes("theirs")
	_, err := h.store.Change(t.Context(), h.ws, theirs.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: cem.ID}, ada.ID, clock.Now()), nil
	})
	h.must(err)
	for _, kind := range []string{"hello", "ping"} {
		d = h.one(h.says("b", `{"t":"`+kind+`","since":1}`), map[string]string{"hello": "welcome", "ping": "pong"}[kind])
		if d.Sequence != 3 || len(d.Changed) != 1 || d.Changed[0] != (wire.Changed{ID: string(mine.ID), Version: mine.Version}) || len(d.Gone) != 1 || d.Gone[0] != string(theirs.ID) {
			t.Errorf("%s: %+v (old %s)", kind, d, old.ID)
		}
	}
	if d = h.one(h.says("b", `{"t":"ping","since":3}`), "pong"); len(d.Changed)+len(d.Gone) != 0 {
		t.Errorf("pong %+v", d)
	}
}

func TestWhoComesTooLateOrFromElsewhereReloads(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	var touches []store.Touch
	for i := range 60 {
		touches = append(touches, store.Touch{Conversation: rules.NewConversationID("home", "x", rules.ContactID(rune('a'+i))), Version: 1})
	}
	for _, some := range touches {
		_, _, err := h.store.Advance(t.Context(), h.ws, []store.Touch{some})
		h.must(err)
	}
	h.one(h.says("b", `{"t":"hello","since":3}`), "resync")
	h.one(h.says("b", `{"t":"ping","since":3}`), "resync")
	h.one(h.says("b", `{"t":"hello","since":1000}`), "resync")
	h.one(h.says("b", `{"t":"hello","since":59}`), "welcome")
	h.one(h.says("b", `{"t":"hello"}`), "resync")
}

func TestALostPushMakesTheNextPingAResync(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	c, err := h.store.Connection(t.Context(), "b")
	h.must(err)
	c.Dirty = true
	h.must(h.store.UpdateConnection(t.Context(), c))
	h.one(h.says("b", `{"t":"ping"}`), "resync")
	h.one(h.says("b", `{"t":"ping"}`), "pong")
}

func TestEverybodyHearsWhoIsHereAndWhatTheyLookAt(t *testing.T) {
	h := newHouse(t)
	c := h.writes("a")
	h.connect(ada, "a")
	h.connect(ben, "b")
	if d := h.one(h.gateway.Take("a"), "presence"); len(d.Presence) != 2 || d.Presence[1].State != "online" {
		t.Errorf("presence %+v", d)
	}
	if got := h.gateway.Take("b"); len(got) != 0 {
		t.Errorf("a socket that is opening was told %+v", got)
	}
	h.one(h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`), "presence")
	if d := h.one(h.gateway.Take("a"), "presence"); len(d.Presence[1].Viewing) != 1 || d.Presence[1].Viewing[0] != string(c.ID) {
		t.Errorf("presence %+v", d)
	}
	if got := h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`); len(got) != 0 {
		t.Errorf("the same view again tells %+v", got)
	}
	h.one(h.says("b", `{"t":"state","state":"away"}`), "presence")
	if d := h.one(h.gateway.Take("a"), "presence"); d.Presence[1].State != "away" {
		t.Errorf("presence %+v", d)
	}
	h.connect(ben, "b2")
	if d := h.gateway.Take("a"); len(d) != 1 || len(d[0].Presence) != 2 || d[0].Presence[1].State != "online" {
		t.Errorf("with a second window %+v", d)
	}
	h.send(event("$disconnect", "b"))
	h.send(event("$disconnect", "b2"))
	if d := h.gateway.Take("a"); len(d) != 2 || len(d[1].Presence) != 1 {
		t.Errorf("after leaving %+v", d)
	}
	if got := h.send(event("$disconnect", "b")); got != 200 {
		t.Errorf("leaving twice answers %d", got)
	}
}

func TestWhatOneMayNotSeeCannotBeLookedAtOrTypedIn(t *testing.T) {
	h := newHouse(t)
	c := h.writes("a")
	_, err := h.store.Change(t.Context(), h.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: cem.ID}, ada.ID, clock.Now()), nil
	})
	h.must(err)
	h.connect(ben, "b")
	h.connect(cem, "c")
	h.says("c", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	if conn, err := h.store.Connection(t.Context(), "b"); err != nil || conn.Viewing != "" {
		t.Errorf("ben views %q: %v", conn.Viewing, err)
	}
	h.gateway.Take("c")
	e := event("$default", "b")
	e.Body = `{"t":"typing","conversation":"` + string(c.ID) + `"}`
	if got := h.send(e); got != 400 || len(h.gateway.Take("c")) != 0 {
		t.Errorf("typing answers %d", got)
	}
}

func TestTypingAnAnswerAsksForASignToTheCustomerAndANoteDoesNot(t *testing.T) {
	h := newHouse(t)
	c := h.writes("a")
	h.connect(ben, "b")
	h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.jobs.take()
	h.says("b", `{"t":"typing","conversation":"`+string(c.ID)+`"}`)
	if got := h.jobs.take(); len(got) != 0 {
		t.Errorf("a note asks for %+v", got)
	}
	for range 3 { // of which one is enough for a while
		h.says("b", `{"t":"typing","reply":true,"conversation":"`+string(c.ID)+`"}`)
	}
	want := events.Job{Kind: events.JobSignal, Workspace: "home", User: "sub-ben", Conversation: string(c.ID), Signal: events.SignalTyping}
	if got := h.jobs.take(); len(got) != 1 || got[0] != want {
		t.Errorf("an answer asks for %+v, want one %+v", got, want)
	}
}

func TestTypingReachesTheOthersWhoLookAtTheSame(t *testing.T) {
	h := newHouse(t)
	c, other := h.writes("a"), h.writes("b")
	for id, m := range map[string]rules.Member{"a": ada, "b": ben, "c": cem} {
		h.connect(m, id)
	}
	h.says("a", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.says("c", `{"t":"view","conversation":"`+string(other.ID)+`"}`)
	for _, id := range []string{"a", "b", "c"} {
		h.gateway.Take(id)
	}
	if got := h.says("b", `{"t":"typing","conversation":"`+string(c.ID)+`"}`); len(got) != 0 {
		t.Errorf("ben heard himself: %+v", got)
	}
	if d := h.one(h.gateway.Take("a"), "typing"); d.UserID != "sub-ben" || d.Conversation != string(c.ID) {
		t.Errorf("typing %+v", d)
	}
	if got := h.gateway.Take("c"); len(got) != 0 {
		t.Errorf("cem heard %+v", got)
	}
}

func TestWhoHasJustComeWakesTheRouter(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	h.says("b", `{"t":"hello"}`)
	if got := h.jobs.take(); len(got) != 1 || got[0] != (events.Job{Kind: events.JobDistribute, Workspace: "home", User: "sub-ben"}) {
		t.Errorf("jobs %+v", got)
	}
	h.says("b", `{"t":"state","state":"away"}`)
	h.says("b", `{"t":"hello"}`)
	h.says("b", `{"t":"ping"}`)
	if got := h.jobs.take(); len(got) != 0 {
		t.Errorf("jobs %+v", got)
	}
	h.says("b", `{"t":"state","state":"online"}`)
	if got := h.jobs.take(); len(got) != 1 {
		t.Errorf("jobs %+v", got)
	}
}

func TestWhoWasDisabledIsShownOut(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	gone := ben
	gone.Disabled = true
	h.must(h.store.PutMember(t.Context(), h.ws, gone))
	e := event("$default", "b")
	e.Body = `{"t":"hello"}`
	if got := h.send(e); got != 403 || !h.gateway.Closed("b") {
		t.Errorf("hello answers %d, closed %v", got, h.gateway.Closed("b"))
	}
	e = event("$default", "stranger")
	e.Body = `{"t":"hello"}`
	if got := h.send(e); got != 404 || !h.gateway.Closed("stranger") {
		t.Errorf("a stranger's hello answers %d", got)
	}
}

func TestOddFramesDoNothing(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	for name, body := range map[string]string{
		"nothing": "", "no JSON": "hello", "a number": "7", "null": "null", "a list": "[]", "no type": `{}`, "unknown type": `{"t":"format"}`,
		"a type of another type": `{"t":7}`, "negative sequence": `{"t":"hello","since":-1}`, "huge sequence": `{"t":"hello","since":1e99}`,
		"a long id": `{"t":"view","conversation":"` + strings.Repeat("x", 100) + `"}`, "unknown state": `{"t":"state","state":"asleep"}`,
		"typing nowhere": `{"t":"typing"}`, "half": `{"t":"hello"`, "deep": strings.Repeat("[", 20_000),
	} {
		e := event("$default", "b")
		e.Body = body
		if got := h.send(e); got != 400 {
			t.Errorf("%s answers %d", name, got)
		}
	}
	e := event("$default", "b")
	e.Body = `{"t":"hello","state":"` + strings.Repeat("x", 33<<10) + `"}`
	if got := h.send(e); got != 413 {
		t.Errorf("a huge frame answers %d", got)
	}
	e.Body, e.IsBase64Encoded = "AAAA", true
	if got := h.send(e); got != 400 {
		t.Errorf("a binary frame answers %d", got)
	}
	if got := h.gateway.Take("b"); len(got) != 0 {
		t.Errorf("heard %+v", got)
	}
	if h.gateway.Closed("b") {
		t.Error("an odd frame closed the socket")
	}
}

func FuzzFramesNeverCrash(f *testing.F) {
	f.Add(`{"t":"hello","since":1}`)
	f.Add(`{"t":"view","conversation":"0000000000000000"}`)
	l := &lobby{store: storetest.New(f), pusher: audiencetest.Open(f).Pusher}
	f.Fuzz(func(t *testing.T, body string) {
		e := event("$default", "nobody")
		e.Body = body
		answer, err := l.handle(context.Background(), e)
		if err != nil || answer.StatusCode < 400 || answer.StatusCode == http.StatusInternalServerError {
			t.Errorf("answers %d: %v", answer.StatusCode, err)
		}
	})
}
