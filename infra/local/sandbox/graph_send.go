package sandbox

import (
	"io"
	"mime"
	"net/http"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
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
	if p.misbehaves(w, r, WhatsApp, func() *Customer { return p.known(s) }) {
		return
	}
	a, err := p.accept(r.PathValue("id"), s)
	if err != nil {
		var refused *graph.Error
		if !asGraph(err, &refused) {
			p.log.Error("send cannot be taken", "err", err)
			refused = whatsapp.ErrorOf(131000, "")
		}
		answerError(w, refused)
		return
	}
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

// slow waits as long as answers are to take longer.
func (p *Phone) slow() {
	if ms := p.habits().faults.SlowMS; ms > 0 {
		_ = rest(p.ctx, time.Duration(ms)*time.Millisecond) // closed meanwhile: answered at once
	}
}

// misbehaves plays the faults that keep a send from being accepted, and reports whether there was one.
func (p *Phone) misbehaves(w http.ResponseWriter, r *http.Request, platform string, to func() *Customer) bool {
	f, ok := p.refusal(platform, to)
	switch {
	case ok && f.lost:
		playDrop(w, r, f.hang)
	case ok:
		playRefusal(w, f.Refusal, platform)
	}
	return ok
}

type refused struct {
	Refusal
	lost, hang bool
}

// refusal uses up one of the refusals that are switched on and concern this send.
func (p *Phone) refusal(platform string, to func() *Customer) (refused, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.state.faults
	if f.Drop.Lost && use(&f.Drop.Count) {
		return refused{lost: true, hang: f.Drop.Hang}, p.commit(record{Faults: &f}) == nil
	}
	if f.Refuse.Platform != "" && f.Refuse.Platform != platform || f.Refuse.Customer != "" && !aims(f.Refuse.Customer, to()) || !use(&f.Refuse.Count) {
		return refused{}, false
	}
	if f.Refuse.Count >= 0 {
		if err := p.commit(record{Faults: &f}); err != nil {
			return refused{}, false
		}
	}
	return refused{Refusal: f.Refuse}, true
}

func playRefusal(w http.ResponseWriter, f Refusal, platform string) {
	e := whatsapp.ErrorOf(f.Code, f.Details)
	if platform != WhatsApp {
		e = messaging.ErrorOf(f.Code, f.Subcode, f.Details)
	}
	e.Subcode = f.Subcode
	if f.Status != 0 {
		e.HTTP = f.Status
	}
	switch {
	case f.Empty:
		w.WriteHeader(e.HTTP)
	case f.Code == 0 && f.Status != 0:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(e.HTTP)
		_, _ = io.WriteString(w, "<html><body><h1>Sorry, something went wrong.</h1></body></html>") // nobody to tell
	default:
		answerError(w, e)
	}
}

// playDrop never returns: the message was taken, and the sender is not told.
func playDrop(w http.ResponseWriter, r *http.Request, hang bool) {
	if hang {
		select {
		case <-r.Context().Done():
		case <-time.After(hangLimit):
		}
	}
	panic(http.ErrAbortHandler) // net/http's own way to close a connection without an answer
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
