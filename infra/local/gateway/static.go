package gateway

import (
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Static serves the web client from a folder, as S3 and CloudFront do: files below /assets/ may be kept for
// ever (their names change with their content), everything else is asked for again, and a path that is no
// file is the client's own business: it gets index.html. s3 and socket are the origins beside its own that
// the client may reach.
func Static(dir, s3, socket string) http.Handler {
	policy := "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: " + s3 +
		"; media-src 'self' blob: " + s3 + "; font-src 'self' data:; connect-src 'self' " + socket + " " + s3 +
		"; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			problem(w, http.StatusMethodNotAllowed, "method_not_allowed", "Only GET is answered here.")
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		name := path.Clean("/" + r.URL.Path)
		file := filepath.Join(dir, filepath.FromSlash(name))
		info, err := os.Stat(file)
		switch {
		case err == nil && !info.IsDir():
			h.Set("Cache-Control", "no-cache")
			if strings.HasPrefix(name, "/assets/") {
				h.Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			if name == "/widget.js" { // for everybody's pages
				h.Set("Cache-Control", "public, max-age=600")
				h.Set("Access-Control-Allow-Origin", "*")
				h.Set("Cross-Origin-Resource-Policy", "cross-origin")
			}
			serveFile(w, r, file)
		case path.Ext(name) != "" && !strings.HasSuffix(name, ".html"):
			problem(w, http.StatusNotFound, "not_found", "There is no such file.")
		default:
			h.Set("Cache-Control", "no-cache")
			serveFile(w, r, filepath.Join(dir, "index.html"))
		}
	})
}

// serveFile is http.ServeFile without its redirects of index.html.
func serveFile(w http.ResponseWriter, r *http.Request, file string) {
	f, err := os.Open(file)
	if err != nil {
		problem(w, http.StatusNotFound, "not_built", "The web client has not been built: run make web.")
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		problem(w, http.StatusInternalServerError, "internal", "The file cannot be read.")
		return
	}
	http.ServeContent(w, r, info.Name(), info.ModTime(), f)
}
