package sandbox

import (
	"hash/fnv"
	"net/http"
	"strings"

	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// choice is an error that sends can be refused with.
type choice struct {
	Platform string `json:"platform"`
	Code     int    `json:"code"`
	Subcode  int    `json:"subcode,omitempty"`
	Status   int    `json:"status"`
	Words    string `json:"words"`
}

// getErrors lists everything a platform can answer.
func (p *Phone) getErrors(w http.ResponseWriter, _ *http.Request) {
	out := []choice{}
	for _, code := range whatsapp.Codes() {
		e := whatsapp.ErrorOf(code, "")
		out = append(out, choice{WhatsApp, code, 0, e.HTTP, e.Title})
	}
	for _, platform := range []string{Messenger, Instagram} {
		for _, k := range messaging.Errors {
			if k.Of == "" || k.Of == platform {
				out = append(out, choice{platform, k.Code, k.Subcode, k.HTTP, k.Words})
			}
		}
	}
	answer(w, http.StatusOK, map[string]any{"items": out})
}

// paint draws a customer's portrait, always the same.
func (p *Phone) paint(w http.ResponseWriter, r *http.Request) {
	id, _, _ := strings.Cut(r.PathValue("id"), ".")
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(id)) // never fails, by its contract
	data, err := painting(int(sum.Sum32() % 997))
	if err != nil {
		http.Error(w, "Not found", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	_, _ = w.Write(data) // a client that has gone away is nobody's error
}
