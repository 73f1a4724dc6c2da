package stream

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"transom/events"
	"transom/infra/local/lambda"
	"transom/infra/local/letters"
	"transom/shared/store/storetest"
)

// world is one table with a stream on the real engine, and a function played by the test.
type world struct {
	t       *testing.T
	db      *dynamodb.Client
	table   string
	dir     string
	options Options

	mu    sync.Mutex
	calls [][]string // names of the records of each call, "id/n"
	plan  func(call int, names []string, e awsevents.DynamoDBEvent) (lambda.Result, error)
}

func newWorld(t *testing.T, trigger events.Stream) *world {
	t.Helper()
	w := &world{t: t, db: storetest.Client(t), table: storetest.Tables().Core, dir: t.TempDir()}
	_, err := w.db.CreateTable(t.Context(), &dynamodb.CreateTableInput{TableName: &w.table, BillingMode: types.BillingModePayPerRequest,
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("pk"), KeyType: types.KeyTypeHash}},
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("pk"), AttributeType: types.ScalarAttributeTypeS}},
		StreamSpecification:  &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewAndOldImages}})
	if err != nil {
		t.Fatalf("make table: %v", err)
	}
	box, err := letters.Open(w.dir + "/letters")
	if err != nil {
		t.Fatalf("open letters: %v", err)
	}
	trigger.Table = "core"
	streams := dynamodbstreams.New(dynamodbstreams.Options{Region: "us-east-1", BaseEndpoint: aws.String(storetest.Endpoint(t)),
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")})
	w.options = Options{Function: "reactor", Trigger: trigger, Table: w.table, DB: w.db, Streams: streams, Dir: w.dir, Letters: box,
		Invoke: w.invoke, Log: slog.New(slog.DiscardHandler)}
	return w
}

func (w *world) invoke(_ context.Context, _ string, payload []byte, _ lambda.Origin) (lambda.Result, error) {
	var e awsevents.DynamoDBEvent
	if err := json.Unmarshal(payload, &e); err != nil {
		w.t.Errorf("the function cannot read its event: %v", err)
	}
	var names []string
	for _, r := range e.Records {
		names = append(names, r.Change.Keys["pk"].String()+"/"+r.Change.NewImage["n"].Number())
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, names)
	if w.plan != nil {
		return w.plan(len(w.calls), names, e)
	}
	return lambda.Result{Payload: []byte(`null`)}, nil
}

func (w *world) put(id string, n int, et string) {
	w.t.Helper()
	_, err := w.db.PutItem(w.t.Context(), &dynamodb.PutItemInput{TableName: &w.table, Item: map[string]types.AttributeValue{
		"pk": &types.AttributeValueMemberS{Value: id}, "n": &types.AttributeValueMemberN{Value: fmt.Sprint(n)}, "et": &types.AttributeValueMemberS{Value: et}}})
	if err != nil {
		w.t.Fatalf("put: %v", err)
	}
}

func (w *world) open() *Mapping {
	w.t.Helper()
	m, err := Open(w.options)
	if err != nil {
		w.t.Fatalf("open mapping: %v", err)
	}
	return m
}

// settle waits until everything written so far is done.
func (w *world) settle(m *Mapping) {
	w.t.Helper()
	from := time.Now()
	for deadline := from.Add(30 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		if s := m.State(); s.Pending == 0 && s.Idle.After(from) {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("the stream does not come to rest: %+v", m.State())
		}
	}
}

// seen is every record in the order of the calls.
func (w *world) seen() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Concat(w.calls...)
}

func (w *world) letters() []letters.Letter {
	w.t.Helper()
	list, err := w.options.Letters.List()
	if err != nil {
		w.t.Fatalf("list letters: %v", err)
	}
	return list
}

func failsAt(e awsevents.DynamoDBEvent, i int) lambda.Result {
	text, _ := json.Marshal(awsevents.DynamoDBEventResponse{BatchItemFailures: []awsevents.DynamoDBBatchItemFailure{{ItemIdentifier: e.Records[i].Change.SequenceNumber}}})
	return lambda.Result{Payload: text}
}
