// Package gateway turns HTTP requests and WebSockets into the events that API Gateway and Function URLs send
// to functions, and the functions' answers back. It stands for the HTTP API with its JWT authorizer, the
// Function URL of the webhooks, the WebSocket API and the API by which functions reach open sockets. It knows
// the routes of the topology and nothing of what is said on them.
package gateway

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"transom/events"
	"transom/infra/local/lambda"
)

// maxBody is the largest request a function can be given (6 MB; Lambda quotas, read 2026-11-20).
const maxBody = 6 << 20

// Invoke calls a function, as lambda.Service.Invoke.
type Invoke func(ctx context.Context, function string, payload []byte, from lambda.Origin) (lambda.Result, error)

// HTTP serves the topology's routes at both doors.
type HTTP struct {
	Invoke     Invoke
	Authorizer *Authorizer
	Log        *slog.Logger
}

// Handler serves every HTTP route of the functions; whatever matches none is answered 404.
func (g *HTTP) Handler(functions []events.Function) http.Handler {
	mux := http.NewServeMux()
	for _, f := range functions {
		for _, t := range f.On {
			if route, ok := t.(events.HTTP); ok {
				mux.Handle(pattern(route), g.route(f.Name, route))
			}
		}
	}
	return mux
}

// pattern writes a route as ServeMux does: {proxy+} is {proxy...}, ANY is no method.
func pattern(route events.HTTP) string {
	path := strings.ReplaceAll(route.Path, "+}", "...}")
	if route.Method == "ANY" {
		return path
	}
	return route.Method + " " + path
}

func (g *HTTP) route(function string, route events.HTTP) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var claims map[string]string
		if route.Door == events.API && !route.Public {
			var err error
			if claims, err = g.Authorizer.Check(r); err != nil {
				w.Header().Set("WWW-Authenticate", `Bearer scope="" error="invalid_token"`)
				problem(w, http.StatusUnauthorized, "not_signed_in", "You are not signed in, or no longer.")
				return
			}
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			problem(w, http.StatusRequestEntityTooLarge, "too_large", "The request is over 6 MB.")
			return
		}
		if err != nil {
			return // the caller is gone
		}
		event, err := httpEvent(r, route, body, claims)
		if err != nil {
			problem(w, http.StatusBadRequest, "bad_request", "The request cannot be read.")
			return
		}
		g.answer(w, r, function, route.Door, event)
	})
}

func (g *HTTP) answer(w http.ResponseWriter, r *http.Request, function string, door events.Door, event []byte) {
	if len(event) > maxBody {
		problem(w, http.StatusRequestEntityTooLarge, "too_large", "The request is over 6 MB.")
		return
	}
	result, err := g.Invoke(r.Context(), function, event, lambda.Door)
	switch {
	case errors.Is(err, lambda.ErrThrottled) && door == events.FunctionURL:
		problem(w, http.StatusTooManyRequests, "too_many", "Too many requests at once.")
	case err != nil:
		problem(w, http.StatusServiceUnavailable, "later", "The service is not available at the moment.")
	case result.Failed:
		g.Log.Warn("function failed", "function", function, "request", result.RequestID)
		status := http.StatusInternalServerError
		if door == events.FunctionURL {
			status = http.StatusBadGateway
		}
		problem(w, status, "internal", "Something went wrong on our side.")
	default:
		if err := writeAnswer(w, result.Payload); err != nil {
			g.Log.Warn("function's answer cannot be used", "function", function, "error", err)
			problem(w, http.StatusInternalServerError, "internal", "Something went wrong on our side.")
		}
	}
}

// problem answers as RFC 9457 says.
func problem(w http.ResponseWriter, status int, code, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"title":%q,"status":%d,"detail":%q,"code":%q}`+"\n", http.StatusText(status), status, detail, code)
}
