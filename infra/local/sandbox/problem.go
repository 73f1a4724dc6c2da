package sandbox

import (
	"fmt"
	"net/http"
)

// problem is an error of the sandbox's own API, with the HTTP status it is answered with.
type problem struct {
	status int
	text   string
}

// Error says what is wrong in a sentence for the person at the page.
func (e *problem) Error() string { return e.text }

func invalid(format string, args ...any) error {
	return &problem{http.StatusUnprocessableEntity, fmt.Sprintf(format, args...)}
}

func missing(format string, args ...any) error {
	return &problem{http.StatusNotFound, fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return &problem{http.StatusConflict, fmt.Sprintf(format, args...)}
}
