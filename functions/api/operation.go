package main

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"transom/shared/store"
)

// none is the input of an operation that takes nothing.
type none struct{}

// reply is the output of an operation that answers with one JSON value.
type reply[T any] struct{ Body T }

// list is a page of something. Cursor is absent on the last page.
type list[T any] struct {
	Items  []T    `json:"items"`
	Cursor string `json:"cursor,omitempty" doc:"asks for the next page; absent on the last"`
}

// answer wraps a value as an operation's output.
func answer[T any](v T) *reply[T] { return &reply[T]{Body: v} }

// each converts a slice; the result is never nil, so that JSON says [] and not null.
func each[A, B any](in []A, convert func(A) B) []B {
	out := make([]B, 0, len(in))
	for _, v := range in {
		out = append(out, convert(v))
	}
	return out
}

// op describes an operation: "GET /members", its id and what it does in one line.
func op(method, path, id, summary string, status int) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, DefaultStatus: status,
		MaxBodyBytes: maxBody + 1, // huma refuses a body that fills its limit
	}
}

// bodied is an operation whose body may be longer, in bytes.
func bodied(o huma.Operation, most int64) huma.Operation {
	o.MaxBodyBytes = most + 1
	return o
}

// public registers an operation that anybody may call.
func public[I, O any](api huma.API, o huma.Operation, fn func(context.Context, *I) (*O, error)) {
	huma.Register(api, o, func(ctx context.Context, in *I) (*O, error) {
		out, err := fn(ctx, in)
		return settle(ctx, out, err)
	})
}

// signedIn registers an operation for colleagues: fn learns who asks from the token, never from the input.
func signedIn[I, O any](api huma.API, d *desk, o huma.Operation, fn func(context.Context, store.Viewer, *I) (*O, error)) {
	o.Security = []map[string][]string{{"token": {}}}
	huma.Register(api, o, func(ctx context.Context, in *I) (*O, error) {
		v, err := d.viewer(ctx)
		if err != nil {
			return settle[O](ctx, nil, err)
		}
		note(ctx).workspace = v.Workspace.String()
		out, err := fn(ctx, v, in)
		return settle(ctx, out, err)
	})
}

// settle makes a problem of an error and keeps its cause for the log.
func settle[O any](ctx context.Context, out *O, err error) (*O, error) {
	if err == nil {
		return out, nil
	}
	p := problemOf(err)
	t := note(ctx)
	t.code = p.Code
	if p.Status >= http.StatusInternalServerError {
		t.cause = err
	}
	return nil, p
}
