package machine

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/infra/local/engine"
	"transom/infra/local/people"
	"transom/infra/local/process"
)

// patience is how long a program beside the runner may take to answer.
const patience = 20 * time.Second

// startChildren starts the engine, the object store and the sign-in service, all at once.
func (m *Machine) startChildren(ctx context.Context) error {
	sweepToken := word(20)
	base := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + m.data.dir, "TMPDIR=" + os.TempDir(), "TZ=UTC"}
	_, port, _ := net.SplitHostPort(m.ports.engine) // made by port.Free
	_, sweepPort, _ := net.SplitHostPort(m.ports.sweep)
	_, peoplePort, _ := net.SplitHostPort(m.ports.people)
	number, err := strconv.Atoi(peoplePort)
	if err != nil {
		return fmt.Errorf("read port: %w", err)
	}
	peopleDir := m.data.path("people")
	if err := people.Configure(peopleDir, "127.0.0.1", number); err != nil {
		return err
	}
	programs := []process.Program{
		{Name: "s3", Path: filepath.Join(m.config.Functions, "s3"), Args: []string{"-addr", m.ports.s3, "-dir", m.data.path("s3")}, Dir: m.data.dir,
			Env:   append(base, "AWS_ACCESS_KEY_ID="+m.data.settings.AccessKey, "AWS_SECRET_ACCESS_KEY="+m.data.settings.SecretKey, "GOMEMLIMIT=128MiB"),
			Ready: answers("http://" + m.ports.s3 + "/healthz")},
		{Name: "cognito", Path: m.config.node, Args: []string{"--max-old-space-size=128", m.config.cognito}, Dir: peopleDir,
			Env: append(base, "HOST=127.0.0.1", "PORT="+peoplePort, "NO_COLOR=1"), Before: func() { people.Guard(peopleDir) },
			Ready: answers("http://" + m.ports.people + "/health")},
	}
	if m.config.Endpoint == "" {
		programs = append(programs, process.Program{Name: "dynoxide", Path: m.config.Engine, Dir: m.data.dir,
			Args: []string{"serve", "--host", "127.0.0.1", "--port", port, "--db-path", m.data.path("engine", "tables.sqlite"),
				"--mcp", "--mcp-port", sweepPort},
			Env: append(base, "DYNOXIDE_MCP_AUTH_TOKEN="+sweepToken), Ready: answers("http://" + m.ports.engine)})
		m.upkeep = &engine.Upkeep{Path: m.data.path("engine", "tables.sqlite"), Sweep: "http://" + m.ports.sweep + "/mcp", Token: sweepToken, Log: m.log}
	}
	m.keepers = make([]*process.Keeper, len(programs))
	var all errgroup.Group
	for i, p := range programs {
		all.Go(func() error {
			log, err := process.OpenLog(m.data.path("logs"), p.Name, nil)
			if err != nil {
				return fmt.Errorf("open log of %s: %w", p.Name, err)
			}
			p.Log = log
			m.keepers[i], err = process.Keep(ctx, p, m.log, patience)
			if err != nil {
				return fmt.Errorf("%w (its log is %s)", err, m.data.path("logs", p.Name+".log"))
			}
			return nil
		})
	}
	return all.Wait()
}

// answers reports whether an address answers HTTP at all, be it with an error.
func answers(url string) func(context.Context) error {
	client := &http.Client{Timeout: 2 * time.Second}
	return func(ctx context.Context) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return fmt.Errorf("make request: %w", err)
		}
		answer, err := client.Do(r)
		if err != nil {
			return fmt.Errorf("ask %s: %w", url, err)
		}
		return answer.Body.Close()
	}
}
