package stream

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/events"
	"transom/infra/local/chaos"
	"transom/infra/local/lambda"
)

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
	w := newWorld(t, events.Stream{Batch: 5, Window: time.Minute, Retries: 3, PartialFail: true}) // all five in one batch, however slowly they are read
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
