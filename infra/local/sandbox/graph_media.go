package sandbox

import (
	"cmp"
	"io"
	"net/http"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// noteRead marks a customer's message and all earlier ones of the chat as read by the business.
func (p *Phone) noteRead(w http.ResponseWriter, number string, read whatsapp.Read) {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.state.messages[read.MessageID]
	if m == nil || m.Direction != In || p.state.chats[m.Chat].account != number || p.now().Sub(m.At) > reactionLife {
		answerError(w, whatsapp.ErrorOf(131009, "Param message_id is not a received message of the last 30 days."))
		return
	}
	c := p.state.chats[m.Chat]
	var r record
	for _, old := range c.messages {
		if old.Direction == In && old.Status != "read" && !old.At.After(m.At) {
			r.Marks = append(r.Marks, mark{ID: old.ID, Status: "read", At: p.now()})
		}
	}
	if read.Typing {
		c.typing = p.now().Add(25 * time.Second)
	}
	if err := p.commit(r); err != nil {
		answerError(w, whatsapp.ErrorOf(131000, ""))
		return
	}
	answer(w, http.StatusOK, map[string]bool{"success": true})
}

// postMedia takes an upload of the business.
func (p *Phone) postMedia(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, mediaLimit+1<<20)
	if err := r.ParseMultipartForm(8 << 20); err != nil {
		answerError(w, whatsapp.ErrorOf(100, "The upload must be multipart/form-data of at most 100 MB."))
		return
	}
	file, head, err := r.FormFile("file")
	if err != nil || r.FormValue("messaging_product") != "whatsapp" {
		answerError(w, whatsapp.ErrorOf(100, "The parameters messaging_product and file are required."))
		return
	}
	defer file.Close()
	kind := head.Header.Get("Content-Type")
	if t := r.FormValue("type"); t != "" {
		kind = t
	}
	if !whatsapp.Takes("", kind) {
		answerError(w, whatsapp.ErrorOf(100, "Param file must be a file with one of the supported types; received file of type '"+kind+"'."))
		return
	}
	data, err := io.ReadAll(file)
	if err != nil || int64(len(data)) > whatsapp.SizeLimit(kind) {
		answerError(w, whatsapp.ErrorOf(131053, "The file is larger than its type may be."))
		return
	}
	m, err := p.take(Media{MIME: kind, Name: head.Filename, Account: r.PathValue("id"), By: Out}, data)
	if err != nil {
		p.log.Error("upload cannot be kept", "err", err)
		answerError(w, whatsapp.ErrorOf(131000, ""))
		return
	}
	answer(w, http.StatusOK, map[string]string{"id": m.ID})
}

// take keeps a file and records it.
func (p *Phone) take(m Media, data []byte) (Media, error) {
	m, err := p.keep(m, data)
	if err != nil {
		return m, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return m, p.commit(record{Media: &m})
}

// getObject answers for a medium (with phone_number_id, if given, checked) or for a business number.
func (p *Phone) getObject(w http.ResponseWriter, r *http.Request) {
	id, number := r.PathValue("id"), r.URL.Query().Get("phone_number_id")
	p.mu.Lock()
	m, isMedia := p.state.media[id]
	a, isNumber := p.numberAsked(r, id)
	t, isTemplate := p.templateOf(id)
	p.mu.Unlock()
	switch {
	case isTemplate:
		answer(w, http.StatusOK, t.Shown())
	case !isMedia && !isNumber && p.getOther(w, r, id):
	case isMedia && !m.expired(p.now()) && (number == "" || m.Account == "" || m.Account == number):
		answer(w, http.StatusOK, map[string]any{"messaging_product": "whatsapp", "url": p.mediaLink(p.base(r), m.ID),
			"mime_type": m.MIME, "sha256": m.SHA256, "file_size": m.Size, "id": m.ID})
	case isNumber:
		answer(w, http.StatusOK, numberOf(a))
	default:
		answerError(w, graph.Unknown("get", id))
	}
}

// numberOf is a business number, and whose health decides about it ("messaging health status", 2026-03-12).
func numberOf(a Account) map[string]any {
	entity := func(kind, id string) map[string]string {
		return map[string]string{"entity_type": kind, "id": id, "can_send_message": "AVAILABLE"}
	}
	return map[string]any{"id": a.ID, "display_phone_number": "+" + a.Display,
		"verified_name": cmp.Or(a.Name, "Sandbox"), "quality_rating": "GREEN", "status": "CONNECTED", "name_status": "APPROVED",
		"code_verification_status": "VERIFIED", "platform_type": "CLOUD_API", "is_on_biz_app": a.Coexistence,
		"health_status": map[string]any{"can_send_message": "AVAILABLE", "entities": []any{
			entity("PHONE_NUMBER", a.ID), entity("WABA", whatsapp.Business), entity("BUSINESS", businessPortfolio), entity("APP", appID)}}}
}

// The business and the app that the sandbox's numbers belong to.
const (
	businessPortfolio = "100000000000009"
	appID             = "100000000000007"
)

// deleteObject forgets a medium.
func (p *Phone) deleteObject(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	p.mu.Lock()
	_, ok := p.state.media[id]
	var err error
	if ok {
		err = p.commit(record{NoMedia: id})
	} else if c := p.state.comments[id]; c != nil && !c.Deleted {
		gone := *c
		gone.Deleted, ok = true, true
		err = p.publishComment(gone, "remove")
	}
	p.mu.Unlock()
	if !ok || err != nil {
		answerError(w, graph.Unknown("delete", id))
		return
	}
	answer(w, http.StatusOK, map[string]bool{"success": true})
}
