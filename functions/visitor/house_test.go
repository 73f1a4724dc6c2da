package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"transom/functions/internal/audience"
	"transom/functions/internal/audience/audiencetest"
	"transom/functions/internal/awstest"
	"transom/shared/channel/webchat"
	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/media/mediatest"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewJSONHandler(io.Discard, nil)))
	os.Exit(m.Run())
}

const (
	shop     = "https://shop.example"
	shopKey  = "the shop's widget secret, long enough"
	visitors = "the deployment's key"
)

// house is a workspace with two web chats, one of which asks who visitors are, behind the real handler.
type house struct {
	*testing.T
	desk    *desk
	handler lambda.Handler
	store   *store.Store
	gateway *audiencetest.Gateway
	ws      store.Workspace
	channel rules.Channel
	members rules.Channel // asks who visitors are
	other   rules.Channel // of another page
	admin   store.Viewer
	secrets map[secret.Name]string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{T: t, store: storetest.New(t), gateway: audiencetest.Open(t)}
	var err error
	h.ws, err = h.store.CreateWorkspace(t.Context(), "home", "Home")
	h.must(err)
	h.must(h.store.PutMember(t.Context(), h.ws, rules.Member{ID: "ada", Name: "Ada Lovelace", Email: "ada@home.test", Role: rules.Admin}))
	h.admin, err = h.store.Member(t.Context(), "ada")
	h.must(err)
	h.channel = h.connect("shop", rules.Widget{Origins: []string{shop, "https://www.shop.example/"}, Title: "Shop", Colour: "#123456"})
	h.members = h.connect("members", rules.Widget{Origins: []string{shop}, Identify: true})
	h.other = h.connect("other", rules.Widget{Origins: []string{"https://other.example"}})
	h.secrets = map[secret.Name]string{secret.VisitorKey: visitors, secret.CursorKey: "cursors",
		secret.WidgetSecret(h.channel.ID): shopKey, secret.WidgetSecret(h.members.ID): shopKey}
	h.desk = &desk{store: h.store, bucket: media.NewBucket(mediatest.New(t), mediatest.Name), secrets: awstest.Secrets(t, h.secrets),
		audience: audience.New(h.store, h.gateway.Pusher), socketURL: "wss://socket.test/live", names: newNames()}
	h.handler = lambda.NewHandler(h.desk.handler())
	return h
}

func (h *house) connect(public string, w rules.Widget) rules.Channel {
	h.Helper()
	ch := rules.Channel{ID: rules.NewChannelID("home", rules.WebChat, public), Kind: rules.WebChat, AccountID: public, Name: "Chat " + public,
		NewStatus: rules.Open, Widget: w, CreatedAt: clock.Now()}
	h.must(h.store.ConnectChannel(h.Context(), h.ws, ch))
	return ch
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// caller is a browser: a page, an address, a token.
type caller struct {
	h     *house
	page  string
	ip    string
	token string
}

type result struct {
	status  int
	headers map[string]string
	text    string
	body    map[string]any
}

func (r result) code() string { s, _ := r.body["code"].(string); return s }

func (r result) items() []map[string]any {
	var out []map[string]any
	all, _ := r.body["items"].([]any)
	for _, v := range all {
		out = append(out, v.(map[string]any))
	}
	return out
}

// call asks with API Gateway's own JSON. body may be nil, a string (sent as it is) or a value.
func (c caller) call(method, path string, body any) result {
	c.h.Helper()
	path, query, _ := strings.Cut(prefix+path, "?")
	e := awsevents.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: path, RawQueryString: query, Headers: map[string]string{}}
	e.RequestContext.HTTP = awsevents.APIGatewayV2HTTPRequestContextHTTPDescription{Method: method, Path: path, SourceIP: "192.0.2.1"}
	e.RequestContext.Stage, e.RequestContext.DomainName = "$default", "api.test"
	if c.page != "" {
		e.Headers["origin"] = c.page
	}
	if c.ip != "" {
		e.Headers["x-forwarded-for"] = c.ip + ", 198.51.100.7"
	}
	if c.token != "" {
		e.Headers["authorization"] = "Bearer " + c.token
	}
	switch b := body.(type) {
	case nil:
	case string:
		e.Body = b
	default:
		text, err := json.Marshal(b)
		c.h.must(err)
		e.Body = string(text)
	}
	if e.Body != "" {
		e.Headers["content-type"] = "application/json"
	}
	payload, err := json.Marshal(e)
	c.h.must(err)
	raw, err := c.h.handler.Invoke(c.h.Context(), payload)
	c.h.must(err)
	var a awsevents.APIGatewayV2HTTPResponse
	c.h.must(json.Unmarshal(raw, &a))
	r := result{status: a.StatusCode, headers: a.Headers, text: a.Body}
	if a.Body != "" {
		c.h.must(json.Unmarshal([]byte(a.Body), &r.body))
	}
	if r.status >= 400 && (r.headers["Content-Type"] != "application/problem+json" || r.code() == "" || r.body["detail"] == "") {
		c.h.Errorf("status %d is not a problem: %v %s", r.status, r.headers, r.text)
	}
	return r
}

// want fails the test unless the answer has this status and, for a refusal, this code.
func (c caller) want(r result, status int, code string) result {
	c.h.Helper()
	if r.status != status || r.code() != code {
		c.h.Fatalf("got %d %s, want %d %s: %.300s", r.status, r.code(), status, code, r.text)
	}
	return r
}

// visitor begins a session on the shop's page as somebody new.
func (h *house) visitor(ch rules.Channel) caller {
	h.Helper()
	c := caller{h: h, page: ch.Widget.Origins[0], ip: fmt.Sprint("203.0.113.", len(uuid.NewString()), uuid.New().ID())}
	r := c.want(c.call("POST", "/sessions", map[string]any{"channel": ch.AccountID}), 200, "")
	c.token = r.body["token"].(string)
	return c
}

// says sends a text with an id of its own.
func (c caller) says(text string) map[string]any {
	c.h.Helper()
	return c.want(c.call("POST", "/messages", map[string]any{"clientMessageId": uuid.NewString(), "text": text}), 200, "").body
}

// who is the visitor in the caller's token.
func (c caller) who() Token {
	c.h.Helper()
	t, err := c.h.desk.openToken(c.h.Context(), c.token)
	c.h.must(err)
	return t
}

func (c caller) thread(ch rules.Channel) rules.Conversation {
	c.h.Helper()
	conv, err := c.h.store.VisitorThread(c.h.Context(), c.h.ws, ch, c.who().Visitor)
	c.h.must(err)
	return conv
}

// log is the visitor's conversation as an admin sees it, oldest first.
func (c caller) log(ch rules.Channel) []rules.Entry {
	c.h.Helper()
	p, err := c.h.store.Entries(c.h.Context(), c.h.admin, c.thread(ch).ID, "", rules.MessageKey(time.UnixMilli(1), "x"), 100)
	c.h.must(err)
	return p.Items
}

// answer writes as an agent; sent says whether the courier has been there.
func (h *house) answer(c rules.Conversation, text string, sent bool) store.Ref {
	h.Helper()
	at := clock.Now().Truncate(time.Millisecond)
	id := uuid.NewString()
	_, err := h.store.ChangeAs(h.Context(), h.admin, c.ID, 0, func(c rules.Conversation) (rules.Change, error) {
		return rules.Reply(c, rules.Draft{ClientID: id, At: at, By: h.admin.ID, Text: text}, at)
	})
	h.must(err)
	ref := store.Ref{Conversation: c.ID, Key: rules.MessageKey(at, id)}
	if sent {
		h.send(ref)
	}
	return ref
}

// send does what the courier does.
func (h *house) send(ref store.Ref) {
	h.Helper()
	for _, st := range []rules.Delivery{rules.Accepted, rules.Sent} {
		_, err := h.store.Report(h.Context(), h.ws, ref, rules.Report{Status: st, At: clock.Now(), PlatformID: webchat.PlatformID(ref.Key)})
		h.must(err)
	}
}

// signed is what the shop's server says of a visitor.
func signed(t *testing.T, key string, claims map[string]any) string {
	t.Helper()
	text, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims(claims)).SignedString([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// picture is a PNG.
func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// put uploads as a browser does.
func (c caller) put(body []byte, mime string) (id string, status int) {
	c.h.Helper()
	up := c.want(c.call("POST", "/uploads", map[string]any{"name": "lamp.png", "mime": mime, "size": len(body)}), 200, "").body
	req, err := http.NewRequestWithContext(c.h.Context(), up["method"].(string), up["url"].(string), bytes.NewReader(body))
	c.h.must(err)
	for k, v := range up["headers"].(map[string]any) {
		req.Header.Set(k, v.(string))
	}
	res, err := http.DefaultClient.Do(req)
	c.h.must(err)
	defer res.Body.Close()
	return up["id"].(string), res.StatusCode
}
