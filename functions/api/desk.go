package main

import (
	"context"
	"errors"
	"fmt"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"transom/events"
	"transom/functions/internal/boot"
	"transom/functions/internal/intake"
	"transom/functions/internal/platforms"
	"transom/shared/channel"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// desk is what the operations work with.
type desk struct {
	store     *store.Store
	bucket    *media.Bucket
	secrets   *secret.Keeper
	people    *cognitoidentityprovider.Client
	client    string // the user pool's client, public and without a secret
	socketURL string // where browsers connect, wss://…
	known     *memory
	intake    *intake.Intake
	senders   map[rules.ChannelKind]channel.Sender // ask platforms about accounts
	functions *lambda.Client                       // wakes the worker; nil where there is none
	worker    string
	mails     bool // e-mail can be sent
}

// build reads the environment and makes the handler.
func build(ctx context.Context) (func(context.Context, awsevents.APIGatewayV2HTTPRequest) (awsevents.APIGatewayV2HTTPResponse, error), error) {
	d := &desk{known: newMemory()}
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
	d.intake = intake.New(d.store, d.bucket)
	cfg, err := boot.AWS(ctx)
	if err != nil {
		return nil, fmt.Errorf("make the sign-in client: %w", err)
	}
	d.people = cognitoidentityprovider.NewFromConfig(cfg)
	d.senders, d.functions = platforms.Senders(), lambda.NewFromConfig(cfg)
	if d.worker, err = boot.Env(events.EnvWorker, "the function that shows customers signs of life"); err != nil {
		return nil, err
	}
	d.mails = boot.EnvOr(events.EnvMailFrom, "") != ""
	if d.client, err = boot.Env(events.EnvUserPoolClient, "the user pool's client for the web"); err != nil {
		return nil, err
	}
	if d.socketURL, err = boot.Env(events.EnvSocketURL, "the address where browsers open their socket"); err != nil {
		return nil, err
	}
	return newDoor(d).Handle, nil
}

// cursorKey is the secret that signs the cursors of lists; nothing where it has not been set.
func (d *desk) cursorKey(ctx context.Context) ([]byte, error) {
	key, err := d.secrets.Get(ctx, secret.CursorKey)
	if errors.Is(err, secret.ErrMissing) {
		return nil, nil
	}
	return []byte(key), err
}
