package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"runtime/debug"
	"time"

	"transom/shared/fault"
)

// maxBody is the longest request body, in bytes.
const maxBody = 64 << 10

// The facts only this door can know.
var (
	errBroken  = fault.New(fault.Internal, "internal", "Something went wrong on our side. Please try again.")
	errShape   = fault.New(fault.Invalid, "invalid_input", "The request does not have the expected shape.")
	errMedia   = fault.New(fault.Invalid, "unsupported_media_type", "Send JSON.")
	errBody    = fault.New(fault.TooLarge, "body_too_large", "This request is larger than 64 KB.")
	errNoRoute = fault.New(fault.Missing, "no_such_route", "There is nothing at this address.")
	errOrigin  = fault.New(fault.Denied, "bad_origin", "This page may not use this chat.")
)

var statusOf = map[fault.Kind]int{
	fault.Invalid: http.StatusBadRequest, fault.Unknown: http.StatusUnauthorized, fault.Denied: http.StatusForbidden,
	fault.Missing: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.TooLarge: http.StatusRequestEntityTooLarge,
	fault.Refused: http.StatusUnprocessableEntity, fault.TooMany: http.StatusTooManyRequests, fault.Later: http.StatusServiceUnavailable,
}

// route answers with a value to be rendered as JSON; nil is an empty answer.
type route func(http.ResponseWriter, *http.Request) (any, error)

// answers renders what a route says, turns a panic into a problem, and logs one line without personal data.
func (d *desk) answers(do route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Add("Vary", "Origin")
		v, err := safely(do, w, r)
		status := http.StatusOK
		switch {
		case err != nil:
			status = writeProblem(w, err)
		case v == nil:
			status = http.StatusNoContent
			w.WriteHeader(status)
		default:
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(v) // the writer is a buffer
		}
		logRequest(r, status, time.Since(began), err)
	}
}

func safely(do route, w http.ResponseWriter, r *http.Request) (v any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return do(w, r)
}

func logRequest(r *http.Request, status int, took time.Duration, err error) {
	attrs := []slog.Attr{slog.String("method", r.Method), slog.String("route", r.Pattern), slog.Int("status", status),
		slog.Float64("ms", float64(took.Microseconds())/1000)}
	level := slog.LevelInfo
	var f *fault.Error
	if errors.As(err, &f) {
		attrs = append(attrs, slog.String("code", f.Code))
	}
	if status >= http.StatusInternalServerError {
		level = slog.LevelError
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	slog.LogAttrs(r.Context(), level, "request", attrs...)
}

// writeProblem answers as RFC 9457 says. What nobody classified says nothing about itself.
func writeProblem(w http.ResponseWriter, err error) int {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind == fault.Internal {
		f = errBroken
	}
	status, known := statusOf[f.Kind]
	if !known {
		status = http.StatusInternalServerError
	}
	if after := f.Details["retryAfter"]; after != "" {
		w.Header().Set("Retry-After", after)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{ // the writer is a buffer
		"title": http.StatusText(status), "status": status, "detail": f.Public, "code": f.Code,
	})
	return status
}

// read takes a JSON body into v. Members that nobody knows are left out: a page may hold an older or newer
// widget.
func read(r *http.Request, v any) error {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return errMedia
	}
	text, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		return errShape.Because(err)
	case len(text) > maxBody:
		return errBody
	}
	if err := json.Unmarshal(text, v); err != nil {
		return errShape
	}
	return nil
}
