package main

import (
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"transom/shared/fault"
)

// Problem is every answer that is not a success: RFC 9457 with our stable code for programs and small facts
// beside it. It never repeats what was sent.
type Problem struct {
	Title   string            `json:"title" doc:"the HTTP status in words"`
	Status  int               `json:"status"`
	Detail  string            `json:"detail" doc:"one English sentence for people"`
	Code    string            `json:"code" doc:"a stable word for programs"`
	Details map[string]string `json:"details,omitempty" doc:"small facts: the winner of a claim, the present version, the member that is wrong"`
}

// Error is the sentence for people.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is RFC 9457's.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// statusOf is the one place where kinds of fault become HTTP.
var statusOf = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError,
	fault.Invalid:  http.StatusBadRequest,
	fault.Unknown:  http.StatusUnauthorized,
	fault.Denied:   http.StatusForbidden,
	fault.Missing:  http.StatusNotFound,
	fault.Conflict: http.StatusConflict,
	fault.TooLarge: http.StatusRequestEntityTooLarge,
	fault.Refused:  http.StatusUnprocessableEntity,
	fault.TooMany:  http.StatusTooManyRequests,
	fault.Later:    http.StatusServiceUnavailable,
}

// problemOf turns any error into an answer. What nobody classified says nothing about itself.
func problemOf(err error) *Problem {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind == fault.Internal {
		f = errBroken
	}
	status := statusOf[f.Kind]
	return &Problem{Title: http.StatusText(status), Status: status, Detail: f.Public, Code: f.Code, Details: f.Details}
}

// refusal is how huma's own errors (a body that does not fit, an unknown member) are answered. The values
// that were sent are left out: they may be a password or a customer's words.
func refusal(status int, _ string, errs ...error) huma.StatusError {
	f, known := refusals[status]
	if !known {
		f = errBroken
	}
	for _, err := range errs {
		var d huma.ErrorDetailer
		if errors.As(err, &d) && f.Kind != fault.Internal {
			f = f.With(d.ErrorDetail().Location, d.ErrorDetail().Message)
		}
	}
	p := problemOf(f)
	if f.Kind == fault.Invalid {
		p.Status, p.Title = max(status, http.StatusBadRequest), http.StatusText(status)
	}
	if p.Status == http.StatusUnprocessableEntity {
		p.Status, p.Title = http.StatusBadRequest, http.StatusText(http.StatusBadRequest)
	}
	return p
}

var refusals = map[int]*fault.Error{
	http.StatusBadRequest:            errShape,
	http.StatusUnprocessableEntity:   errShape,
	http.StatusNotAcceptable:         errShape,
	http.StatusRequestTimeout:        errShape,
	http.StatusUnsupportedMediaType:  fault.New(fault.Invalid, "unsupported_media_type", "Send JSON."),
	http.StatusRequestEntityTooLarge: fault.New(fault.TooLarge, "body_too_large", "This request is too large."),
}

// The facts only a door can know.
var (
	errBroken  = fault.New(fault.Internal, "internal", "Something went wrong on our side. Nothing you wrote is lost; please try again.")
	errShape   = fault.New(fault.Invalid, "invalid_input", "The request does not have the expected shape.")
	errNoRoute = fault.New(fault.Missing, "no_such_route", "There is nothing at this address.")
	errSignIn  = fault.New(fault.Unknown, "signed_out", "Sign in first.")
)
