// Command fn is a function that does what its payload says.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
)

type order struct {
	Do   string
	Text string
	MS   int
}

func main() {
	if os.Getenv("FN_INIT") == "die" {
		os.Exit(3)
	}
	lambda.Start(func(_ context.Context, o order) (map[string]any, error) {
		switch o.Do {
		case "fail":
			return nil, errors.New(o.Text)
		case "die":
			os.Exit(7)
		case "sleep":
			time.Sleep(time.Duration(o.MS) * time.Millisecond)
		case "env":
			return map[string]any{"value": os.Getenv(o.Text), "pid": os.Getpid()}, nil
		}
		raw, err := json.Marshal(o)
		return map[string]any{"echo": string(raw), "pid": os.Getpid()}, err
	})
}
