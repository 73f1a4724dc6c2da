package gateway

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// writeAnswer turns a function's answer into HTTP, as payload format 2.0 says: an object with a statusCode is
// the response; anything else is a JSON body with 200.
func writeAnswer(w http.ResponseWriter, payload []byte) error {
	var answer struct {
		StatusCode *int
		Headers    map[string]string
		Cookies    []string
		Body       string
		Encoded    bool `json:"isBase64Encoded"`
	}
	if json.Unmarshal(payload, &answer) != nil || answer.StatusCode == nil {
		if !json.Valid(payload) {
			return fmt.Errorf("the answer of %d bytes is not JSON", len(payload))
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(payload) // the caller is gone if this fails
		return nil
	}
	if *answer.StatusCode < 100 || *answer.StatusCode > 599 {
		return fmt.Errorf("the answer's status is %d", *answer.StatusCode)
	}
	body := []byte(answer.Body)
	if answer.Encoded {
		var err error
		if body, err = base64.StdEncoding.DecodeString(answer.Body); err != nil {
			return fmt.Errorf("the answer's body is not base64: %w", err)
		}
	}
	for name, value := range answer.Headers {
		w.Header().Set(name, value)
	}
	for _, c := range answer.Cookies {
		w.Header().Add("Set-Cookie", c)
	}
	if w.Header().Get("Content-Type") == "" && len(body) > 0 {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	}
	if *answer.StatusCode != http.StatusNoContent && *answer.StatusCode != http.StatusNotModified {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(*answer.StatusCode)
	_, _ = w.Write(body) // the caller is gone if this fails
	return nil
}
