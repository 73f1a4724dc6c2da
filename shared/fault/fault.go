// Package fault is the one error type that crosses layers: it says what went wrong as a kind (for doors
// and reactors), a code (for programs) and a sentence (for people). It knows nothing of HTTP, queues or AWS:
// the doors turn kinds into status codes, the reactors into "again" or "enough".
package fault

import (
	"errors"
	"fmt"
)

// Kind says what a caller can do about an error.
type Kind uint8

// The kinds. Internal is the zero value: whatever nobody classified is our own fault and worth a retry.
const (
	Internal Kind = iota // our fault; a reactor tries again, a door answers 500
	Invalid              // the input is wrong; repeating it cannot help (400)
	Unknown              // nobody has signed in, or no longer (401)
	Denied               // signed in, but not allowed (403)
	Missing              // not there, or not yours: both answer alike (404)
	Conflict             // somebody else was faster, or the version seen is stale (409)
	TooLarge             // the body is over its limit (413)
	Refused              // a rule of the product or the platform says no (422)
	TooMany              // a rate limit (429)
	Later                // a part we need is away for a moment; try again (503)
)

var names = [...]string{"internal", "invalid", "unknown", "denied", "missing", "conflict", "tooLarge", "refused", "tooMany", "later"}

// String names the kind for logs.
func (k Kind) String() string {
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// Error is a classified error. Code is a stable snake_case word for programs ("window_closed"); Public is
// one English sentence for people and holds no secret, no phone number and no message text; Details holds
// small facts a program may show (the winner of a claim, the deadline); Err is what operators read.
type Error struct {
	Kind    Kind
	Code    string
	Public  string
	Details map[string]string
	Err     error
}

// Error reads as a path for operators: the code, then the chain of causes.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Code
	}
	return e.Code + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is makes two faults equal when their codes are, so that errors.Is works on sentinels with details added.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// New makes a fault that has no cause beneath it.
func New(kind Kind, code, public string) *Error {
	return &Error{Kind: kind, Code: code, Public: public}
}

// With returns a copy of e with one more detail.
func (e *Error) With(key, value string) *Error {
	c := *e
	c.Details = make(map[string]string, len(e.Details)+1)
	for k, v := range e.Details {
		c.Details[k] = v
	}
	c.Details[key] = value
	return &c
}

// Because returns a copy of e with the cause err.
func (e *Error) Because(err error) *Error {
	c := *e
	c.Err = err
	return &c
}

// KindOf gives the kind of the first fault in err's chain; Internal when there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Permanent reports whether repeating the same call with the same input cannot help.
func Permanent(err error) bool {
	switch KindOf(err) {
	case Internal, TooMany, Later:
		return false
	default:
		return true
	}
}
