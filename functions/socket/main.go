// Function socket lets browsers in with a one-time ticket, says what they missed, and knows who is here and
// what they look at. It knows the frames of shared/wire that go up; it refuses to change a conversation: a
// socket carries news, acts go through the api.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"transom/events"
	"transom/functions/internal/audience"
	"transom/functions/internal/boot"
	"transom/shared/live"
)

func main() { boot.Main("socket", build) }

// build reads the environment and makes the handler.
func build(ctx context.Context) (handler, error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	cfg, err := boot.AWS(ctx)
	if err != nil {
		return nil, fmt.Errorf("make clients: %w", err)
	}
	endpoint, err := boot.Env(events.EnvSocketEndpoint, "the address of the connections API")
	if err != nil {
		return nil, err
	}
	worker, err := boot.Env(events.EnvWorker, "the worker function")
	if err != nil {
		return nil, err
	}
	pusher := live.NewPusher(cfg, endpoint)
	l := &lobby{store: s, pusher: pusher, audience: audience.New(s, pusher), functions: lambda.NewFromConfig(cfg), worker: worker}
	for o := range strings.SplitSeq(os.Getenv(events.EnvOrigin), ",") {
		if o = strings.TrimSpace(o); o != "" {
			l.origins = append(l.origins, o)
		}
	}
	return l.handle, nil
}
