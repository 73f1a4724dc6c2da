package main

import (
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
