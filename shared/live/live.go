// Package live posts frames to open sockets through API Gateway's connections API. It knows how long a frame
// may be, how often a post is tried and what "gone" means; it refuses to know who is behind a socket or what
// a frame says.
package live

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/apigatewaymanagementapi"
	"github.com/aws/aws-sdk-go-v2/service/apigatewaymanagementapi/types"
	"golang.org/x/sync/errgroup"

	"transom/shared/fault"
)

// ErrGone says that a socket is closed: nothing will ever reach it again.
var ErrGone = fault.New(fault.Missing, "connection_gone", "This socket is closed.")

// patience is how long one connection is tried, all its frames and repetitions together.
const patience = 5 * time.Second

// atOnce is how many connections are posted to at the same time.
const atOnce = 64

// Pusher posts frames. It is safe for concurrent use.
type Pusher struct {
	api *apigatewaymanagementapi.Client
}

// NewPusher makes one over the connections API at endpoint (https://…). A post that fails for the moment is
// repeated twice, after 50 and 200 ms.
func NewPusher(cfg aws.Config, endpoint string) *Pusher {
	return &Pusher{apigatewaymanagementapi.NewFromConfig(cfg, func(o *apigatewaymanagementapi.Options) {
		o.BaseEndpoint = aws.String(endpoint)
		o.Retryer = retry.NewStandard(func(r *retry.StandardOptions) {
			r.MaxAttempts = 3
			r.Backoff = retry.BackoffDelayerFunc(delay)
			r.RateLimiter = ratelimit.None
		})
	})}
}

func delay(attempt int, _ error) (time.Duration, error) {
	if attempt <= 1 {
		return 50 * time.Millisecond, nil
	}
	return 200 * time.Millisecond, nil
}

// Post sends frames to one connection, in order. ErrGone when it is closed; any other error means that a
// frame may be lost.
func (p *Pusher) Post(ctx context.Context, connection string, frames ...[]byte) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for _, f := range frames {
		_, err := p.api.PostToConnection(ctx, &apigatewaymanagementapi.PostToConnectionInput{ConnectionId: aws.String(connection), Data: f})
		if err != nil {
			return fmt.Errorf("post to connection %s: %w", connection, told(err))
		}
	}
	return nil
}

// Close ends a connection. Closing one that is gone is no error.
func (p *Pusher) Close(ctx context.Context, connection string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := p.api.DeleteConnection(ctx, &apigatewaymanagementapi.DeleteConnectionInput{ConnectionId: aws.String(connection)})
	if err != nil && !errors.Is(told(err), ErrGone) {
		return fmt.Errorf("close connection %s: %w", connection, err)
	}
	return nil
}

// told turns API Gateway's 410 into ErrGone.
func told(err error) error {
	var gone *types.GoneException
	if errors.As(err, &gone) {
		return ErrGone.Because(err)
	}
	return err
}

// Post is what one connection shall hear.
type Post struct {
	To     string
	Frames [][]byte
}

// Outcome names the connections that did not hear everything, by id, with what was in the way.
type Outcome map[string]error

// Fan posts to many connections, some at once, and waits for all of them. Those not in the outcome have
// everything.
func (p *Pusher) Fan(ctx context.Context, posts []Post) Outcome {
	missed := Outcome{}
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(atOnce)
	for _, post := range posts {
		group.Go(func() error {
			if err := p.Post(ctx, post.To, post.Frames...); err != nil {
				mu.Lock()
				defer mu.Unlock()
				missed[post.To] = err
			}
			return nil
		})
	}
	_ = group.Wait() // what went wrong is in missed
	return missed
}
