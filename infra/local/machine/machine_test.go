package machine

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"transom/events"
	"transom/infra/local/chaos"
	"transom/infra/local/schedule"
	"transom/shared/clock"
)

func TestTheDataFolderSaysInOneLineWhatIsWrong(t *testing.T) {
	cases := []struct {
		name    string
		prepare func(t *testing.T, dir string) string
		want    string
	}{
		{"in use", func(t *testing.T, dir string) string {
			d, err := openData(Config{Data: dir})
			if err != nil {
				t.Fatalf("open: %v", err)
			}
			t.Cleanup(func() { _ = d.lock.Close() })
			return dir
		}, "is in use: stop the other transom"},
		{"made by another version", func(t *testing.T, dir string) string {
			if err := os.WriteFile(filepath.Join(dir, "VERSION"), []byte("999\n"), 0o600); err != nil {
				t.Fatalf("write version: %v", err)
			}
			return dir
		}, "was made by another version"},
		{"not a folder that can be written", func(t *testing.T, dir string) string {
			file := filepath.Join(dir, "file")
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				t.Fatalf("write file: %v", err)
			}
			return filepath.Join(file, "data")
		}, "cannot be written"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := openData(Config{Data: c.prepare(t, t.TempDir())})
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want one line with %q", err, c.want)
			}
		})
	}
}

func TestWhatIsMadeUpAtTheFirstStartStays(t *testing.T) {
	dir := t.TempDir()
	first, err := openData(Config{Data: dir, VerifyToken: "chosen"})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	_ = first.lock.Close()
	again, err := openData(Config{Data: dir, Password: "chosen later"})
	if err != nil {
		t.Fatalf("open again: %v", err)
	}
	defer again.lock.Close()
	want := first.settings
	want.Password = "chosen later"
	if again.settings != want || want.VerifyToken != "chosen" || want.AppSecret == "" {
		t.Errorf("got %+v, want %+v", again.settings, want)
	}
	info, err := os.Stat(filepath.Join(dir, "settings.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the settings' mode is %v (%v), want 0600", info.Mode(), err)
	}
}

func TestMissingPartsAreNamedWithTheirCure(t *testing.T) {
	dir := t.TempDir()
	c := Config{Addr: "127.0.0.1:0", Functions: dir, cognito: filepath.Join(dir, "start.js"), Engine: filepath.Join(dir, "engine")}
	for _, step := range []struct{ want, make string }{
		{"run make tools", c.cognito}, {"run make local", filepath.Join(dir, "s3")}, {"run make tools", c.Engine},
	} {
		err := c.check()
		if err == nil || !strings.Contains(err.Error(), step.make+" is missing: "+step.want) {
			t.Errorf("got %v, want %s named with %q", err, step.make, step.want)
		}
		if err := os.WriteFile(step.make, nil, 0o600); err != nil {
			t.Fatalf("write: %v", err)
		}
	}
	if err := c.check(); err == nil || !strings.Contains(err.Error(), "bootstrap is missing: run make local") {
		t.Errorf("got %v, want the first function named", err)
	}
}

// controlled is a machine that has a clock and knobs, and nothing else.
func controlled(t *testing.T, dir string) (*Machine, *httptest.Server) {
	t.Helper()
	d, err := openData(Config{Data: dir})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	m := &Machine{data: d, chaos: new(chaos.Chaos), log: slog.New(slog.DiscardHandler)}
	m.timer = schedule.Start([]events.Function{}, clock.Now, nil, m.log)
	s := httptest.NewServer(m.controls())
	t.Setenv(clock.File, m.data.path("clock"))
	t.Cleanup(func() {
		s.Close()
		m.timer.Close()
		_ = d.lock.Close()
	})
	return m, s
}

func post(t *testing.T, s *httptest.Server, path, body string) int {
	t.Helper()
	answer, err := http.Post(s.URL+path, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatalf("post: %v", err)
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

func TestTheClockIsAdvancedForwardOnlyAndSurvivesARestart(t *testing.T) {
	dir := t.TempDir()
	m, s := controlled(t, dir)
	for _, c := range []struct {
		body string
		want int
	}{{`{"advance":"24h"}`, 200}, {`{"advance":"30m"}`, 200}, {`{"advance":"-1h"}`, 400}, {`{"advance":"soon"}`, 400}, {`no`, 400}} {
		if got := post(t, s, "/_local/clock", c.body); got != c.want {
			t.Errorf("%s: got %d, want %d", c.body, got, c.want)
		}
	}
	if got := clock.Offset(); got != 24*time.Hour+30*time.Minute {
		t.Errorf("the offset is %s, want 24h30m", got)
	}
	_ = m.data.lock.Close()
	controlled(t, dir)
	if got := clock.Offset(); got != 24*time.Hour+30*time.Minute {
		t.Errorf("after a restart the offset is %s, want 24h30m", got)
	}
}

func TestTheClockStandsWhereItIsToldAndRunsOnFromThere(t *testing.T) {
	dir := t.TempDir()
	m, s := controlled(t, dir)
	noon := time.Now().UTC().Add(time.Hour).Truncate(time.Second)
	order := func(body string, want int) {
		t.Helper()
		if got := post(t, s, "/_local/clock", body); got != want {
			t.Errorf("%s: got %d, want %d", body, got, want)
		}
	}
	stands := func(want time.Time) {
		t.Helper()
		if got := clock.Now(); !got.Equal(want) || !clock.Stands() {
			t.Errorf("it is %s (standing: %t), want it to stand at %s", got, clock.Stands(), want)
		}
	}
	order(`{"stand":"`+noon.Format(time.RFC3339)+`"}`, 200)
	stands(noon)
	order(`{"stand":"`+noon.Add(-time.Second).Format(time.RFC3339)+`"}`, 400)
	order(`{"advance":"90s"}`, 200)
	stands(noon.Add(90 * time.Second))
	_ = m.data.lock.Close()
	_, s = controlled(t, dir)
	stands(noon.Add(90 * time.Second))
	order(`{"run":true,"await":"dinner"}`, 400)
	order(`{"run":true}`, 200)
	if got := clock.Now(); got.Before(noon.Add(90*time.Second)) || clock.Stands() {
		t.Errorf("it is %s (standing: %t), want it to run on from %s", got, clock.Stands(), noon.Add(90*time.Second))
	}
}

func TestChaosIsSwitchedOverHTTP(t *testing.T) {
	m, s := controlled(t, t.TempDir())
	if got := post(t, s, "/_local/chaos", `{"on":true,"kill":0.5}`); got != 200 {
		t.Errorf("got %d, want 200", got)
	}
	if c := m.chaos.Settings(); !c.On || c.Kill != 0.5 || c.Repeat != chaos.Usual.Repeat || c.Doors {
		t.Errorf("got %+v, want the usual with more kills", c)
	}
	if got := post(t, s, "/_local/chaos", `{"on":true,"hold":"20ms","pause":"10ms"}`); got != 200 {
		t.Errorf("got %d, want 200", got)
	}
	if c := m.chaos.Settings(); c.Hold != 20*time.Millisecond || c.Pause != 10*time.Millisecond || c.Delay != chaos.Usual.Delay {
		t.Errorf("got %+v, want the usual with short waits", c)
	}
	if got := post(t, s, "/_local/chaos", `{"on":true,"spare":["api"]}`); got != 200 || m.chaos.Settings().Spare[0] != "api" || chaos.Usual.Spare[0] != "courier" {
		t.Errorf("got %d %+v, want the api to be spared, and the usual to be as it was", got, m.chaos.Settings())
	}
	if got := post(t, s, "/_local/chaos", `{"on":true,"spare":[]}`); got != 200 || len(m.chaos.Settings().Spare) != 0 {
		t.Errorf("got %d %+v, want nobody to be spared", got, m.chaos.Settings())
	}
	if got := post(t, s, "/_local/chaos", `{"on":true,"hold":"soon"}`); got != 400 {
		t.Errorf("got %d for a time that is none, want 400", got)
	}
	if got := post(t, s, "/_local/chaos", `{"on":false}`); got != 200 || m.chaos.Settings().On {
		t.Errorf("got %d %+v, want it off", got, m.chaos.Settings())
	}
	if got := post(t, s, "/_local/chaos", `{"havoc":true}`); got != 400 {
		t.Errorf("got %d for a knob that is none, want 400", got)
	}
}
