// Package boot turns a function's environment into what it works with: typed configuration, the store, the
// bucket, the secrets, the log. It knows every variable a function may read and what each is for, so that a
// missing one is named with its purpose. It refuses to touch the network: clients are made, nothing is asked,
// because a function's start is paid for by the customer who waits for it.
//
// A function's main.go is one line:
//
//	func main() { boot.Main("router", build) }
//
// where build makes the handler from the parts below.
package boot

import (
	"context"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

// Main builds a function's handler and gives it to the Lambda runtime; it does not return. name is the
// function's name in events.Topology and stands in every line of its log. The handler may be any function or
// value that lambda.Start takes. If build answers an error, the error is logged and the process ends with 1.
func Main[H any](name string, build func(ctx context.Context) (H, error)) {
	slog.SetDefault(Logger(name))
	handler, err := build(context.Background())
	if err != nil {
		slog.Error("start", "error", err)
		os.Exit(1)
	}
	lambda.Start(handler)
}

// Logger writes JSON lines to standard error, each with the function's name. Lines hold ids, counts and
// codes; never message text, phone numbers, names or secrets.
func Logger(name string) *slog.Logger {
	return slog.New(slog.NewJSONHandler(os.Stderr, nil)).With("function", name)
}
