// Package machine puts the whole system together on one machine: the engine, the object store and the
// sign-in service beside it, the functions, the doors before them, the streams and the clock behind them. It
// reads the same topology as the CDK app and knows nothing of what any function does.
package machine

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"transom/events"
)

// Config is what a person may choose, by flags and environment.
type Config struct {
	Addr        string // TRANSOM_ADDR
	Data        string // TRANSOM_DATA
	Functions   string // TRANSOM_FUNCTIONS: folder of NAME/bootstrap, and of s3
	Web         string // TRANSOM_WEB: folder of the built client
	Engine      string // TRANSOM_DYNOXIDE: the engine's binary
	Password    string // TRANSOM_DEMO_PASSWORD
	AppSecret   string // TRANSOM_META_APP_SECRET
	VerifyToken string // TRANSOM_META_VERIFY_TOKEN
	Endpoint    string // AWS_ENDPOINT_URL_DYNAMODB: another engine, which is not started here
	Root        string // the project's folder
	Empty       bool
	Chaos       bool

	node, cognito string
}

// FromEnvironment reads the environment and finds the project's folder from the working directory upwards.
func FromEnvironment() (Config, error) {
	root, err := findRoot()
	if err != nil {
		return Config{}, err
	}
	or := func(name, fallback string) string {
		if v := os.Getenv(name); v != "" {
			return v
		}
		return fallback
	}
	platform := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if platform == "" {
		platform = runtime.GOARCH
	}
	return Config{
		Root: root, Addr: or("TRANSOM_ADDR", "127.0.0.1:8080"), Data: or("TRANSOM_DATA", filepath.Join(root, ".data")),
		Functions: or("TRANSOM_FUNCTIONS", filepath.Join(root, "build", "local")),
		Web:       or("TRANSOM_WEB", filepath.Join(root, "web", "dist")),
		Engine:    or("TRANSOM_DYNOXIDE", filepath.Join(root, ".local", "node_modules", "@dynoxide", runtime.GOOS+"-"+platform, "dynoxide")),
		Password:  os.Getenv("TRANSOM_DEMO_PASSWORD"), AppSecret: os.Getenv("TRANSOM_META_APP_SECRET"), VerifyToken: os.Getenv("TRANSOM_META_VERIFY_TOKEN"),
		Endpoint: os.Getenv("AWS_ENDPOINT_URL_DYNAMODB"),
		cognito:  filepath.Join(root, "node_modules", "cognito-local", "lib", "bin", "start.js"),
	}, nil
}

func findRoot() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find working directory: %w", err)
	}
	places := []string{start}
	if self, err := os.Executable(); err == nil {
		places = append(places, filepath.Dir(self))
	}
	for _, dir := range places {
		for {
			if text, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil && strings.HasPrefix(string(text), "module transom\n") {
				return dir, nil
			}
			up := filepath.Dir(dir)
			if up == dir {
				break
			}
			dir = up
		}
	}
	return "", errors.New("this is not the project's folder: change into it and start again")
}

// check finds out, before anything starts, whether everything needed is there. Each error says what to do.
func (c *Config) check() error {
	var err error
	if c.node, err = exec.LookPath("node"); err != nil {
		return errors.New("node is missing: install Node.js 20 or newer and start again")
	}
	needed := []struct{ path, cure string }{
		{c.cognito, "run make tools"},
		{filepath.Join(c.Functions, "s3"), "run make local"},
	}
	if c.Endpoint == "" {
		needed = append(needed, struct{ path, cure string }{c.Engine, "run make tools"})
	}
	for _, f := range events.Topology {
		needed = append(needed, struct{ path, cure string }{c.bootstrap(f.Name), "run make local"})
	}
	for _, n := range needed {
		if _, err := os.Stat(n.path); err != nil {
			return fmt.Errorf("%s is missing: %s", n.path, n.cure)
		}
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		return fmt.Errorf("TRANSOM_ADDR=%q is not an address: write host:port, for instance 127.0.0.1:8080", c.Addr)
	}
	return nil
}

func (c *Config) bootstrap(name string) string { return filepath.Join(c.Functions, name, "bootstrap") }
