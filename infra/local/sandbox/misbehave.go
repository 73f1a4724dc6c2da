package sandbox

import (
	"io"
	"net/http"
	"time"

	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// slow waits as long as answers are to take longer.
func (p *Phone) slow() {
	if ms := p.habits().faults.SlowMS; ms > 0 {
		_ = rest(p.ctx, time.Duration(ms)*time.Millisecond) // closed meanwhile: answered at once
	}
}

// misbehaves plays the faults that keep a send from being accepted, and reports whether there was one.
func (p *Phone) misbehaves(w http.ResponseWriter, r *http.Request, platform string, to func() *Customer, asked Asked) bool {
	f, ok := p.refusal(platform, to)
	if ok {
		asked.Fault, asked.Code = true, f.Code
		p.ledger.note(asked)
	}
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
