package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

// Binary is the environment variable that names the engine's program; without it the one that `make tools`
// installs is used.
const Binary = "TRANSOM_DYNOXIDE"

// shared starts one engine per test binary; it ends with the binary.
var shared = sync.OnceValues(func() (string, error) {
	endpoint, _, err := start()
	return endpoint, err
})

// alone starts an engine for one test and ends it with the test.
func alone(t testing.TB) (endpoint string) {
	t.Helper()
	endpoint, end, err := start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = end.Close() }) // it goes when its standard input does
	return endpoint
}

var errNoEngine = errors.New("the DynamoDB engine is not installed: run make tools")

// start starts an engine, which ends when end is closed.
func start() (endpoint string, end io.Closer, err error) {
	program, err := find()
	if err != nil {
		return "", nil, err
	}
	for range 5 { // a free port may be taken before the engine has it
		if endpoint, end, err = serve(program); err == nil {
			return endpoint, end, nil
		}
	}
	return "", nil, err
}

// find looks upwards for the module's root.
func find() (string, error) {
	if p := os.Getenv(Binary); p != "" {
		return p, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the engine: %w", err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			return "", errNoEngine
		}
	}
	arch := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	p := filepath.Join(dir, ".local", "node_modules", "@dynoxide", runtime.GOOS+"-"+arch, "dynoxide")
	if _, err := os.Stat(p); err != nil {
		return "", errNoEngine
	}
	return p, nil
}

// guard runs the engine and ends it when its own standard input ends: the test binary holds the other end,
// so the engine goes however the binary goes.
const guard = `exec 3<&0; "$0" "$@" <&- & engine=$!; { cat <&3 >/dev/null; kill $engine 2>/dev/null; } & wait $engine`

func serve(program string) (endpoint string, end io.Closer, err error) {
	port, err := freePort()
	if err != nil {
		return "", nil, err
	}
	cmd := exec.CommandContext(context.Background(), "sh", "-c", guard, program, "serve", "--host", "127.0.0.1", "--port", port)
	if end, err = cmd.StdinPipe(); err != nil {
		return "", nil, fmt.Errorf("start the engine: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return "", nil, fmt.Errorf("start the engine: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	endpoint = "http://127.0.0.1:" + port
	return endpoint, end, ready(endpoint, ended)
}

// ready waits until the engine answers, or has ended.
func ready(endpoint string, ended <-chan error) error {
	for range 500 {
		select {
		case err := <-ended:
			return fmt.Errorf("the engine ended at once: %w", err)
		case <-time.After(10 * time.Millisecond):
		}
		if answers(endpoint) {
			return nil
		}
	}
	return errors.New("the engine does not answer")
}

func answers(endpoint string) bool {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, endpoint, nil)
	if err != nil {
		return false
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	return answer.Body.Close() == nil
}

func freePort() (string, error) {
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}
