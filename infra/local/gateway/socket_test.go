package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigatewaymanagementapi"
	"github.com/aws/aws-sdk-go-v2/service/apigatewaymanagementapi/types"
	"github.com/coder/websocket"

	"transom/events"
	"transom/infra/local/lambda"
)

// lobby serves sockets and plays the socket function: it lets in who says ?ticket=good, echoes nothing, and
// hands every event to the test.
type lobby struct {
	t       *testing.T
	sockets *Sockets
	url     string
	events  chan awsevents.APIGatewayWebsocketProxyRequest
	api     *apigatewaymanagementapi.Client
	fail    bool
}

func newLobby(t *testing.T) *lobby {
	t.Helper()
	l := &lobby{t: t, events: make(chan awsevents.APIGatewayWebsocketProxyRequest, 100)}
	l.sockets = NewSockets(events.Topology, l.invoke, slog.New(slog.DiscardHandler))
	front, inner := httptest.NewServer(l.sockets), httptest.NewServer(l.sockets.Connections())
	t.Cleanup(func() {
		l.sockets.Close()
		front.Close()
		inner.Close()
	})
	l.url = strings.Replace(front.URL, "http", "ws", 1)
	l.api = apigatewaymanagementapi.New(apigatewaymanagementapi.Options{Region: "us-east-1", BaseEndpoint: aws.String(inner.URL),
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")})
	return l
}

func (l *lobby) invoke(_ context.Context, _ string, payload []byte, _ lambda.Origin) (lambda.Result, error) {
	var e awsevents.APIGatewayWebsocketProxyRequest
	if err := json.Unmarshal(payload, &e); err != nil {
		l.t.Errorf("read event: %v", err)
	}
	l.events <- e
	if e.RequestContext.RouteKey == "$connect" && e.QueryStringParameters["ticket"] != "good" {
		return lambda.Result{Payload: []byte(`{"statusCode":403}`)}, nil
	}
	return lambda.Result{Failed: l.fail, Payload: []byte(`{"statusCode":200}`)}, nil
}

func (l *lobby) next(route string) awsevents.APIGatewayWebsocketProxyRequest {
	l.t.Helper()
	select {
	case e := <-l.events:
		if e.RequestContext.RouteKey != route {
			l.t.Fatalf("got %s, want %s", e.RequestContext.RouteKey, route)
		}
		return e
	case <-time.After(5 * time.Second):
		l.t.Fatalf("no %s came", route)
		return awsevents.APIGatewayWebsocketProxyRequest{}
	}
}

func (l *lobby) dial() (*websocket.Conn, string) {
	l.t.Helper()
	conn, _, err := websocket.Dial(l.t.Context(), l.url+"?ticket=good", &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {"https://elsewhere.example"}}})
	if err != nil {
		l.t.Fatalf("dial: %v", err)
	}
	return conn, l.next("$connect").RequestContext.ConnectionID
}

func TestASocketIsLetInHeardAndSeenOff(t *testing.T) {
	l := newLobby(t)
	conn, id := l.dial()
	if err := conn.Write(t.Context(), websocket.MessageText, []byte(`{"t":"ping"}`)); err != nil {
		t.Fatalf("write: %v", err)
	}
	e := l.next("$default")
	if e.Body != `{"t":"ping"}` || e.RequestContext.ConnectionID != id || e.RequestContext.EventType != "MESSAGE" {
		t.Errorf("got %+v, want the message of %s", e, id)
	}
	if err := conn.Close(websocket.StatusNormalClosure, ""); err != nil {
		t.Fatalf("close: %v", err)
	}
	e = l.next("$disconnect")
	if e.RequestContext.ConnectionID != id || e.RequestContext.DisconnectStatusCode != 1000 {
		t.Errorf("got %+v, want the end of %s with 1000", e.RequestContext, id)
	}
}

func TestASocketWithoutATicketIsTurnedAway(t *testing.T) {
	l := newLobby(t)
	_, answer, err := websocket.Dial(t.Context(), l.url+"?ticket=bad", nil)
	if err == nil || answer == nil || answer.StatusCode != 403 {
		t.Errorf("got %v %v, want 403", answer, err)
	}
	if l.sockets.Count() != 0 {
		t.Errorf("%d sockets are open, want none", l.sockets.Count())
	}
}

func TestAPushReachesTheSocketAndAGoneSocketSaysSo(t *testing.T) {
	l := newLobby(t)
	conn, id := l.dial()
	for deadline := time.Now().Add(5 * time.Second); l.sockets.Count() == 0 && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
	}
	_, err := l.api.PostToConnection(t.Context(), &apigatewaymanagementapi.PostToConnectionInput{ConnectionId: &id, Data: []byte(`{"t":"pong"}`)})
	if err != nil {
		t.Fatalf("push: %v", err)
	}
	kind, data, err := conn.Read(t.Context())
	if err != nil || kind != websocket.MessageText || string(data) != `{"t":"pong"}` {
		t.Errorf("got %v %s %v, want the push as text", kind, data, err)
	}
	about, err := l.api.GetConnection(t.Context(), &apigatewaymanagementapi.GetConnectionInput{ConnectionId: &id})
	if err != nil || about.ConnectedAt == nil || time.Since(*about.ConnectedAt) > time.Minute {
		t.Errorf("got %+v %v, want when it connected", about, err)
	}
	conn.CloseRead(t.Context())
	if _, err := l.api.DeleteConnection(t.Context(), &apigatewaymanagementapi.DeleteConnectionInput{ConnectionId: &id}); err != nil {
		t.Fatalf("delete: %v", err)
	}
	l.next("$disconnect")
	_, err = l.api.PostToConnection(t.Context(), &apigatewaymanagementapi.PostToConnectionInput{ConnectionId: &id, Data: []byte(`{}`)})
	var gone *types.GoneException
	if !errors.As(err, &gone) {
		t.Errorf("got %v, want GoneException", err)
	}
}

func TestAMessageWhoseFunctionFailsIsAnsweredAsAPIGatewayDoes(t *testing.T) {
	l := newLobby(t)
	conn, id := l.dial()
	l.fail = true
	if err := conn.Write(t.Context(), websocket.MessageText, []byte(`{}`)); err != nil {
		t.Fatalf("write: %v", err)
	}
	_, data, err := conn.Read(t.Context())
	if err != nil || !strings.Contains(string(data), "Internal server error") || !strings.Contains(string(data), id) {
		t.Errorf("got %s %v, want the error with the connection's id", data, err)
	}
}

func TestClosingTheDoorSeesEverySocketOff(t *testing.T) {
	l := newLobby(t)
	conn, _ := l.dial()
	go func() { _, _, _ = conn.Read(context.Background()) }() // answers the closing handshake
	for deadline := time.Now().Add(5 * time.Second); l.sockets.Count() == 0 && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
	}
	l.sockets.Close()
	if e := l.next("$disconnect"); e.RequestContext.DisconnectStatusCode != 1001 {
		t.Errorf("got %d, want 1001", e.RequestContext.DisconnectStatusCode)
	}
}
