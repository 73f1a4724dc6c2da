package sandbox

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// oldestVersion is the oldest Graph API version that still answers (changelog, read 2026-11: v20.0 ended on
// 2026-09-24).
const oldestVersion = 21

var version = regexp.MustCompile(`^v([0-9]{1,3})\.0$`)

// Graph answers the requests that go to graph.facebook.com on AWS: /v26.0/{phone-number-id}/messages and its
// kin, and /media/{id}, where files are fetched.
func (p *Phone) Graph() http.Handler {
	facebook, instagram := p.graphRoutes(), http.StripPrefix("/ig", p.graphRoutes())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/ig/") {
			instagram.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), directHost{}, true)))
			return
		}
		facebook.ServeHTTP(w, r)
	})
}

// directHost marks requests that go to graph.instagram.com on AWS.
type directHost struct{}

func isDirect(r *http.Request) bool { return r.Context().Value(directHost{}) != nil }

func (p *Phone) graphRoutes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{version}/{id}/messages", p.checked(p.postMessages))
	mux.HandleFunc("POST /{version}/{id}/media", p.checked(p.postMedia))
	mux.HandleFunc("GET /{version}/{id}", p.checked(p.getObject))
	mux.HandleFunc("DELETE /{version}/{id}", p.checked(p.deleteObject))
	mux.HandleFunc("GET /{version}/{id}/message_templates", p.checked(p.listTemplates))
	mux.HandleFunc("POST /{version}/{id}/message_templates", p.checked(p.handIn))
	mux.HandleFunc("DELETE /{version}/{id}/message_templates", p.checked(p.takeAway))
	mux.HandleFunc("POST /{version}/{id}/uploads", p.checked(p.beginUpload))
	mux.HandleFunc("POST /{version}/{id}/message_attachments", p.checked(p.postAttachment))
	mux.HandleFunc("GET /{version}/{id}/subscribed_apps", p.checked(p.subscribedApps))
	mux.HandleFunc("POST /{version}/{id}/subscribed_apps", p.checked(p.subscribedApps))
	mux.HandleFunc("DELETE /{version}/{id}/subscribed_apps", p.checked(p.subscribedApps))
	mux.HandleFunc("POST /{version}/{id}/take_thread_control", p.checked(p.threadControl("us")))
	mux.HandleFunc("POST /{version}/{id}/pass_thread_control", p.checked(p.threadControl("inbox")))
	mux.HandleFunc("POST /{version}/{id}/release_thread_control", p.checked(p.threadControl("idle")))
	mux.HandleFunc("GET /{version}/{id}/thread_owner", p.checked(p.threadOwner))
	mux.HandleFunc("POST /{version}/{id}/comments", p.checked(p.replyPublicly(Messenger)))
	mux.HandleFunc("POST /{version}/{id}/replies", p.checked(p.replyPublicly(Instagram)))
	mux.HandleFunc("POST /{version}/{id}", p.checked(p.postObject))
	mux.HandleFunc("GET /cdn/{id}", p.fetch)
	mux.HandleFunc("GET /portrait/{id}", p.paint)
	mux.HandleFunc("GET /media/{id}", p.download)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		answerError(w, &graph.Error{HTTP: 400, Code: 2500, Title: "Unknown path components"})
	})
	return mux
}

// checked lets a request through that names a living version and carries a token, if one is asked for.
func (p *Phone) checked(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		m := version.FindStringSubmatch(r.PathValue("version"))
		if m == nil {
			answerError(w, &graph.Error{HTTP: 400, Code: 2500, Title: "Unknown path components"})
			return
		}
		if n, _ := strconv.Atoi(m[1]); n < oldestVersion {
			answerError(w, &graph.Error{HTTP: 400, Code: 2635, Title: "You are calling a deprecated version of the API"})
			return
		}
		if !p.mayEnter(r) {
			answerError(w, whatsapp.ErrorOf(190, "Error validating access token."))
			return
		}
		next(w, r)
	}
}

// mayEnter reports whether the request's bearer token is the one asked for; any and none will do if none is.
func (p *Phone) mayEnter(r *http.Request) bool {
	p.mu.Lock()
	want := p.state.settings.Token
	p.mu.Unlock()
	if want == "" {
		return true
	}
	word := "Bearer "
	if strings.HasPrefix(r.PathValue("id"), uploadID) {
		word = "OAuth " // the one that takes another
	}
	got, ok := strings.CutPrefix(r.Header.Get("Authorization"), word)
	return ok && got == want
}

func answerError(w http.ResponseWriter, e *graph.Error) {
	var trace [8]byte
	rand.Read(trace[:]) // never fails, by its contract
	w.Header().Set("WWW-Authenticate", `OAuth "Facebook Platform" "invalid_request"`)
	answer(w, e.HTTP, e.Body("A"+base64.RawURLEncoding.EncodeToString(trace[:])))
}

// answer writes JSON. A client that has gone away is nobody's error.
func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
