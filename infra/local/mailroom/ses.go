package mailroom

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/mail"
	"strings"
	"unicode"
)

// limit is the longest request (SES takes letters of 40 MB; ours are small).
const limit = 1 << 20

// content is a text with its charset.
type content struct {
	Data    string
	Charset string
}

// request is what SendEmail takes, as far as it is answered here: plain letters, no raw ones and no templates.
type request struct {
	FromEmailAddress string
	Destination      struct{ ToAddresses []string }
	Content          struct {
		Simple *struct {
			Subject content
			Body    struct {
				Text content
				HTML content `json:"Html"`
			}
			Headers []struct{ Name, Value string }
		}
	}
}

// SES answers POST /v2/email/outbound-emails as Amazon SES API v2 does (API reference, SendEmail, read 2026-11-21).
// What it does not know it refuses.
func (r *Room) SES() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/email/outbound-emails", r.send)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, "NotFoundException", "there is no such call here")
	})
	return mux
}

func (r *Room) send(w http.ResponseWriter, hr *http.Request) {
	var in request
	dec := json.NewDecoder(io.LimitReader(hr.Body, limit))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		refuse(w, "BadRequestException", fmt.Sprintf("the request cannot be read: %v", err))
		return
	}
	if code := r.fails(); code != "" {
		refuse(w, code, "as was asked for")
		return
	}
	letter, code, why := r.judge(in)
	if code != "" {
		refuse(w, code, why)
		return
	}
	id, err := r.keep(letter)
	if err != nil {
		refuse(w, "InternalServiceErrorException", err.Error())
		return
	}
	answer(w, http.StatusOK, map[string]string{"MessageId": id})
}

// judge holds a letter to SES's rules; code is "" for one that goes out.
func (r *Room) judge(in request) (l Letter, code, why string) {
	from, err := mail.ParseAddress(in.FromEmailAddress)
	s := in.Content.Simple
	switch {
	case err != nil:
		return l, "BadRequestException", "Missing final '@domain'"
	case from.Address != r.from:
		return l, "MessageRejected", "Email address is not verified. The following identities failed the check: " + from.Address
	case len(in.Destination.ToAddresses) == 0 || len(in.Destination.ToAddresses) > 50:
		return l, "BadRequestException", "1 to 50 recipients"
	case s == nil || s.Subject.Data == "" || s.Body.Text.Data+s.Body.HTML.Data == "":
		return l, "BadRequestException", "a subject and a body are needed"
	case strings.ContainsAny(s.Subject.Data, "\r\n"):
		return l, "BadRequestException", "Local address contains control or whitespace"
	}
	l = Letter{From: in.FromEmailAddress, Subject: s.Subject.Data, Text: s.Body.Text.Data, HTML: s.Body.HTML.Data, Headers: map[string]string{}}
	for _, to := range in.Destination.ToAddresses { // each may itself be a list, which is how letters go astray
		all, err := mail.ParseAddressList(to)
		if err != nil || strings.ContainsFunc(to, func(c rune) bool { return c > unicode.MaxASCII }) {
			return l, "BadRequestException", "Illegal address"
		}
		for _, one := range all {
			l.To = append(l.To, one.Address)
		}
	}
	for _, h := range s.Headers {
		if h.Name == "" || strings.ContainsFunc(h.Name+h.Value, func(c rune) bool { return c < ' ' || c > '~' }) {
			return l, "BadRequestException", "Invalid header"
		}
		l.Headers[h.Name] = h.Value
	}
	return l, "", ""
}

// statuses are those of SES's errors; all others are 400.
var statuses = map[string]int{
	"TooManyRequestsException": http.StatusTooManyRequests, "InternalServiceErrorException": http.StatusInternalServerError, "NotFoundException": http.StatusNotFound,
}

func refuse(w http.ResponseWriter, code, message string) {
	status := statuses[code]
	if status == 0 {
		status = http.StatusBadRequest
	}
	w.Header().Set("X-Amzn-ErrorType", code)
	answer(w, status, map[string]string{"message": message})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the caller is gone if this fails
}
