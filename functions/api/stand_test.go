package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	lambdasdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"transom/functions/internal/intake"
	"transom/shared/channel"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewJSONHandler(io.Discard, nil)))
	code := m.Run()
	stopCognito()
	os.Exit(code)
}

// world is a workspace with people, a channel and a neighbour, behind the real handler.
type world struct {
	*testing.T
	desk    *desk
	handler lambda.Handler
	store   *store.Store
	home    store.Workspace
	channel rules.Channel
	secrets *parameters
	graph   *graph
	jobs    *jobs
}

// The people of the test workspace; ids are sign-in subjects.
var (
	ada  = rules.Member{ID: "sub-ada", Email: "ada@demo.transom", Name: "Ada", Role: rules.Admin}
	ben  = rules.Member{ID: "sub-ben", Email: "ben@demo.transom", Name: "Ben", Role: rules.Agent}
	cem  = rules.Member{ID: "sub-cem", Email: "cem@demo.transom", Name: "Cem", Role: rules.Agent, Teams: []rules.TeamID{"billing"}}
	dora = rules.Member{ID: "sub-dora", Email: "dora@demo.transom", Name: "Dora", Role: rules.Agent, Disabled: true}
	zoe  = rules.Member{ID: "sub-zoe", Email: "zoe@other.transom", Name: "Zoe", Role: rules.Admin}
)

func newWorld(t *testing.T) *world {
	t.Helper()
	s := storetest.New(t)
	w := &world{T: t, store: s, secrets: &parameters{values: map[string]string{}}, graph: &graph{}, jobs: &jobs{}}
	ctx := context.Background()
	w.home = w.workspace("home", "Home", ada, ben, cem, dora)
	w.workspace("other", "Other", zoe)
	w.channel = rules.Channel{ID: rules.NewChannelID("home", rules.WhatsApp, "1001"), Kind: rules.WhatsApp, AccountID: "1001", Holder: "9001",
		Name: "Shop", NewStatus: rules.Open, Distribution: rules.Manual, OnExpiry: rules.MarkExpired, CreatedAt: clock.Now()}
	w.must(s.ConnectChannel(ctx, w.home, w.channel))

	params, platform, worker := serve(t, w.secrets), serve(t, w.graph), serve(t, w.jobs)
	cfg := aws.Config{Region: "eu-central-1", Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}
	w.desk = &desk{
		store:   s,
		bucket:  media.NewBucket(s3.NewFromConfig(cfg), "media"),
		secrets: secret.NewKeeper(ssm.NewFromConfig(cfg, func(o *ssm.Options) { o.BaseEndpoint = aws.String(params) }), "/test", clock.Now),
		known:   newMemory(), socketURL: "wss://socket.test/", worker: "worker",
		functions: lambdasdk.NewFromConfig(cfg, func(o *lambdasdk.Options) { o.BaseEndpoint = aws.String(worker) }),
		senders: map[rules.ChannelKind]channel.Sender{
			rules.WhatsApp: whatsapp.NewClient(platform), rules.Messenger: messenger.NewClient(platform), rules.Instagram: instagram.NewClient(platform, platform),
		},
	}
	w.desk.intake = intake.New(s, w.desk.bucket)
	w.handler = lambda.NewHandler(newDoor(w.desk).Handle)
	return w
}

func serve(t *testing.T, h http.Handler) (address string) {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func (w *world) workspace(id, name string, people ...rules.Member) store.Workspace {
	w.Helper()
	ws, err := w.store.CreateWorkspace(context.Background(), id, name)
	w.must(err)
	for _, m := range people {
		w.must(w.store.PutMember(context.Background(), ws, m))
	}
	return ws
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// says makes a customer write a message now, and gives their conversation.
func (w *world) says(customer, text string) rules.Conversation {
	w.Helper()
	return w.receives(customer, rules.Entry{Type: rules.Text, Text: text, PlatformID: "wamid." + customer + "." + text})
}

func (w *world) receives(customer string, e rules.Entry) rules.Conversation {
	w.Helper()
	return w.receivesOn(w.channel, rules.Messages, customer, e)
}

func (w *world) receivesOn(ch rules.Channel, kind rules.Kind, customer string, e rules.Entry) rules.Conversation {
	w.Helper()
	now := clock.Now().Truncate(time.Millisecond)
	e.Kind, e.Direction, e.Status, e.Opens, e.Counts = rules.Message, rules.In, rules.Received, true, true
	if e.At.IsZero() {
		e.At = now
	}
	e.ReceivedAt, e.Key = now, rules.MessageKey(e.At, e.PlatformID)
	a := rules.Address{UserID: customer}
	if ch.Kind == rules.WhatsApp {
		a.Phone = "4915100" + customer
	}
	got, err := w.store.Receive(context.Background(), w.home, ch, store.Sender{Address: a, Name: "Customer " + customer, Kind: kind}, []rules.Entry{e})
	w.must(err)
	return got.Conversation
}

// connect adds a channel.
func (w *world) connect(kind rules.ChannelKind, account string) rules.Channel {
	w.Helper()
	ch := rules.Channel{ID: rules.NewChannelID("home", kind, account), Kind: kind, AccountID: account, Name: string(kind),
		NewStatus: rules.Open, Distribution: rules.Manual, OnExpiry: rules.MarkExpired, HumanAgent: true, CreatedAt: clock.Now()}
	w.must(w.store.ConnectChannel(context.Background(), w.home, ch))
	return ch
}

// result is an answer as it went over the wire.
type result struct {
	status  int
	headers map[string]string
	cookies []string
	text    string
	body    map[string]any
}

// code is the problem's code, "" for a success.
func (r result) code() string { s, _ := r.body["code"].(string); return s }

// detail is one of the problem's details.
func (r result) detail(name string) string {
	d, _ := r.body["details"].(map[string]any)
	s, _ := d[name].(string)
	return s
}

// items are the items of a list.
func (r result) items() []map[string]any {
	var out []map[string]any
	all, _ := r.body["items"].([]any)
	for _, v := range all {
		m, _ := v.(map[string]any)
		out = append(out, m)
	}
	return out
}

// call asks the API as a person (the zero Member: nobody) with API Gateway's own JSON. Body may be nil, a
// string (sent as it is) or a value.
func (w *world) call(as rules.Member, method, path string, body any) result {
	w.Helper()
	return w.callWith(as, method, path, body, map[string]string{"x-forwarded-proto": "https"}, nil)
}

func (w *world) callWith(as rules.Member, method, path string, body any, headers map[string]string, cookies []string) result {
	w.Helper()
	path, query, _ := strings.Cut(prefix+path, "?")
	e := awsevents.APIGatewayV2HTTPRequest{Version: "2.0", RouteKey: "ANY /api/v1/{proxy+}", RawPath: path, RawQueryString: query, Headers: headers, Cookies: cookies}
	e.RequestContext.HTTP = awsevents.APIGatewayV2HTTPRequestContextHTTPDescription{Method: method, Path: path, Protocol: "HTTP/1.1", SourceIP: "192.0.2.1"}
	e.RequestContext.DomainName, e.RequestContext.RequestID, e.RequestContext.Stage = "api.test", "req-1", "$default"
	if as.ID != "" {
		e.RequestContext.Authorizer = &awsevents.APIGatewayV2HTTPRequestContextAuthorizerDescription{
			JWT: &awsevents.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: map[string]string{"sub": string(as.ID)}}}
	}
	switch b := body.(type) {
	case nil:
	case string:
		e.Body = b
	default:
		raw, err := json.Marshal(b)
		w.must(err)
		e.Body = string(raw)
	}
	if e.Body != "" && e.Headers["content-type"] == "" {
		e.Headers = map[string]string{"content-type": "application/json"}
		for k, v := range headers {
			e.Headers[k] = v
		}
	}
	payload, err := json.Marshal(e)
	w.must(err)
	raw, err := w.handler.Invoke(context.Background(), payload)
	w.must(err)
	var a awsevents.APIGatewayV2HTTPResponse
	w.must(json.Unmarshal(raw, &a))
	r := result{status: a.StatusCode, headers: a.Headers, cookies: a.Cookies, text: a.Body}
	if a.Body != "" {
		w.must(json.Unmarshal([]byte(a.Body), &r.body))
	}
	if r.status >= http.StatusBadRequest {
		w.isProblem(r)
	}
	return r
}

// isProblem holds every refusal against RFC 9457 and our additions.
func (w *world) isProblem(r result) {
	w.Helper()
	if r.headers["Content-Type"] != "application/problem+json" || r.code() == "" || r.body["title"] == "" || r.body["detail"] == "" || r.body["status"] != float64(r.status) {
		w.Errorf("status %d is not a problem: %s %s", r.status, r.headers["Content-Type"], r.text)
	}
}

// want fails the test unless the answer has this status and, for a refusal, this code.
func (w *world) want(r result, status int, code string) result {
	w.Helper()
	if r.status != status || r.code() != code {
		w.Fatalf("got %d %s, want %d %s: %s", r.status, r.code(), status, code, r.text)
	}
	return r
}

// escape puts an id into a path.
func escape(id string) string { return url.PathEscape(id) }
