package lambda

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"transom/events"
	"transom/infra/local/chaos"
	"transom/infra/local/letters"
)

var fn = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "fn")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "bootstrap")
	out, err := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", path, "./testdata/fn").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

// service runs the test function under the name "fn", as f says, with extra environment.
func service(t *testing.T, f events.Function, o Options, env ...string) *Service {
	t.Helper()
	path, err := fn()
	if err != nil {
		t.Fatalf("build the test's function: %v", err)
	}
	f.Name = "fn"
	if f.Timeout == 0 {
		f.Timeout = 10 * time.Second
	}
	var server *httptest.Server
	o.Functions, o.Logger = []events.Function{f}, slog.New(slog.DiscardHandler)
	o.Bootstrap = func(string) string { return path }
	o.Environment = func(f events.Function) []string { return append(env, "AWS_LAMBDA_FUNCTION_NAME="+f.Name) }
	o.API = func() string { return strings.TrimPrefix(server.URL, "http://") }
	o.Log = func(string) io.Writer { return io.Discard }
	s := New(o)
	server = httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		s.Close()
		server.Close()
	})
	return s
}

func invoke(t *testing.T, s *Service, payload string) Result {
	t.Helper()
	r, err := s.Invoke(t.Context(), "fn", []byte(payload), Door)
	if err != nil {
		t.Fatalf("invoke %s: %v", payload, err)
	}
	return r
}

func pid(t *testing.T, r Result) int {
	t.Helper()
	var answer struct{ Pid int }
	if err := json.Unmarshal(r.Payload, &answer); err != nil || answer.Pid == 0 {
		t.Fatalf("read answer %s: %v", r.Payload, err)
	}
	return answer.Pid
}

// alone is a function of one environment: a call that comes while it is still finishing waits for it, however slow the
// machine is, instead of starting another.
var alone = events.Function{Reserved: 1}

func TestAFunctionAnswersAndItsEnvironmentStaysWarm(t *testing.T) {
	s := service(t, alone, Options{})
	first := invoke(t, s, `{"Text":"grüße"}`)
	if first.Failed || !strings.Contains(string(first.Payload), "grüße") {
		t.Fatalf("got %s, want the payload back", first.Payload)
	}
	for range 20 {
		if got, want := pid(t, invoke(t, s, `{}`)), pid(t, first); got != want {
			t.Fatalf("process %d answered, want the warm one, %d", got, want)
		}
	}
	if busy, _, count := s.Activity(); busy != 0 || count != 21 {
		t.Errorf("activity is %d running of %d, want 0 of 21", busy, count)
	}
	if s.Inits()["fn"] <= 0 {
		t.Errorf("no init time was measured")
	}
}

func TestWhatGoesWrongIsAnsweredAsLambdaDoes(t *testing.T) {
	cases := []struct {
		name, payload string
		timeout       time.Duration
		env, want     string
	}{
		{"a function's error", `{"Do":"fail","Text":"no luck"}`, 0, "", `"errorMessage":"no luck"`},
		{"a process that dies in mid-call", `{"Do":"die"}`, 0, "", `"Runtime.ExitError"`},
		{"a call that takes too long", `{"Do":"sleep","MS":60000}`, time.Second, "", `Task timed out after 1.00 seconds`},
		{"a process that dies before its first call", `{}`, 0, "FN_INIT=die", `"Runtime.ExitError"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := service(t, events.Function{Timeout: c.timeout}, Options{}, c.env)
			r := invoke(t, s, c.payload)
			if !r.Failed || !strings.Contains(string(r.Payload), c.want) {
				t.Errorf("got failed=%v %s, want an error with %s", r.Failed, r.Payload, c.want)
			}
		})
	}
}

func TestAfterATimeoutOrADeathTheNextCallGetsANewProcess(t *testing.T) {
	s := service(t, events.Function{Timeout: time.Second}, Options{})
	first := pid(t, invoke(t, s, `{}`))
	invoke(t, s, `{"Do":"sleep","MS":5000}`)
	second := pid(t, invoke(t, s, `{}`))
	if second == first {
		t.Errorf("the process that timed out answered again")
	}
	if err := syscall.Kill(second, syscall.SIGKILL); err != nil {
		t.Fatalf("kill: %v", err)
	}
	deadline := time.Now().Add(5 * time.Second)
	for {
		if r := invoke(t, s, `{}`); !r.Failed && pid(t, r) != second {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("no new process came")
		}
	}
}

func TestCallsAtOnceGetProcessesOfTheirOwnUpToTheReservation(t *testing.T) {
	s := service(t, events.Function{Reserved: 3}, Options{})
	var work sync.WaitGroup
	var mu sync.Mutex
	pids := map[int]int{}
	for range 9 {
		work.Go(func() {
			r, err := s.Invoke(t.Context(), "fn", []byte(`{"Do":"sleep","MS":300}`), Door)
			if err != nil {
				t.Errorf("invoke: %v", err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			pids[pid(t, r)]++
		})
	}
	work.Wait()
	if len(pids) != 3 {
		t.Errorf("%d processes answered, want 3: %v", len(pids), pids)
	}
}

func TestAnIdleEnvironmentEnds(t *testing.T) {
	s := service(t, events.Function{}, Options{Idle: 100 * time.Millisecond})
	invoke(t, s, `{}`)
	for deadline := time.Now().Add(5 * time.Second); len(s.Processes()) > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the idle process is still there")
		}
	}
	invoke(t, s, `{}`)
}

func TestAnUnknownFunctionIsSaidToBeUnknown(t *testing.T) {
	s := service(t, events.Function{}, Options{})
	if _, err := s.Invoke(t.Context(), "other", nil, Door); !errors.Is(err, ErrUnknownFunction) {
		t.Errorf("got %v, want ErrUnknownFunction", err)
	}
}

func TestACallerThatLeavesDoesNotStopTheCall(t *testing.T) {
	s := service(t, alone, Options{})
	warm := pid(t, invoke(t, s, `{}`))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := s.Invoke(ctx, "fn", []byte(`{"Do":"sleep","MS":300}`), Door); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v, want the caller's own deadline", err)
	}
	for busy := 1; busy > 0; busy, _, _ = s.Activity() {
		time.Sleep(5 * time.Millisecond)
	}
	if got := pid(t, invoke(t, s, `{}`)); got != warm {
		t.Errorf("the process was replaced (%d, %d); the call was not left to end", warm, got)
	}
}

// queue opens a queue in a folder that outlives it.
func queue(t *testing.T, s *Service, dir string) (*Queue, *letters.Box) {
	t.Helper()
	box, err := letters.Open(filepath.Join(dir, "letters"))
	if err != nil {
		t.Fatalf("open letters: %v", err)
	}
	q, err := OpenQueue(s, filepath.Join(dir, "queue"), box, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatalf("open queue: %v", err)
	}
	return q, box
}

func TestAnAsynchronousCallThatKeepsFailingBecomesADeadLetter(t *testing.T) {
	s := service(t, events.Function{}, Options{})
	q, box := queue(t, s, t.TempDir())
	defer q.Close()
	if _, err := q.Put("fn", []byte(`{"Do":"fail","Text":"never"}`), 1); err != nil {
		t.Fatalf("put: %v", err)
	}
	for deadline := time.Now().Add(20 * time.Second); q.Pending() > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the call is still pending")
		}
	}
	list, err := box.List()
	if err != nil || len(list) != 1 || list[0].Function != "fn" || !strings.Contains(list[0].Error, "never") {
		t.Errorf("got letters %+v (%v), want the one call", list, err)
	}
	if _, _, count := s.Activity(); count != 2 {
		t.Errorf("the function was called %d times, want 2", count)
	}
}

func TestACallThatWasAcceptedIsMadeAfterARestart(t *testing.T) {
	dir := t.TempDir()
	slow := service(t, events.Function{Timeout: time.Minute}, Options{})
	q, _ := queue(t, slow, dir)
	if _, err := q.Put("fn", []byte(`{"Do":"sleep","MS":30000}`), 2); err != nil {
		t.Fatalf("put: %v", err)
	}
	q.Close()
	left, err := filepath.Glob(filepath.Join(dir, "queue", "*.json"))
	if err != nil || len(left) != 1 {
		t.Fatalf("%v is waiting (%v), want one call", left, err)
	}
	text, err := os.ReadFile(left[0])
	if err != nil {
		t.Fatalf("read call: %v", err)
	}
	if err := os.WriteFile(left[0], []byte(strings.Replace(string(text), "30000", "1", 1)), 0o600); err != nil {
		t.Fatalf("make the call quick: %v", err)
	}
	again, _ := queue(t, service(t, events.Function{}, Options{}), dir)
	defer again.Close()
	for deadline := time.Now().Add(10 * time.Second); again.Pending() > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the call is still pending")
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "queue", "*.json")); len(left) != 0 {
		t.Errorf("%v is still there", left)
	}
}

func TestUnderChaosRepeatedCallsStillAllGetDone(t *testing.T) {
	c := new(chaos.Chaos)
	c.Set(chaos.Settings{On: true, Seed: 7, Kill: 0.2, Drop: 0.2, Repeat: 0.2})
	s := service(t, events.Function{}, Options{Chaos: c})
	q, box := queue(t, s, t.TempDir())
	defer q.Close()
	for range 20 {
		if _, err := q.Put("fn", []byte(`{"Do":"sleep","MS":10}`), 20); err != nil {
			t.Fatalf("put: %v", err)
		}
	}
	for deadline := time.Now().Add(60 * time.Second); q.Pending() > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d calls are still pending", q.Pending())
		}
	}
	if list, _ := box.List(); len(list) != 0 {
		t.Errorf("%d dead letters, want none", len(list))
	}
	if _, _, count := s.Activity(); count <= 20 {
		t.Errorf("%d calls were made; chaos did nothing", count)
	}
}
