// Package localtest starts the built runner for a test, on free ports and with a data folder of its own, and
// holds what a story needs to know about it. It knows the runner's public contract only: environment, the line
// at start, and the doors.
package localtest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"transom/infra/local/port"
	"transom/infra/local/process"
)

// Options choose how the machine starts.
type Options struct {
	Empty bool   // no demo conversations
	Chaos bool   // misbehave
	Dir   string // a data folder to keep; empty: one that goes with the test
}

// Machine is a running machine. It ends with the test.
type Machine struct {
	Addr        string // host:port of the front
	Password    string // of all demo people
	AppSecret   string
	VerifyToken string
	Dir         string // the data folder

	t   testing.TB
	cmd *exec.Cmd
}

// Start starts build/transom and waits for its line. The test fails when that has not been built or does not
// come up within a minute and a half.
func Start(t testing.TB, o Options) *Machine {
	t.Helper()
	root := findRoot(t)
	m := &Machine{Addr: freeAddr(t), Password: "demo-password-1", AppSecret: "story-app-secret", VerifyToken: "story-verify-token", Dir: o.Dir, t: t}
	if m.Dir == "" {
		m.Dir = t.TempDir()
	}
	m.start(root, o)
	t.Cleanup(m.Stop)
	return m
}

func (m *Machine) start(root string, o Options) {
	m.t.Helper()
	var args []string
	if o.Empty {
		args = append(args, "-empty")
	}
	if o.Chaos {
		args = append(args, "-chaos")
	}
	m.cmd = exec.Command(filepath.Join(root, "build", "transom"), args...)
	m.cmd.Dir = root
	m.cmd.Env = append(os.Environ(), "TRANSOM_ADDR="+m.Addr, "TRANSOM_DATA="+m.Dir, "TRANSOM_DEMO_PASSWORD="+m.Password,
		"TRANSOM_META_APP_SECRET="+m.AppSecret, "TRANSOM_META_VERIFY_TOKEN="+m.VerifyToken)
	var trouble bytes.Buffer
	m.cmd.Stderr = &trouble
	out, err := m.cmd.StdoutPipe()
	if err != nil {
		m.t.Fatalf("open the runner's output: %v", err)
	}
	if err := process.Start(m.cmd); err != nil { // it ends with the test binary, however that ends
		m.t.Fatalf("start the runner: %v (make local builds it)", err)
	}
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(out).ReadString('\n') // no line: it ended
		line <- text
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case text := <-line:
		if text == "" {
			_ = m.cmd.Wait() // its words say why
			m.t.Fatalf("the runner ended: %s", trouble.String())
		}
	case <-time.After(90 * time.Second):
		_ = m.cmd.Process.Kill()
		m.t.Fatalf("the runner did not come up")
	}
}

// Stop interrupts the machine as Ctrl-C does and waits for its end. Stopping twice is safe.
func (m *Machine) Stop() {
	if m.cmd == nil {
		return
	}
	cmd := m.cmd
	m.cmd = nil
	if m.t.Failed() {
		m.tail()
	}
	_ = cmd.Process.Signal(syscall.SIGINT)
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // a forced end is no news
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(15 * time.Second):
		_ = cmd.Process.Kill()
		<-ended
		m.t.Errorf("the runner did not stop within 15 s")
	}
}

// Kill ends the runner without warning, as a power cut does.
func (m *Machine) Kill() {
	cmd := m.cmd
	m.cmd = nil
	_ = cmd.Process.Kill()
	_ = cmd.Wait() // it was killed
}

// Restart starts the machine again on the same data, after Stop or Kill.
func (m *Machine) Restart(o Options) {
	m.t.Helper()
	m.start(findRoot(m.t), o)
}

// tail shows the end of every log.
func (m *Machine) tail() {
	files, _ := filepath.Glob(filepath.Join(m.Dir, "logs", "*.log")) // the pattern is right
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err == nil && len(text) > 0 {
			m.t.Logf("== %s\n%s", filepath.Base(f), text[max(0, len(text)-2000):])
		}
	}
}

// Admin signs in as the admin and gives an access token.
func (m *Machine) Admin() string {
	m.t.Helper()
	return m.SignIn("admin@demo.transom")
}

// SignIn gives an access token for one of the demo people.
func (m *Machine) SignIn(email string) string {
	m.t.Helper()
	var answer struct{ AccessToken string }
	m.post("/api/v1/auth/sign-in", map[string]string{"email": email, "password": m.Password}, &answer)
	return answer.AccessToken
}

// Advance moves the clock forward and waits until what fell due has been done.
func (m *Machine) Advance(d time.Duration) {
	m.t.Helper()
	m.post("/_local/clock", map[string]string{"advance": d.String()}, nil)
	m.AwaitQuiet()
}

func (m *Machine) post(path string, in, out any) {
	m.t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		m.t.Fatalf("encode: %v", err)
	}
	answer, err := http.Post("http://"+m.Addr+path, "application/json", bytes.NewReader(body))
	if err != nil {
		m.t.Fatalf("POST %s: %v", path, err)
	}
	m.read("POST "+path, answer, out)
}

func (m *Machine) read(what string, answer *http.Response, out any) {
	m.t.Helper()
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		m.t.Fatalf("%s: got %d %.300s (%v), want success", what, answer.StatusCode, text, err)
	}
	if out != nil {
		if err := json.Unmarshal(text, out); err != nil {
			m.t.Fatalf("%s: read %.300s: %v", what, text, err)
		}
	}
}

func findRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatalf("find working directory: %v", err)
	}
	for {
		if text, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil && strings.HasPrefix(string(text), "module transom\n") {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("the test does not run inside the project")
		}
		dir = filepath.Dir(dir)
	}
}

func freeAddr(t testing.TB) string {
	t.Helper()
	addr, err := port.Free()
	if err != nil {
		t.Fatal(err)
	}
	return addr
}

// AwaitQuiet waits until nothing is under way: no call runs or waits, and every stream has been read to its
// end. The test fails when that does not come within two minutes.
func (m *Machine) AwaitQuiet() {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	var last State
	for {
		if last = m.State(); last.Quiet {
			return
		}
		select {
		case <-ctx.Done():
			m.t.Fatalf("the machine does not come to rest: %s", fmt.Sprintf("%+v", last))
		case <-time.After(10 * time.Millisecond):
		}
	}
}
