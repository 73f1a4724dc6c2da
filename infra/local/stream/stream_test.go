package stream

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
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
	"transom/infra/local/chaos"
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

func TestRecordsComeInOrderInBatchesAndFiltered(t *testing.T) {
	heads := events.Filter{Ops: []events.Op{events.Insert, events.Modify}, Image: map[string][]events.Cond{"et": {events.Is("C")}}}
	w := newWorld(t, events.Stream{Filters: []events.Filter{heads}, Batch: 5})
	var want []string
	for n := range 12 {
		w.put("a", n, "C")
		w.put("b", n, "other")
		want = append(want, fmt.Sprintf("a/%d", n))
	}
	m := w.open()
	defer m.Close()
	w.settle(m)
	if got := w.seen(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, c := range w.calls {
		if len(c) > 5 {
			t.Errorf("a batch had %d records, want at most 5", len(c))
		}
	}
}

func TestARecordLooksAsLambdaSendsIt(t *testing.T) {
	w := newWorld(t, events.Stream{Batch: 1})
	var record awsevents.DynamoDBEventRecord
	w.plan = func(_ int, _ []string, e awsevents.DynamoDBEvent) (lambda.Result, error) {
		record = e.Records[0]
		return lambda.Result{Payload: []byte(`{}`)}, nil
	}
	w.put("a", 1, "C")
	w.put("a", 2, "C")
	m := w.open()
	defer m.Close()
	w.settle(m)
	c := record.Change
	if record.EventName != "MODIFY" || record.EventSource != "aws:dynamodb" || record.EventSourceArn == "" || record.EventID == "" {
		t.Errorf("got %+v, want a MODIFY with id and source", record)
	}
	if c.OldImage["n"].Number() != "1" || c.NewImage["n"].Number() != "2" || c.SequenceNumber == "" || c.StreamViewType != "NEW_AND_OLD_IMAGES" || c.SizeBytes == 0 {
		t.Errorf("got change %+v, want both images, sequence, view and size", c)
	}
	if age := time.Since(c.ApproximateCreationDateTime.Time); age < -2*time.Second || age > time.Minute {
		t.Errorf("the record is %s old, want it new", age)
	}
}

func TestAPartialFailureIsTriedAgainFromTheFailedRecordOn(t *testing.T) {
	w := newWorld(t, events.Stream{Batch: 10, Retries: 3, PartialFail: true})
	failed := false
	w.plan = func(_ int, names []string, e awsevents.DynamoDBEvent) (lambda.Result, error) {
		if i := slices.Index(names, "a/2"); i > 0 && !failed {
			failed = true
			return failsAt(e, i), nil
		}
		return lambda.Result{Payload: []byte(`{"batchItemFailures":[]}`)}, nil
	}
	for n := range 5 {
		w.put("a", n, "C")
	}
	m := w.open()
	defer m.Close()
	w.settle(m)
	want := []string{"a/0", "a/1", "a/2", "a/3", "a/4", "a/2", "a/3", "a/4"}
	if got := w.seen(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAPoisonousRecordBecomesADeadLetterAndTheOthersPass(t *testing.T) {
	for _, c := range []struct {
		name    string
		partial bool
	}{{"named by the function", true}, {"found by bisection", false}} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, events.Stream{Batch: 10, Retries: 2, Bisect: true, PartialFail: c.partial})
			done := map[string]bool{}
			w.plan = func(_ int, names []string, e awsevents.DynamoDBEvent) (lambda.Result, error) {
				i := slices.Index(names, "b/0")
				switch {
				case i < 0:
					for _, n := range names {
						done[n] = true
					}
					return lambda.Result{Payload: []byte(`null`)}, nil
				case c.partial:
					for _, n := range names[:i] {
						done[n] = true
					}
					return failsAt(e, i), nil
				}
				return lambda.Result{Failed: true, Payload: []byte(`{"errorType":"poison"}`)}, nil
			}
			for _, id := range []string{"a", "b", "c", "d"} {
				w.put(id, 0, "C")
			}
			m := w.open()
			defer m.Close()
			w.settle(m)
			if len(done) != 3 {
				t.Errorf("done are %v, want a, c and d", done)
			}
			if l := w.letters(); len(l) != 1 || l[0].Records != 1 || l[0].Reason != "RetryAttemptsExhausted" {
				t.Errorf("dead letters are %+v, want the one record", l)
			}
		})
	}
}

func TestParallelCallsKeepTheOrderOfEachItem(t *testing.T) {
	w := newWorld(t, events.Stream{Batch: 3, Parallel: 4})
	w.options.Chaos = new(chaos.Chaos)
	w.options.Chaos.Set(chaos.Settings{On: true, Seed: 3, Delay: 0.5, Hold: 5 * time.Millisecond})
	for n := range 20 {
		for _, id := range []string{"a", "b", "c", "d", "e"} {
			w.put(id, n, "C")
		}
	}
	m := w.open()
	defer m.Close()
	w.settle(m)
	next := map[string]int{}
	for _, name := range w.seen() {
		id := name[:1]
		if want := fmt.Sprintf("%s/%d", id, next[id]); name != want {
			t.Fatalf("got %s, want %s", name, want)
		}
		next[id]++
	}
	if len(next) != 5 || next["e"] != 20 {
		t.Errorf("got %v, want 20 of each", next)
	}
}

func TestAThrottledCallIsRepeatedWithoutCounting(t *testing.T) {
	w := newWorld(t, events.Stream{Batch: 1, Retries: 1})
	w.plan = func(call int, _ []string, _ awsevents.DynamoDBEvent) (lambda.Result, error) {
		if call <= 4 {
			return lambda.Result{}, lambda.ErrThrottled
		}
		return lambda.Result{Payload: []byte(`null`)}, nil
	}
	w.put("a", 0, "C")
	m := w.open()
	defer m.Close()
	w.settle(m)
	if len(w.letters()) != 0 || len(w.seen()) != 5 {
		t.Errorf("%d calls and letters %v, want 5 calls and none", len(w.seen()), w.letters())
	}
}

func TestWhatIsTooOldBecomesADeadLetter(t *testing.T) {
	w := newWorld(t, events.Stream{Batch: 10, Retries: 100, MaxAge: 2 * time.Second})
	w.plan = func(int, []string, awsevents.DynamoDBEvent) (lambda.Result, error) {
		return lambda.Result{Failed: true, Payload: []byte(`{}`)}, nil
	}
	w.put("a", 0, "C")
	m := w.open()
	defer m.Close()
	w.settle(m)
	if l := w.letters(); len(l) != 1 || l[0].Reason != "RecordAgeExceeded" {
		t.Errorf("dead letters are %+v, want one that is too old", l)
	}
}

func TestAfterARestartReadingGoesOnWhereItStood(t *testing.T) {
	w := newWorld(t, events.Stream{Batch: 10})
	w.put("a", 0, "C")
	m := w.open()
	w.settle(m)
	m.Close()
	w.put("a", 1, "C")
	m = w.open()
	w.settle(m)
	if got := w.seen(); !slices.Equal(got, []string{"a/0", "a/1"}) {
		t.Errorf("got %v, want each record once", got)
	}
	m.Close()
	if err := os.Remove(m.path); err != nil {
		t.Fatalf("lose the checkpoint: %v", err)
	}
	m = w.open()
	defer m.Close()
	w.settle(m)
	if got := w.seen(); !slices.Equal(got[2:], []string{"a/0", "a/1"}) {
		t.Errorf("without a checkpoint got %v, want everything again", got[2:])
	}
}

func TestARecordUnderWayWhenTheMachineDiesIsHandedOverAgain(t *testing.T) {
	w := newWorld(t, events.Stream{Batch: 1})
	hold := make(chan struct{})
	w.options.Invoke = func(ctx context.Context, _ string, _ []byte, _ lambda.Origin) (lambda.Result, error) {
		close(hold)
		<-ctx.Done()
		return lambda.Result{}, ctx.Err()
	}
	w.put("a", 0, "C")
	m := w.open()
	<-hold
	m.cancel() // the call is cut off, as by a kill
	m.Close()
	w.options.Invoke = w.invoke
	m = w.open()
	defer m.Close()
	w.settle(m)
	if got := w.seen(); !slices.Equal(got, []string{"a/0"}) {
		t.Errorf("got %v, want the record that was under way", got)
	}
}
