// Package mediatest gives tests a real S3 engine: the gateway that one machine uses, as a process of its own.
// It knows how to build and stop it, and holds no fakes.
package mediatest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

const key, secret = "id", "secret"

// Name is the bucket that New makes, and Origin the page that may write to it.
const (
	Name   = "media"
	Origin = "https://client.test"
)

// guard runs the engine and ends it when its own standard input ends: the test binary holds the other end, so the
// engine goes however the binary goes.
const guard = `exec 3<&0; "$0" "$@" <&- & engine=$!; { cat <&3 >/dev/null; kill $engine 2>/dev/null; } & wait $engine`

// New starts an S3 engine with an empty bucket called Name and gives a client of it. It ends with the test.
func New(t testing.TB) *s3.Client {
	t.Helper()
	dir := t.TempDir()
	address := freeAddress(t)
	engine, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(context.Background(), "sh", "-c", guard, engine, "-addr", address, "-dir", dir)
	cmd.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID="+key, "AWS_SECRET_ACCESS_KEY="+secret)
	end, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = end.Close(); _ = cmd.Wait() })
	client := s3.New(s3.Options{
		Region: "us-east-1", BaseEndpoint: aws.String("http://" + address), UsePathStyle: true, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: key, SecretAccessKey: secret}, nil
		}),
	})
	answers(t, "http://"+address+"/healthz")
	if _, err = client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String(Name)}); err != nil {
		t.Fatal(err)
	}
	_, err = client.PutBucketCors(t.Context(), &s3.PutBucketCorsInput{Bucket: aws.String(Name), CORSConfiguration: &types.CORSConfiguration{
		CORSRules: []types.CORSRule{{AllowedOrigins: []string{Origin}, AllowedMethods: []string{"GET", "PUT"}, AllowedHeaders: []string{"*"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// answers waits until an address answers at all.
func answers(t testing.TB, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if a, err := http.DefaultClient.Do(r); err == nil {
			_ = a.Body.Close()
			if a.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s does not answer", address)
}

func freeAddress(t testing.TB) string {
	t.Helper()
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// program builds the gateway, once per test binary; it is cached between them.
var program = sync.OnceValues(func() (string, error) {
	root, err := root()
	if err != nil {
		return "", fmt.Errorf("find the module: %w", err)
	}
	path := filepath.Join(root, "build", "test", "s3")
	cmd := exec.CommandContext(context.Background(), "go", "build", "-o", path, "./infra/local/s3")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the S3 engine: %w: %s", err, out)
	}
	return path, nil
})

// root is the folder of go.mod above the test's own.
func root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", os.ErrNotExist
		}
	}
}
