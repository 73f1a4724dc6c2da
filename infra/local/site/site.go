// Package site is an imaginary shop's page that embeds the web chat: what a customer of a customer sees. It
// is as strict as a careful shop's (a Content-Security-Policy without inline code or styles) and as rude as an
// old one's (styles that would reach into anything not closed off). It knows no conversation; the widget on it
// is the real one, and its tag is all that this page adds.
package site

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"regexp"
)

//go:embed page.html
var pageText string

//go:embed page.css
var styles []byte

var page = template.Must(template.New("site").Parse(pageText))

// policy is what docs/webchat.md tells a shop to allow, and nothing else: the widget's host, its socket, and
// the host of its files. One machine has both under loopback names.
const policy = "default-src 'none'; style-src 'self'; script-src 'self' http://127.0.0.1:* http://localhost:*; " +
	"connect-src 'self' http://127.0.0.1:* http://localhost:* ws://127.0.0.1:* ws://localhost:*; " +
	"img-src 'self' blob: http://127.0.0.1:* http://localhost:*; media-src blob: http://127.0.0.1:* http://localhost:*; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// Page answers the page and its styles. Query: channel (the web chat's public id; without it there is no
// widget), token (a visitor that the shop has signed in), locale, colour, position, host (where the widget
// comes from, "" for here).
func Page() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		if q.Has("css") {
			h.Set("Content-Type", "text/css; charset=utf-8")
			_, _ = w.Write(styles) // the caller is gone if this fails
			return
		}
		var out bytes.Buffer
		err := page.Execute(&out, map[string]string{
			"Channel": q.Get("channel"), "Token": q.Get("token"), "Locale": q.Get("locale"), "Colour": q.Get("colour"),
			"Position": q.Get("position"), "Host": host(q.Get("host")),
		})
		if err != nil {
			http.Error(w, "the page cannot be made", http.StatusInternalServerError)
			return
		}
		h.Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(out.Bytes()) // the caller is gone if this fails
	})
}

// here are the names that this machine has for itself.
var here = regexp.MustCompile(`^http://(127\.0\.0\.1|localhost):[0-9]{1,5}$`)

// host gives the address of another name of this machine, "" for anything else: a link to this page must not
// make it load what somebody else wrote.
func host(name string) string {
	if here.MatchString(name) {
		return name
	}
	return ""
}
