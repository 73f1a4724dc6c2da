package stories

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"transom/events"
)

// starts is how often each function is started to measure it.
const starts = 15

// initTimes prints, for each function, how long from the start of its process to its first request for work.
func initTimes(t *testing.T, binaries string) {
	t.Helper()
	asked := make(chan time.Time)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("listen: %v", err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/invocation/next") {
			asked <- time.Now()
		}
		<-r.Context().Done()
	})}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	for _, f := range events.Topology {
		var all []time.Duration
		for range starts {
			all = append(all, startOnce(t, filepath.Join(binaries, f.Name, "bootstrap"), listener.Addr().String(), asked))
		}
		printLatency(t, "init of "+f.Name, all)
	}
}

func startOnce(t *testing.T, binary, api string, asked <-chan time.Time) time.Duration {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary)
	cmd.Env = append(os.Environ(), "AWS_LAMBDA_RUNTIME_API="+api, "AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=x", "AWS_SECRET_ACCESS_KEY=x")
	for _, name := range []string{events.EnvStage, events.EnvTableCore, events.EnvTableMsgs, events.EnvTableLive, events.EnvBucketMedia,
		events.EnvSecrets, events.EnvUserPool, events.EnvUserPoolClient, events.EnvWorker} {
		cmd.Env = append(cmd.Env, name+"=bench")
	}
	cmd.Env = append(cmd.Env, events.EnvSocketEndpoint+"=http://127.0.0.1:1", events.EnvSocketURL+"=ws://127.0.0.1:1")
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", binary, err)
	}
	defer func() { _ = cmd.Wait() }()
	defer cancel()
	select {
	case at := <-asked:
		return at.Sub(began)
	case <-ctx.Done():
		t.Fatalf("%s never asked for work", binary)
		return 0
	}
}
