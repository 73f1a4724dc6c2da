package sandbox

import (
	"cmp"
	"io"
	"mime"
	"net/http"
	"strings"
)

func (p *Phone) postMessage(w http.ResponseWriter, r *http.Request) {
	var in Writing
	err := read(r, &in)
	var m Message
	if err == nil {
		m, err = p.write(in)
	}
	p.reply(w, http.StatusCreated, map[string]any{"id": m.ID, "chat": m.Chat, "message": m}, err)
}

// postFile keeps a file that a customer will send: the body is the file, Content-Type its type, ?name= its name.
func (p *Phone) postFile(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mediaLimit))
	if err == nil && len(data) == 0 {
		err = invalid("the file is empty")
	}
	var m Media
	if err == nil {
		m, err = p.take(Media{MIME: cmp.Or(r.Header.Get("Content-Type"), "application/octet-stream"), Name: r.URL.Query().Get("name"), By: In}, data)
	}
	p.reply(w, http.StatusCreated, m, err)
}

// getFile shows a medium on the page, whatever its age.
func (p *Phone) getFile(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	m, ok := p.state.media[r.PathValue("id")]
	p.mu.Unlock()
	if !ok {
		p.reply(w, 0, nil, missing("there is no such file"))
		return
	}
	if family, _, _ := strings.Cut(m.MIME, "/"); family != "image" && family != "audio" && family != "video" {
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": m.Name}))
	}
	p.serveFile(w, r, m)
}
