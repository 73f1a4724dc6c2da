package meta

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/fault"
	"transom/shared/rules"
)

// Answer is what came back of one call. Without an Err it has a Status.
type Answer struct {
	Status  int
	Header  http.Header
	Body    Tree
	JSON    bool  // the body was one JSON object
	Reached bool  // a connection was had: the platform may have the request
	Err     error // no answer, or half of one
}

// OK reports that the platform did what it was asked: 200 in JSON, and no error in it.
func (a Answer) OK() bool {
	return a.Err == nil && a.Status == http.StatusOK && a.JSON && len(a.Body.Tree("error")) == 0
}

// Outcome reads the answer to a send: accepted when named finds in the answer what was made, refused, or
// unknown. It goes by the error's code, not by HTTP's: only an error in Graph's own shape proves that nothing
// was sent. 429 proves it by itself, and so does a refusal of the request as such.
func (a Answer) Outcome(on faults.Platform, named func(Tree) (id string, ok bool)) channel.Outcome {
	switch {
	case a.Err != nil && !a.Reached && fault.Permanent(a.Err): // our own file is gone
		return refusal(faults.MediaMissing, "")
	case a.Err != nil && !a.Reached:
		return refusal(faults.Unreachable, "")
	case a.Err != nil:
		return channel.Outcome{Unknown: true}
	case a.JSON && len(a.Body.Tree("error")) > 0:
		return a.refused(on)
	case a.Status == http.StatusOK:
		if id, ok := named(a.Body); ok {
			return channel.Outcome{PlatformID: id}
		}
		return channel.Outcome{Unknown: true}
	case a.Status == http.StatusTooManyRequests:
		out := refusal(faults.Throttled, "")
		out.After = a.after()
		return out
	case a.Status >= 400 && a.Status < 500 && a.Status != http.StatusRequestTimeout:
		return refusal(faults.Refused, "HTTP "+strconv.Itoa(a.Status))
	default:
		return channel.Outcome{Unknown: true}
	}
}

// Harmless is Outcome for a call that sends nothing by itself, such as an upload: not knowing is a reason to
// try again.
func (a Answer) Harmless(on faults.Platform, named func(Tree) (id string, ok bool)) channel.Outcome {
	out := a.Outcome(on, named)
	if out.Unknown {
		return refusal(faults.Unreachable, "")
	}
	return out
}

func refusal(r faults.Reason, details string) channel.Outcome {
	return channel.Outcome{Error: &rules.SendError{Reason: string(r), Details: details}, Class: faults.Reasons[r].Class}
}

// refused reads an error in Graph's shape.
func (a Answer) refused(on faults.Platform) channel.Outcome {
	e, class := Refused(on, a.Body.Tree("error"), a.Status)
	return channel.Outcome{Error: e, Class: class, After: a.after()}
}

// Refused reads one error object, of an answer or of a webhook (status 0). The platform's sentence stands in
// one of several places, depending on age and origin. An object without a code is refused and nothing more.
func Refused(on faults.Platform, o Tree, status int) (*rules.SendError, channel.Class) {
	code, told := o.Whole("code")
	sub, _ := o.Whole("error_subcode")
	said := o.Tree("error_data").Text("details")
	for _, key := range []string{"details", "error_user_msg", "message", "title"} {
		if said == "" {
			said = o.Text(key)
		}
	}
	e := &rules.SendError{Code: int(code), Reason: string(faults.Refused), Details: firstRunes(said, 500)}
	if !told {
		return e, faults.Reasons[faults.Refused].Class
	}
	r, _ := faults.Of(on, int(code), int(sub))
	e.Reason = string(r)
	return e, faults.ClassOf(on, int(code), int(sub), status, o.Yes("is_transient"))
}

// after is how long the platform asks to wait; 0 if it does not say. "X-Business-Use-Case-Usage" tells minutes
// for each account ("Rate limits", 2026-05).
func (a Answer) after() time.Duration {
	longest := time.Duration(0)
	if s, err := strconv.Atoi(a.Header.Get("Retry-After")); err == nil && s > 0 {
		longest = time.Duration(s) * time.Second
	}
	var usage map[string][]struct {
		Minutes int `json:"estimated_time_to_regain_access"`
	}
	if json.Unmarshal([]byte(a.Header.Get("X-Business-Use-Case-Usage")), &usage) == nil {
		for _, limits := range usage {
			for _, l := range limits {
				longest = max(longest, time.Duration(l.Minutes)*time.Minute)
			}
		}
	}
	return longest
}

// bare takes the address out of an error: it may carry a person's id.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
