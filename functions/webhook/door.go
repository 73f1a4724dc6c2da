package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/boot"
	"transom/functions/internal/intake"
	"transom/shared/channel/meta"
	"transom/shared/fault"
	"transom/shared/secret"
)

// path is where Meta's platforms post; Messenger and Instagram come by the same door.
const path = "/webhooks/meta"

// maxBody is the largest body taken, in bytes. Meta promises at most 3 MB (webhooks overview, 2026-03-12).
const maxBody = 3_500_000

// reserve is kept of a call's time for the answer: "come again" is better than silence.
const reserve = time.Second

// door is the webhook's handler.
type door struct {
	intake  *intake.Intake
	secrets *secret.Keeper
}

func build(ctx context.Context) (func(context.Context, awsevents.LambdaFunctionURLRequest) (awsevents.LambdaFunctionURLResponse, error), error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	b, err := boot.Bucket(ctx)
	if err != nil {
		return nil, err
	}
	k, err := boot.Secrets(ctx)
	if err != nil {
		return nil, err
	}
	return door{intake.New(s, b), k}.Handle, nil
}

// Handle answers one request. It never answers with an error: a platform understands status codes.
func (d door) Handle(ctx context.Context, r awsevents.LambdaFunctionURLRequest) (awsevents.LambdaFunctionURLResponse, error) {
	if end, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, end.Add(-reserve))
		defer cancel()
	}
	answer, err := d.answer(ctx, r)
	if err == nil {
		return answer, nil
	}
	if fault.KindOf(err) == fault.Internal || fault.KindOf(err) == fault.Later {
		slog.Error("webhook", "error", err)
	} else {
		slog.Warn("webhook refused", "code", codeOf(err))
	}
	return refusal(err), nil
}

func (d door) answer(ctx context.Context, r awsevents.LambdaFunctionURLRequest) (awsevents.LambdaFunctionURLResponse, error) {
	if r.RawPath != path {
		return awsevents.LambdaFunctionURLResponse{}, errNoPage
	}
	switch r.RequestContext.HTTP.Method {
	case http.MethodGet:
		return d.handshake(ctx, r.QueryStringParameters)
	case http.MethodPost:
		body, err := bytesOf(r)
		if err != nil {
			return awsevents.LambdaFunctionURLResponse{}, err
		}
		if err := d.signed(ctx, body, r.Headers[meta.SignatureHeader]); err != nil {
			return awsevents.LambdaFunctionURLResponse{}, err
		}
		if err := d.intake.Take(ctx, body); err != nil {
			return awsevents.LambdaFunctionURLResponse{}, errAgain.Because(err)
		}
		return plain("taken"), nil
	default:
		return awsevents.LambdaFunctionURLResponse{}, errMethod
	}
}

// handshake answers Meta's check of the callback address.
func (d door) handshake(ctx context.Context, query map[string]string) (awsevents.LambdaFunctionURLResponse, error) {
	token, err := d.secrets.Get(ctx, secret.MetaVerifyToken)
	if err != nil && !errors.Is(err, secret.ErrMissing) {
		return awsevents.LambdaFunctionURLResponse{}, fmt.Errorf("check callback address: %w", err)
	}
	challenge, ok := meta.Challenge(query, token)
	if !ok {
		return awsevents.LambdaFunctionURLResponse{}, errToken
	}
	return plain(challenge), nil
}

// signers are the secrets that may have signed: the app's own signs everything, but what Instagram sends to those
// who are connected by themselves (Instagram Login) may be signed with an app secret of its own.
var signers = []secret.Name{secret.MetaAppSecret, secret.InstagramAppSecret}

// signed holds the body's bytes, as they travelled, against the signature; any secret that fits will do. A
// deployment without a secret trusts nobody.
func (d door) signed(ctx context.Context, body []byte, header string) error {
	for _, name := range signers {
		secrets, err := d.secrets.List(ctx, name)
		if err != nil && !errors.Is(err, secret.ErrMissing) {
			return fmt.Errorf("check signature: %w", err)
		}
		if meta.Signed(body, header, secrets) {
			return nil
		}
	}
	return errSignature
}

// bytesOf gives the body as it travelled.
func bytesOf(r awsevents.LambdaFunctionURLRequest) ([]byte, error) {
	if !r.IsBase64Encoded {
		if len(r.Body) > maxBody {
			return nil, errTooLarge
		}
		return []byte(r.Body), nil
	}
	if base64.StdEncoding.DecodedLen(len(r.Body)) > maxBody+2 {
		return nil, errTooLarge
	}
	body, err := base64.StdEncoding.DecodeString(r.Body)
	if err != nil {
		return nil, errEncoding
	}
	if len(body) > maxBody {
		return nil, errTooLarge
	}
	return body, nil
}
