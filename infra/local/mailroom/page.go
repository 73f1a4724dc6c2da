package mailroom

import (
	_ "embed"
	"encoding/json"
	"html/template"
	"io"
	"net/http"
)

//go:embed page.html
var pageText string

//go:embed page.css
var styles []byte

var page = template.Must(template.New("mail").Parse(pageText))

// policy lets the page show what it came with, and its icon. Letters are shown in frames without any rights.
const policy = "default-src 'none'; img-src 'self'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// shown is how many letters a list has.
const shown = 200

// Framed is the letter's page for a frame: its links open beside it.
func (l Letter) Framed() string { return `<base target="_blank">` + l.HTML }

// Page answers the page of letters: GET mail, and mail?css for its styles. Mounted wherever it is wanted.
func (r *Room) Page() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		if hr.URL.Query().Has("css") {
			h.Set("Content-Type", "text/css; charset=utf-8")
			_, _ = w.Write(styles) // the caller is gone if this fails
			return
		}
		list, err := r.List(shown)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		h.Set("Content-Type", "text/html; charset=utf-8")
		_ = page.Execute(w, list) // the caller is gone if this fails
	})
}

// API answers GET, the newest letters as {items}, and POST {code, times}, which makes the next ones fail.
func (r *Room) API() http.Handler {
	return http.NewCrossOriginProtection().Handler(http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		if hr.Method == http.MethodPost {
			r.postFault(w, hr)
			return
		}
		list, err := r.List(shown)
		if err != nil {
			answer(w, http.StatusInternalServerError, map[string]string{"error": err.Error()})
			return
		}
		answer(w, http.StatusOK, map[string]any{"items": list})
	}))
}

func (r *Room) postFault(w http.ResponseWriter, hr *http.Request) {
	var f Fault
	dec := json.NewDecoder(io.LimitReader(hr.Body, 1<<10))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil || f.Times < 0 {
		answer(w, http.StatusBadRequest, map[string]string{"error": `say {"code": "TooManyRequestsException", "times": 2}; no code ends it`})
		return
	}
	r.mu.Lock()
	r.fault = f
	r.mu.Unlock()
	answer(w, http.StatusOK, f)
}
