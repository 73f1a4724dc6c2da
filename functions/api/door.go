package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/awslabs/aws-lambda-go-api-proxy/core"
	"github.com/awslabs/aws-lambda-go-api-proxy/httpadapter"

	"transom/shared/fault"
)

// door is the Lambda handler: API Gateway's event in, its answer out.
type door struct{ proxy *httpadapter.HandlerAdapterV2 }

// newDoor makes the handler of everything.
func newDoor(d *desk) door {
	_, mux := newAPI(d)
	return door{httpadapter.NewV2(guard(mux))}
}

// Handle answers one request. A request that is not HTTP at all is answered, not failed.
func (d door) Handle(ctx context.Context, event awsevents.APIGatewayV2HTTPRequest) (awsevents.APIGatewayV2HTTPResponse, error) {
	event.RawPath = escapeIDs.Replace(event.RawPath)
	answer, err := d.proxy.ProxyWithContext(ctx, event)
	if err != nil {
		p := problemOf(errShape)
		body, _ := json.Marshal(p) // strings and an int always render
		return awsevents.APIGatewayV2HTTPResponse{StatusCode: p.Status, Body: string(body),
			Headers: map[string]string{"Content-Type": p.ContentType("")}}, nil
	}
	return answer, nil
}

// escapeIDs puts back the escapes of message ids ("M%23…"), which an HTTP API undoes in rawPath.
var escapeIDs = strings.NewReplacer("#", "%23", "?", "%3F", " ", "%20")

// notes is what a request's log line says beyond the request itself.
type notes struct {
	workspace string
	code      string
	cause     error
}

type notesKey struct{}

// note gives the notes of the request that ctx belongs to.
func note(ctx context.Context) *notes {
	if n, ok := ctx.Value(notesKey{}).(*notes); ok {
		return n
	}
	return &notes{}
}

// guard logs each request once, in one line without personal data, turns a panic into a problem, and tells
// caches and browsers to keep their hands off.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		n := &notes{}
		r = r.WithContext(context.WithValue(r.Context(), notesKey{}, n))
		out := &recorder{ResponseWriter: w}
		out.Header().Set("Cache-Control", "no-store")
		out.Header().Set("X-Content-Type-Options", "nosniff")
		defer func() {
			if v := recover(); v != nil {
				n.cause, n.code = fmt.Errorf("panic: %v\n%s", v, debug.Stack()), errBroken.Code
				if out.status == 0 {
					writeProblem(out, problemOf(errBroken))
				}
			}
			logRequest(r, out.status, time.Since(began), n)
		}()
		next.ServeHTTP(out, r)
	})
}

func logRequest(r *http.Request, status int, took time.Duration, n *notes) {
	gateway, _ := core.GetAPIGatewayV2ContextFromContext(r.Context())
	attrs := []slog.Attr{
		slog.String("method", r.Method), slog.String("route", r.Pattern), slog.Int("status", status),
		slog.Float64("ms", float64(took.Microseconds())/1000), slog.String("request", gateway.RequestID),
	}
	if n.workspace != "" {
		attrs = append(attrs, slog.String("workspace", n.workspace))
	}
	if n.code != "" {
		attrs = append(attrs, slog.String("code", n.code))
	}
	level := slog.LevelInfo
	if n.cause != nil {
		level = slog.LevelError
		attrs = append(attrs, slog.String("error", n.cause.Error()), slog.String("kind", fault.KindOf(n.cause).String()))
	}
	slog.LogAttrs(r.Context(), level, "request", attrs...)
}

// recorder remembers the status for the log.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write notes the status that net/http would assume.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// writeProblem answers outside of any operation.
func writeProblem(w http.ResponseWriter, p *Problem) {
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the writer is a buffer
}
