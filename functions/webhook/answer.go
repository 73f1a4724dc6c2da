package main

import (
	"encoding/json"
	"errors"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/shared/fault"
)

// Why a request is not let in.
var (
	errNoPage    = fault.New(fault.Missing, "no_such_page", "Webhooks are taken at "+path+" only.")
	errMethod    = fault.New(fault.Invalid, "method_not_allowed", "Webhooks come by POST; GET checks the callback address.")
	errToken     = fault.New(fault.Denied, "bad_verify_token", "The verify token, the mode or the challenge is wrong.")
	errSignature = fault.New(fault.Unknown, "bad_signature", "The X-Hub-Signature-256 header is missing or does not fit the body.")
	errTooLarge  = fault.New(fault.TooLarge, "body_too_large", "The body is larger than 3.5 MB.")
	errAgain     = fault.New(fault.Later, "not_stored", "It could not be stored for now: send it again.")
	errEncoding  = fault.New(fault.Invalid, "bad_encoding", "The body is not what its encoding says.")
)

// statuses are HTTP's words for the kinds of fault this door answers with; the rest is 500, upon which a
// platform comes again.
var statuses = map[fault.Kind]int{
	fault.Invalid: 400, fault.Unknown: 401, fault.Denied: 403, fault.Missing: 404, fault.TooLarge: 413,
}

// refusal renders an error as application/problem+json (RFC 9457). What is our own fault stays with us.
func refusal(err error) awsevents.LambdaFunctionURLResponse {
	status, listed := statuses[fault.KindOf(err)]
	headers := map[string]string{"content-type": "application/problem+json", "cache-control": "no-store"}
	problem := map[string]any{"code": codeOf(err), "detail": errAgain.Public}
	var f *fault.Error
	switch {
	case errors.Is(err, errMethod):
		status = 405
		headers["allow"] = "GET, POST"
		problem["detail"] = errMethod.Public
	case listed && errors.As(err, &f):
		problem["detail"] = f.Public
	default:
		status = 500
	}
	problem["status"] = status
	problem["title"] = titles[status]
	body, err := json.Marshal(problem)
	if err != nil {
		body = []byte("{}") // a map of strings and a number always renders
	}
	return awsevents.LambdaFunctionURLResponse{StatusCode: status, Headers: headers, Body: string(body)}
}

var titles = map[int]string{
	400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
	413: "Content Too Large", 500: "Internal Server Error",
}

func codeOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Code
	}
	return "internal"
}

// plain answers 200 with text that no browser takes for a page.
func plain(text string) awsevents.LambdaFunctionURLResponse {
	return awsevents.LambdaFunctionURLResponse{StatusCode: 200, Body: text, Headers: map[string]string{
		"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", "cache-control": "no-store",
	}}
}
