package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/awslabs/aws-lambda-go-api-proxy/httpadapter"

	"transom/events"
	"transom/functions/internal/audience"
	"transom/functions/internal/boot"
	"transom/shared/live"
	"transom/shared/media"
	"transom/shared/secret"
	"transom/shared/store"
)

// desk is what the routes work with.
type desk struct {
	store     *store.Store
	bucket    *media.Bucket
	secrets   *secret.Keeper
	audience  *audience.Audience
	socketURL string // where browsers connect, wss://…
	names     *names
}

type handler func(context.Context, awsevents.APIGatewayV2HTTPRequest) (awsevents.APIGatewayV2HTTPResponse, error)

// build reads the environment and makes the handler.
func build(ctx context.Context) (handler, error) {
	d := &desk{names: newNames()}
	var err error
	if d.secrets, err = boot.Secrets(ctx); err != nil {
		return nil, err
	}
	if d.store, err = boot.Store(ctx, store.WithCursorKey(d.cursorKey)); err != nil {
		return nil, err
	}
	if d.bucket, err = boot.Bucket(ctx); err != nil {
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
	if d.socketURL, err = boot.Env(events.EnvSocketURL, "the address where browsers open their socket"); err != nil {
		return nil, err
	}
	d.audience = audience.New(d.store, live.NewPusher(cfg, endpoint))
	return d.handler(), nil
}

// cursorKey is the secret that signs cursors; nothing where it has not been set.
func (d *desk) cursorKey(ctx context.Context) ([]byte, error) {
	key, err := d.secrets.Get(ctx, secret.CursorKey)
	if errors.Is(err, secret.ErrMissing) {
		return nil, nil
	}
	return []byte(key), err
}

// prefix is where the visitor's API begins.
const prefix = "/webchat/v1"

// handler is the Lambda handler: API Gateway's event in, its answer out.
func (d *desk) handler() handler {
	mux := http.NewServeMux()
	mux.HandleFunc("OPTIONS "+prefix+"/", d.preflight)
	mux.HandleFunc("POST "+prefix+"/sessions", d.answers(d.beginSession))
	mux.HandleFunc("GET "+prefix+"/messages", d.answers(d.visited(d.listMessages)))
	mux.HandleFunc("POST "+prefix+"/messages", d.answers(d.visited(d.takeMessage)))
	mux.HandleFunc("POST "+prefix+"/uploads", d.answers(d.visited(d.offerUpload)))
	mux.HandleFunc("POST "+prefix+"/events", d.answers(d.visited(d.takeEvent)))
	mux.HandleFunc("POST "+prefix+"/socket-tickets", d.answers(d.visited(d.issueTicket)))
	mux.HandleFunc("/", d.answers(func(http.ResponseWriter, *http.Request) (any, error) { return nil, errNoRoute }))
	proxy := httpadapter.NewV2(mux)
	return func(ctx context.Context, e awsevents.APIGatewayV2HTTPRequest) (awsevents.APIGatewayV2HTTPResponse, error) {
		answer, err := proxy.ProxyWithContext(ctx, e)
		if err != nil {
			return awsevents.APIGatewayV2HTTPResponse{StatusCode: http.StatusBadRequest}, nil
		}
		return answer, nil
	}
}
