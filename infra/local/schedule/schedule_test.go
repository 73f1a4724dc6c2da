package schedule

import (
	"encoding/json"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/events"
)

func TestAScheduleFollowsAClockThatIsMoved(t *testing.T) {
	var now atomic.Int64
	start := time.Date(2026, 11, 20, 12, 0, 30, 0, time.UTC)
	now.Store(start.UnixNano())
	calls := make(chan awsevents.EventBridgeEvent, 100)
	put := func(function string, payload []byte, retries int) (string, error) {
		var e awsevents.EventBridgeEvent
		if err := json.Unmarshal(payload, &e); err != nil || function != "closer" || retries != 2 {
			t.Errorf("got a call of %s with %d retries (%v)", function, retries, err)
		}
		calls <- e
		return "", nil
	}
	functions := []events.Function{{Name: "closer", On: []events.Trigger{events.Every{Period: time.Minute}}}, {Name: "other", On: []events.Trigger{events.Async{}}}}
	s := Start(functions, func() time.Time { return time.Unix(0, now.Load()).UTC() }, put, slog.New(slog.DiscardHandler))
	defer s.Close()
	move := func(d time.Duration) {
		now.Add(int64(d))
		s.Wake()
	}
	wait := func(want time.Time) {
		t.Helper()
		select {
		case e := <-calls:
			if !e.Time.Equal(want) || e.Source != "aws.events" || e.DetailType != "Scheduled Event" {
				t.Errorf("got %+v, want the scheduled event of %s", e, want)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("the call of %s did not come", want)
		}
	}
	move(29 * time.Second) // not due yet
	move(2 * time.Second)
	wait(start.Add(30 * time.Second))
	move(24 * time.Hour) // once, not 1,440 times
	wait(start.Add(90 * time.Second))
	move(time.Minute)
	wait(start.Add(24*time.Hour + 90*time.Second))
	if len(calls) != 0 {
		t.Errorf("%d more calls came", len(calls))
	}
	now.Add(int64(time.Minute))
	s.Look() // it returns once the call is put
	if len(calls) != 1 {
		t.Errorf("%d calls were put before Look returned, want 1", len(calls))
	}
	wait(start.Add(24*time.Hour + 150*time.Second))
	move(-48 * time.Hour) // the clock was set right: the schedule must not wait two days
	for range 1000 {
		move(time.Minute)
		select {
		case <-calls:
			return
		case <-time.After(time.Millisecond):
		}
	}
	t.Error("after the clock went back no call came")
}
