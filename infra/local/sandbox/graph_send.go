package sandbox

import (
	"io"
	"mime"
	"net/http"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

const (
	requestLimit = 1 << 20
	hangLimit    = 2 * time.Minute
	reactionLife = 30 * 24 * time.Hour // of the message reacted to; also how long a message can be marked read
)

// postMessages takes a message to a customer, or the news that one was read.
func (p *Phone) postMessages(w http.ResponseWriter, r *http.Request) {
	p.slow()
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		answerError(w, whatsapp.ErrorOf(100, "The request's content type must be application/json."))
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, requestLimit))
	if err != nil {
		answerError(w, whatsapp.ErrorOf(100, "The request cannot be read."))
		return
	}
	if platform := p.platformOf(r, body); platform != WhatsApp {
		p.postDirect(w, r, platform, body)
		return
	}
	req, refused := whatsapp.Parse(body)
	switch {
	case refused != nil:
		answerError(w, refused)
	case req.Read != nil:
		p.noteRead(w, r.PathValue("id"), *req.Read)
	default:
		p.takeSend(w, r, *req.Send)
	}
}

// takeSend plays the faults that concern the answer around accepting the message.
func (p *Phone) takeSend(w http.ResponseWriter, r *http.Request, s whatsapp.Send) {
	asked := p.askedPhone(s)
	if p.misbehaves(w, r, WhatsApp, func() *Customer { return p.known(s) }, asked) {
		return
	}
	linked, gone := p.linked(s) // before the lock: an address is fetched
	a, err := p.accept(r.PathValue("id"), s, linked, gone)
	if err != nil {
		var refused *graph.Error
		if !asGraph(err, &refused) {
			p.log.Error("send cannot be taken", "err", err)
			refused = whatsapp.ErrorOf(131000, "")
		}
		asked.Code = refused.Code
		p.ledger.note(asked)
		answerError(w, refused)
		return
	}
	asked.ID = a.id
	p.ledger.note(asked)
	if a.statusFirst {
		p.statusesNow(r, a.id)
	}
	p.walk(a.id)
	if a.drop {
		playDrop(w, r, a.hang)
	}
	contact := map[string]string{"input": s.Input}
	if s.Phone != "" {
		contact["wa_id"] = s.Phone
	} else {
		contact["user_id"] = s.UserID
	}
	answer(w, http.StatusOK, map[string]any{"messaging_product": "whatsapp",
		"contacts": []any{contact}, "messages": []any{map[string]string{"id": a.id}}})
}

// known is the customer a send goes to; nil if there is none. The caller holds mu.
func (p *Phone) known(s whatsapp.Send) *Customer {
	if s.Phone != "" {
		return p.state.byPhone[s.Phone]
	}
	return p.state.byUserID[s.UserID]
}

// statusesNow posts sent and delivered and waits for the answers, before the send itself is answered.
func (p *Phone) statusesNow(r *http.Request, id string) {
	p.mu.Lock()
	items, err := p.steps(id, "delivered")
	p.mu.Unlock()
	if err != nil {
		p.log.Error("status cannot be written down", "err", err)
		return
	}
	for _, o := range items {
		one := &parcel{items: []owed{o}}
		if err := p.out.post(r.Context(), one); err != nil {
			p.out.again(one, err)
		}
	}
}
