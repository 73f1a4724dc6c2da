package events_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/events"
	"transom/shared/store"
	"transom/shared/wire"
)

// readers says how each sample is read; a sample that nobody reads, or a reader without a sample, fails.
var readers = map[string]func(t *testing.T, payload []byte){
	"http-api.json":          readAPICall,
	"function-url.json":      readWebhook,
	"socket-connect.json":    readConnect,
	"socket-message.json":    readFrame,
	"socket-disconnect.json": readDisconnect,
	"stream-core.json":       readHeads,
	"stream-msgs.json":       readEntries,
	"schedule.json":          readTick,
	"async-worker.json":      readJob,
	"async-bot.json":         readBotCall,
}

func TestEverySampleIsWhatAWSSendsAndWhatWeRead(t *testing.T) {
	files, err := filepath.Glob("samples/*")
	if err != nil || len(files) != len(readers) {
		t.Fatalf("got samples %v, %v, want one for each of %d readers", files, err, len(readers))
	}
	for name, read := range readers {
		t.Run(name, func(t *testing.T) {
			payload, err := os.ReadFile(filepath.Join("samples", name))
			if err != nil {
				t.Fatal(err)
			}
			read(t, payload)
		})
	}
}

// decode reads strictly: a field that the types of AWS's library do not know is a mistake of the sample.
func decode[T any](t *testing.T, payload []byte) (v T) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(payload))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("read sample: %v", err)
	}
	return v
}

func has[T events.Trigger](t *testing.T, holds func(T) bool) {
	t.Helper()
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			if on, ok := trigger.(T); ok && holds(on) {
				return
			}
		}
	}
	t.Error("no trigger of the topology gives this payload")
}

func readAPICall(t *testing.T, payload []byte) {
	e := decode[awsevents.APIGatewayV2HTTPRequest](t, payload)
	has(t, func(on events.HTTP) bool { return on.Door == events.API && on.Method+" "+on.Path == e.RouteKey })
	if e.Version != "2.0" || e.RequestContext.Authorizer == nil || e.RequestContext.Authorizer.JWT.Claims["sub"] == "" {
		t.Errorf("got version %s, authorizer %v, want 2.0 with a subject", e.Version, e.RequestContext.Authorizer)
	}
	if "/api/v1/"+e.PathParameters["proxy"] != e.RawPath || !json.Valid([]byte(e.Body)) {
		t.Errorf("got path %s with %v and body %s", e.RawPath, e.PathParameters, e.Body)
	}
}

func readWebhook(t *testing.T, payload []byte) {
	e := decode[awsevents.APIGatewayV2HTTPRequest](t, payload)
	has(t, func(on events.HTTP) bool {
		return on.Door == events.FunctionURL && on.Method == e.RequestContext.HTTP.Method && on.Path == e.RawPath
	})
	mac := hmac.New(sha256.New, []byte("sample-app-secret"))
	mac.Write([]byte(e.Body))
	if got, want := e.Headers["x-hub-signature-256"], "sha256="+hex.EncodeToString(mac.Sum(nil)); got != want {
		t.Errorf("got signature %s, want %s: the body has been changed", got, want)
	}
}

func readConnect(t *testing.T, payload []byte) {
	e := socketEvent(t, payload, "CONNECT")
	if e.QueryStringParameters["ticket"] == "" || e.Headers["Origin"] == "" {
		t.Errorf("got query %v, want a ticket, from a page", e.QueryStringParameters)
	}
}

func readFrame(t *testing.T, payload []byte) {
	up := decode[wire.Up](t, []byte(socketEvent(t, payload, "MESSAGE").Body))
	if up.T != "hello" || up.Since == 0 {
		t.Errorf("got frame %+v, want a hello", up)
	}
}

func readDisconnect(t *testing.T, payload []byte) {
	if e := socketEvent(t, payload, "DISCONNECT"); e.RequestContext.DisconnectStatusCode == 0 {
		t.Error("got no code of the end")
	}
}

func socketEvent(t *testing.T, payload []byte, kind string) awsevents.APIGatewayWebsocketProxyRequest {
	t.Helper()
	e := decode[awsevents.APIGatewayWebsocketProxyRequest](t, payload)
	has(t, func(on events.Socket) bool { return on.Route == e.RequestContext.RouteKey })
	if e.RequestContext.EventType != kind || e.RequestContext.ConnectionID == "" {
		t.Errorf("got event %s of connection %q, want %s", e.RequestContext.EventType, e.RequestContext.ConnectionID, kind)
	}
	return e
}

func readHeads(t *testing.T, payload []byte) {
	for _, r := range streamRecords(t, payload, "core") {
		rec, ok, err := store.DecodeRecord(r)
		if err != nil || !ok || rec.Head == nil || rec.Head.ID == "" {
			t.Errorf("got %+v, %v, %v, want a head", rec, ok, err)
		}
	}
}

func readEntries(t *testing.T, payload []byte) {
	for _, r := range streamRecords(t, payload, "msgs") {
		rec, ok, err := store.DecodeRecord(r)
		if err != nil || !ok || rec.Entry == nil || rec.Entry.Text == "" {
			t.Errorf("got %+v, %v, %v, want an entry", rec, ok, err)
		}
	}
}

func streamRecords(t *testing.T, payload []byte, table string) []awsevents.DynamoDBEventRecord {
	t.Helper()
	e := decode[awsevents.DynamoDBEvent](t, payload)
	raw := decode[struct{ Records []json.RawMessage }](t, payload)
	if len(e.Records) == 0 {
		t.Fatal("got no records")
	}
	for i, r := range raw.Records {
		has(t, func(on events.Stream) bool {
			return on.Table == table && slices.ContainsFunc(on.Filters, func(f events.Filter) bool { return f.Matches(r) })
		})
		if e.Records[i].Change.SequenceNumber == "" || !strings.Contains(e.Records[i].EventSourceArn, "/stream/") {
			t.Errorf("got record %d without its place in a stream", i)
		}
	}
	return e.Records
}

func readTick(t *testing.T, payload []byte) {
	e := decode[awsevents.EventBridgeEvent](t, payload)
	has(t, func(on events.Every) bool { return e.Time.Equal(e.Time.Truncate(on.Period)) })
	if e.DetailType != "Scheduled Event" || e.Time.Before(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("got %s at %s", e.DetailType, e.Time)
	}
}

func readJob(t *testing.T, payload []byte) {
	if job := decode[events.Job](t, payload); !slices.Contains([]string{events.JobDistribute, events.JobRecount}, job.Kind) || job.User == "" {
		t.Errorf("got job %+v, want one we know on somebody's behalf", job)
	}
	has(t, func(events.Async) bool { return true })
}

func readBotCall(t *testing.T, payload []byte) {
	if call := decode[events.BotCall](t, payload); call.ChannelKind == "" || call.AccountID == "" || call.Conversation == "" {
		t.Errorf("got call %+v, want a conversation of a channel", call)
	}
	has(t, func(events.Async) bool { return true })
}
