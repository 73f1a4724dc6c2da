package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// cdnLink is an address that anybody may fetch a file at for as long as life, the platform's "days" when zero;
// empty when nobody has told under which address the phone can be reached.
func (p *Phone) cdnLink(m Media, life time.Duration) string {
	base := p.base(nil)
	if base == "" {
		base = "http://127.0.0.1"
	}
	if life == 0 {
		life = cdnLife
	}
	until := fmt.Sprint(p.now().Add(life).Unix())
	q := url.Values{"oe": {until}, "oh": {p.linkHash("cdn "+m.ID, until)}}
	return strings.TrimSuffix(base, "/") + "/cdn/" + m.ID + ending(m.MIME) + "?" + q.Encode()
}

func ending(mime string) string {
	bare, _, _ := strings.Cut(mime, ";")
	return map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "video/mp4": ".mp4", "audio/ogg": ".ogg", "application/pdf": ".pdf", "image/webp": ".webp"}[bare]
}

// fetch gives the bytes of a file to whoever has a link that is still good. No token is asked for.
func (p *Phone) fetch(w http.ResponseWriter, r *http.Request) {
	id, _, _ := strings.Cut(r.PathValue("id"), ".")
	q := r.URL.Query()
	until, err := strconv.ParseInt(q.Get("oe"), 10, 64)
	p.mu.Lock()
	m, ok := p.state.media[id]
	p.mu.Unlock()
	if !ok || err != nil || q.Get("oh") != p.linkHash("cdn "+id, q.Get("oe")) || !p.now().Before(time.Unix(until, 0)) {
		http.Error(w, "URL signature expired", http.StatusForbidden)
		return
	}
	p.serveFile(w, r, m)
}
