package aws

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"transom/events"
	"transom/infra/local/lambda"
)

// maxAsync is the largest payload of an asynchronous call (1 MB since October 2025; Lambda quotas, read
// 2026-11-20).
const maxAsync = 1 << 20

// Invoker answers Lambda's Invoke: POST /2015-03-31/functions/NAME/invocations.
type Invoker struct {
	Service   *lambda.Service
	Queue     *lambda.Queue
	Functions []events.Function
}

// Handler serves it.
func (i Invoker) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /2015-03-31/functions/{name}/invocations", i.serve)
	return mux
}

func (i Invoker) serve(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name") // a name, or an ARN that ends in one
	name = name[strings.LastIndexByte(name, ':')+1:]
	body, err := io.ReadAll(io.LimitReader(r.Body, maxPayload+1))
	switch {
	case err != nil:
		return
	case len(body) > maxPayload || len(body) > maxAsync && r.Header.Get("X-Amz-Invocation-Type") == "Event":
		fail(w, http.StatusRequestEntityTooLarge, "RequestTooLargeException", "the payload is too large")
		return
	case len(body) == 0:
		body = []byte("{}")
	case !json.Valid(body):
		fail(w, http.StatusBadRequest, "InvalidRequestContentException", "Could not parse request body into json")
		return
	}
	if r.Header.Get("X-Amz-Invocation-Type") == "Event" {
		_, err = i.Queue.Put(name, body, i.retries(name))
		if err == nil {
			w.WriteHeader(http.StatusAccepted)
			return
		}
	} else {
		var result lambda.Result
		if result, err = i.Service.Invoke(r.Context(), name, body, lambda.Door); err == nil {
			if result.Failed {
				w.Header().Set("X-Amz-Function-Error", "Unhandled")
			}
			w.Header().Set("X-Amz-Executed-Version", "$LATEST")
			_, _ = w.Write(result.Payload) // the client is gone if this fails
			return
		}
	}
	switch {
	case errors.Is(err, lambda.ErrUnknownFunction):
		fail(w, http.StatusNotFound, "ResourceNotFoundException", "Function not found: "+lambda.ARN(name))
	case errors.Is(err, lambda.ErrThrottled):
		fail(w, http.StatusTooManyRequests, "TooManyRequestsException", "Rate Exceeded.")
	default:
		fail(w, http.StatusInternalServerError, "ServiceException", "the call could not be made")
	}
}

// maxPayload is the largest payload of a synchronous call.
const maxPayload = 6 << 20

// retries is what the function's trigger says; Lambda's own default is 2.
func (i Invoker) retries(name string) int {
	for _, f := range i.Functions {
		for _, t := range f.On {
			if a, ok := t.(events.Async); ok && f.Name == name {
				return a.Retries
			}
		}
	}
	return 2
}

func fail(w http.ResponseWriter, status int, kind, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amzn-ErrorType", kind)
	w.WriteHeader(status)
	write(w, map[string]string{"Type": "User", "Message": message})
}
