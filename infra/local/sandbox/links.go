package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// mediaLink is an address that works for five minutes.
func (p *Phone) mediaLink(base, id string) string {
	q := url.Values{"ext": {fmt.Sprint(p.now().Add(mediaLinkLife).Unix())}}
	q.Set("hash", p.linkHash(id, q.Get("ext")))
	return strings.TrimSuffix(base, "/") + "/media/" + id + "?" + q.Encode()
}

// download gives the bytes of a medium to whoever has a link that is still good, the token, and a name.
func (p *Phone) download(w http.ResponseWriter, r *http.Request) {
	id, q := r.PathValue("id"), r.URL.Query()
	until, err := strconv.ParseInt(q.Get("ext"), 10, 64)
	p.mu.Lock()
	m, ok := p.state.media[id]
	p.mu.Unlock()
	switch {
	case !ok || m.expired(p.now()) || err != nil || q.Get("hash") != p.linkHash(id, q.Get("ext")) || !p.now().Before(time.Unix(until, 0)):
		http.Error(w, "Not found", http.StatusNotFound)
	case !p.mayEnter(r):
		answerError(w, whatsapp.ErrorOf(190, "Error validating access token."))
	case r.UserAgent() == "":
		http.Error(w, "Bad request", http.StatusBadRequest)
	default:
		p.serveFile(w, r, m)
	}
}

func (p *Phone) serveFile(w http.ResponseWriter, r *http.Request, m Media) {
	w.Header().Set("Content-Type", m.MIME)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
	http.ServeFile(w, r, p.mediaPath(m.ID))
}

// linkHash ties a link to its file and its end.
func (p *Phone) linkHash(id, until string) string {
	mac := hmac.New(sha256.New, []byte(p.secret()))
	mac.Write([]byte(id + " " + until))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}
