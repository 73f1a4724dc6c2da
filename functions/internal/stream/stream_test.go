package stream_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/stream"
	"transom/functions/internal/streamtest"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// batch is what three customers wrote, in turns: a1 b1 c1 a2 b2 c2.
func batch(t *testing.T) awsevents.DynamoDBEvent {
	t.Helper()
	d := streamtest.Open(t)
	ws, err := d.Store.CreateWorkspace(t.Context(), "w1", "Workspace")
	if err != nil {
		t.Fatal(err)
	}
	ch := rules.Channel{ID: "ch1", Kind: rules.WhatsApp, AccountID: "300", Name: "Desk", CreatedAt: noon}
	if err := d.Store.ConnectChannel(t.Context(), ws, ch); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 2; n++ {
		for i, who := range []string{"a", "b", "c"} {
			at := noon.Add(time.Duration(n*10+i) * time.Second)
			id := fmt.Sprint(who, n)
			e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: id, PlatformID: id,
				Key: rules.MessageKey(at, id), At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
			if _, err := d.Store.Receive(t.Context(), ws, ch, store.Sender{Address: rules.Address{Phone: fmt.Sprint(40721, i)}}, []rules.Entry{e}); err != nil {
				t.Fatal(err)
			}
		}
	}
	b := d.Records(t, "notifier")
	if len(b.Records) != 6 {
		t.Fatalf("%d records, want 6", len(b.Records))
	}
	return b
}

// run does a batch and gives what was done and what must come again, as texts.
func run(t *testing.T, b awsevents.DynamoDBEvent, workers int, fail map[string]error) (done []string, again []string) {
	t.Helper()
	var mu sync.Mutex
	texts := map[string]string{}
	all, _ := stream.Threads(b)
	for _, thread := range all {
		for _, rec := range thread {
			texts[rec.Sequence] = rec.Entry.Text
		}
	}
	out, err := stream.Parallel(workers, func(_ context.Context, rec store.Record) error {
		mu.Lock()
		defer mu.Unlock()
		done = append(done, rec.Entry.Text)
		return fail[rec.Entry.Text]
	})(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range out.BatchItemFailures {
		again = append(again, texts[f.ItemIdentifier])
	}
	return done, again
}

func TestAFailureHoldsUpItsConversationOnly(t *testing.T) {
	b := batch(t)
	for _, c := range []struct {
		name  string
		fail  map[string]error
		done  string
		again string
	}{
		{"nothing fails", nil, "a1 a2 b1 b2 c1 c2", ""},
		{"the first of one", map[string]error{"b1": errors.New("away")}, "a1 a2 b1 c1 c2", "b1 b2"},
		{"the last of one", map[string]error{"b2": errors.New("away")}, "a1 a2 b1 b2 c1 c2", "b2"},
		{"for good", map[string]error{"b1": fault.New(fault.Invalid, "bad", "Bad.")}, "a1 a2 b1 b2 c1 c2", ""},
		{"all", map[string]error{"a1": errors.New("x"), "b1": errors.New("x"), "c1": fault.New(fault.Later, "busy", "Busy.")}, "a1 b1 c1", "a1 b1 c1 a2 b2 c2"},
	} {
		for _, workers := range []int{1, 2, 8} {
			t.Run(fmt.Sprint(c.name, ", by ", workers), func(t *testing.T) {
				done, again := run(t, b, workers, c.fail)
				if !slices.IsSortedFunc(done, func(x, y string) int {
					if x[0] != y[0] {
						return 0
					}
					return strings.Compare(x, y)
				}) {
					t.Errorf("done out of order: %v", done)
				}
				slices.Sort(done)
				if strings.Join(done, " ") != c.done || strings.Join(again, " ") != c.again {
					t.Errorf("done %v, again %v; want %s, again %s", done, again, c.done, c.again)
				}
			})
		}
	}
}

func TestWhatEitherLeftUndoneComesAgain(t *testing.T) {
	b := batch(t)
	failures := func(i ...int) (out awsevents.DynamoDBEventResponse) {
		for _, n := range i {
			out.BatchItemFailures = append(out.BatchItemFailures, awsevents.DynamoDBBatchItemFailure{ItemIdentifier: b.Records[n].Change.SequenceNumber})
		}
		return out
	}
	got := stream.Either(b, failures(4, 1), failures(1, 0))
	want := failures(0, 1, 4)
	if !slices.Equal(got.BatchItemFailures, want.BatchItemFailures) {
		t.Errorf("again %v, want %v", got, want)
	}
}

func TestARecordThatIsNeitherHeadNorEntryIsLeftOut(t *testing.T) {
	b := batch(t)
	b.Records[0].Change.NewImage = nil
	b.Records[1].EventName = "REMOVE"
	done, again := run(t, b, 1, nil)
	if len(done) != 4 || len(again) != 0 {
		t.Errorf("done %v, again %v", done, again)
	}
}
