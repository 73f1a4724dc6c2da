// Function notifier reads the log's stream: it moves the workspace's sequence and counters, and tells the
// browsers what changed, each of them only what its colleague may see. It knows which entries are news to
// whom; it refuses to decide what a conversation is. A batch that comes again does no harm: the counters
// count it once, and browsers drop what they have.
package main

import (
	"context"
	"fmt"

	"transom/events"
	"transom/functions/internal/audience"
	"transom/functions/internal/boot"
	"transom/shared/live"
)

func main() { boot.Main("notifier", build) }

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
	n := &notifier{store: s, audience: audience.New(s, live.NewPusher(cfg, endpoint))}
	return n.handle, nil
}
