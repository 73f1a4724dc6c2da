// Command s3 answers the S3 protocol from a folder: objects in DIR/objects, what S3 knows about them in
// DIR/meta. It is a program of its own because the gateway library changes its working directory and allows
// one instance per process. It checks signatures against one key pair, which it reads from the environment
// (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), and does not know what it stores.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:9000", "where to listen")
	dir := flag.String("dir", "", "where to keep objects")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, *addr, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "s3:", err)
		os.Exit(1)
	}
}

func serve(ctx context.Context, addr, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find folder: %w", err)
	}
	objects, about := filepath.Join(dir, "objects"), filepath.Join(dir, "meta")
	for _, d := range []string{objects, about} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
	}
	sidecar, err := meta.NewSideCar(about)
	if err != nil {
		return fmt.Errorf("open metadata: %w", err)
	}
	options := posix.PosixOpts{SideCarDir: about, CopyObjectThreshold: 5 << 30} // S3's own limit; 0 refuses every copy
	options.SetNewDirPerm(0o700)
	options.SetNewFilePerm(0o600)
	backend, err := posix.New(objects, sidecar, options)
	if err != nil {
		return fmt.Errorf("open objects: %w", err)
	}
	return embedgw.RunVersityGW(ctx, backend, &embedgw.Config{
		RootUserAccess: os.Getenv("AWS_ACCESS_KEY_ID"), RootUserSecret: os.Getenv("AWS_SECRET_ACCESS_KEY"),
		Region: "us-east-1", Ports: []string{addr}, Quiet: true, KeepAlive: true, HealthPath: "/healthz",
		MaxConnections: 1024, MaxRequests: 512, MultipartMaxParts: 10_000,
	})
}
