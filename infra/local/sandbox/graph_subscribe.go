package sandbox

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
)

// subscribedFields are those that a Page or an Instagram account can be subscribed to (subscribed_apps, read 2026-11).
var subscribedFields = strings.Fields(`messages messaging_postbacks messaging_optins message_deliveries message_reads message_echoes message_reactions
	message_edits messaging_referrals messaging_referral messaging_handovers messaging_seen messaging_policy_enforcement standby feed mention comments
	live_comments mentions message_mention`)

// subscribedApps shows, makes or ends the subscription of our app.
func (p *Phone) subscribedApps(w http.ResponseWriter, r *http.Request) {
	fields := strings.FieldsFunc(formOf(r).Get("subscribed_fields"), func(c rune) bool { return c == ',' || c == ' ' })
	for _, f := range fields {
		if !slices.Contains(subscribedFields, f) {
			answerError(w, messaging.ErrorOf(100, 0, "Param subscribed_fields holds "+f+", which is not a field."))
			return
		}
	}
	switch r.Method {
	case http.MethodGet:
		answer(w, http.StatusOK, map[string]any{"data": []any{map[string]any{"id": messaging.OurApp, "name": "Transom", "subscribed_fields": subscribedFields}}})
	default:
		answer(w, http.StatusOK, map[string]bool{"success": true})
	}
}

// formOf are a request's parameters, from its address and from a body of JSON or a form.
func formOf(r *http.Request) url.Values {
	out := r.URL.Query()
	body, err := io.ReadAll(io.LimitReader(r.Body, requestLimit))
	if err != nil || len(body) == 0 {
		return out
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		more, err := url.ParseQuery(string(body))
		if err == nil {
			for k, v := range more {
				out[k] = v
			}
		}
		return out
	}
	c := &graph.Check{Words: func(code int, details string) *graph.Error { return messaging.ErrorOf(code, 0, details) }, Missing: 100, Invalid: 100}
	for k, v := range graph.Decode(c, body).Fields {
		switch v := v.(type) {
		case string:
			out.Set(k, v)
		case bool:
			out.Set(k, map[bool]string{true: "true", false: "false"}[v])
		default:
			out.Set(k, "\x00") // of a type that no parameter here has
		}
	}
	return out
}
