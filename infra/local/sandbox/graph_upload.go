package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
)

// postAttachment keeps a file of a Page or an Instagram account for messages to come: from an address (JSON) or with
// the request (multipart members message and filedata).
func (p *Phone) postAttachment(w http.ResponseWriter, r *http.Request) {
	p.slow()
	platform := p.platformOf(r, []byte(`{"recipient":{"id":"0"}}`))
	if platform == WhatsApp {
		answerError(w, graph.Unknown("post", r.PathValue("id")))
		return
	}
	m, err := p.attachment(w, r, platform)
	if err != nil {
		var no *graph.Error
		if !errors.As(err, &no) {
			p.log.Error("upload cannot be kept", "err", err)
			no = messaging.ErrorOf(1, 0, "")
		}
		answerError(w, no)
		return
	}
	answer(w, http.StatusOK, map[string]string{"attachment_id": m.ID})
}

func (p *Phone) attachment(w http.ResponseWriter, r *http.Request, platform string) (Media, error) {
	rules := rulesOf(platform)
	r.Body = http.MaxBytesReader(w, r.Body, rules.Size("")+1<<20)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // an unreadable one is neither of these
	switch kind {
	case "application/json":
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return Media{}, messaging.ErrorOf(100, 0, "The request cannot be read.")
		}
		wanted, refused := wantedUpload(rules, body, true)
		if refused != nil {
			return Media{}, refused
		}
		return p.collect(rules, wanted)
	case "multipart/form-data":
		return p.uploaded(r, rules)
	default:
		return Media{}, messaging.ErrorOf(100, 0, "Send application/json with an address or multipart/form-data with a file.")
	}
}

// uploaded reads a file that came with the request.
func (p *Phone) uploaded(r *http.Request, rules messaging.Rules) (Media, error) {
	if err := r.ParseMultipartForm(8 << 20); err != nil {
		return Media{}, messaging.ErrorOf(100, 2018109, "")
	}
	for key := range r.MultipartForm.Value {
		if key != "message" && key != "platform" {
			return Media{}, messaging.ErrorOf(100, 0, "Unexpected parameter "+key+".")
		}
	}
	if r.FormValue("platform") == Instagram {
		rules = rulesOf(Instagram)
	}
	wanted, refused := wantedUpload(rules, []byte(`{"message":`+r.FormValue("message")+`}`), false)
	if refused != nil {
		return Media{}, refused
	}
	file, head, err := r.FormFile("filedata")
	if err != nil {
		return Media{}, messaging.ErrorOf(100, 0, "The parameter filedata is required.")
	}
	defer file.Close()
	kind, _, err := mime.ParseMediaType(head.Header.Get("Content-Type"))
	data, bad := io.ReadAll(file)
	switch {
	case err != nil || bad != nil || !rules.Takes(wanted.Type, kind):
		return Media{}, messaging.ErrorOf(100, 2018047, "Upload attachment failure: a file of type "+kind+" cannot be sent as "+wanted.Type+".")
	case int64(len(data)) > rules.Size(wanted.Type):
		return Media{}, messaging.ErrorOf(100, 2018109, "")
	}
	return p.take(Media{MIME: kind, Name: strings.TrimSpace(head.Filename), By: Out}, data)
}

// wantedUpload reads {"message":{"attachment":{"type","payload"}}}; with an address or without one.
func wantedUpload(rules messaging.Rules, body []byte, address bool) (messaging.Wanted, *graph.Error) {
	c := &graph.Check{Words: func(code int, details string) *graph.Error { return messaging.ErrorOf(code, 0, details) }, Missing: 100, Invalid: 100}
	if !json.Valid(body) {
		return messaging.Wanted{}, messaging.ErrorOf(100, 0, "The parameter message is not JSON.")
	}
	top := graph.Decode(c, body)
	top.Only("message", "platform")
	a := top.Object("message").Object("attachment")
	a.Only("type", "payload")
	out := messaging.Wanted{Type: a.Word("type", "image", "video", "audio", "file")}
	if a.Has("payload") {
		load := a.Object("payload")
		load.Only("url", "is_reusable")
		load.Flag("is_reusable")
		out.URL = load.Text("url", 4096)
	}
	if (out.URL != "") != address {
		c.Refuse(100, "An upload has an address or a file, not both.")
	}
	return out, c.Err
}
