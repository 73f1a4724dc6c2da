package sandbox

import (
	"crypto/rand"
	"io"
	"net/http"
	"strconv"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// The marks of an upload session and of the handle that it gives ("Resumable Upload API", 2026-03-12).
const (
	uploadID     = "upload:"
	handlePrefix = "4::"
)

// beginUpload opens a session for a file of an app. Its length and type travel in the session's id, as its state does
// on the platform.
func (p *Phone) beginUpload(w http.ResponseWriter, r *http.Request) {
	p.slow()
	q := r.URL.Query()
	length, err := strconv.ParseInt(q.Get("file_length"), 10, 64)
	kind := q.Get("file_type")
	switch {
	case r.PathValue("id") != appID:
		answerError(w, graph.Unknown("post", r.PathValue("id")))
	case err != nil || length < 1 || length > whatsapp.SizeLimit(kind):
		answerError(w, whatsapp.Refused(0, "Param file_length must be the size of a file of its type, in bytes."))
	case kind != "image/jpeg" && kind != "image/png" && kind != "video/mp4" && kind != "application/pdf":
		answerError(w, whatsapp.Refused(0, "Param file_type must be one of image/jpeg, image/png, video/mp4, application/pdf."))
	default:
		answer(w, http.StatusOK, map[string]string{"id": uploadID + rand.Text() + "?sig=" + strconv.FormatInt(length, 10)})
	}
}

// takeUpload takes the whole file from its beginning and gives its handle.
func (p *Phone) takeUpload(w http.ResponseWriter, r *http.Request) {
	p.slow()
	want, err := strconv.ParseInt(r.URL.Query().Get("sig"), 10, 64)
	got, bad := io.Copy(io.Discard, io.LimitReader(r.Body, mediaLimit+1))
	switch {
	case err != nil || bad != nil || r.Header.Get("file_offset") != "0":
		answerError(w, whatsapp.Refused(0, "A session takes a file from file_offset 0."))
	case got != want:
		answerError(w, whatsapp.Refused(0, "The session was opened for a file of %d bytes and got %d.", want, got))
	default:
		answer(w, http.StatusOK, map[string]string{"h": handlePrefix + "aW" + rand.Text()})
	}
}
