package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// ledgerLimit is how many of the newest requests the ledger remembers.
const ledgerLimit = 20_000

// Asked is one request to send a message, and what the platform answered. The ledger of them is for whoever holds
// the platform's answers against what was promised; it is not remembered over restarts.
type Asked struct {
	N        int64     `json:"n"`
	At       time.Time `json:"at"`
	Platform string    `json:"platform"`
	Callback string    `json:"callback,omitempty"` // what the business gave along to know it again
	Text     string    `json:"text,omitempty"`     // of Messenger and Instagram, where nothing may be given along
	Human    bool      `json:"human,omitempty"`    // tagged HUMAN_AGENT
	Template bool      `json:"template,omitempty"`
	ID       string    `json:"id,omitempty"`    // of what was accepted
	Code     int       `json:"code,omitempty"`  // of a refusal
	Fault    bool      `json:"fault,omitempty"` // refused by a fault, not by a rule
}

// ledger is safe for concurrent use; the zero value is empty.
type ledger struct {
	mu    sync.Mutex
	next  int64
	items []Asked
}

func (l *ledger) note(a Asked) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++
	a.N = l.next
	l.items = append(l.items, a)
	if n := len(l.items) - ledgerLimit; n >= ledgerLimit {
		l.items = slices.Clone(l.items[n:])
	}
}

// after lists at most a thousand that came after n, oldest first.
func (l *ledger) after(n int64) []Asked {
	l.mu.Lock()
	defer l.mu.Unlock()
	from := max(len(l.items)-int(l.next-min(n, l.next)), 0)
	return slices.Clone(l.items[from:min(from+1000, len(l.items))])
}

func (p *Phone) getLedger(w http.ResponseWriter, r *http.Request) {
	since, _ := strconv.ParseInt(r.URL.Query().Get("since"), 10, 64) // nonsense is the beginning
	items := p.ledger.after(since)
	if items == nil {
		items = []Asked{}
	}
	answer(w, http.StatusOK, map[string]any{"items": items})
}

// askedPhone and askedDirect are what the ledger says of a send, whatever becomes of it.
func (p *Phone) askedPhone(s whatsapp.Send) Asked {
	return Asked{At: p.now(), Platform: WhatsApp, Callback: s.Callback, Template: s.Type == "template"}
}

func (p *Phone) askedDirect(platform string, s messaging.Send) Asked {
	return Asked{At: p.now(), Platform: platform, Callback: s.Metadata, Text: s.Text, Human: s.Tag == "HUMAN_AGENT"}
}

// takes says what a customer's chat would take at this moment, as far as the window decides.
type takes struct {
	Text     bool      `json:"text"`     // anything from everybody
	Human    bool      `json:"human"`    // what is tagged as a human's
	Template bool      `json:"template"` // an approved template
	Now      time.Time `json:"now"`
}

// getTakes answers whether a send would be taken now, without one.
func (p *Phone) getTakes(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.state.chats[r.PathValue("id")]
	if c == nil {
		p.reply(w, 0, nil, missing("there is no such chat"))
		return
	}
	a := p.state.accounts[c.account]
	if a.Platform == WhatsApp {
		open := whatsapp.Open(c.lastWrote, p.now())
		answer(w, http.StatusOK, takes{Text: open, Human: open, Template: true, Now: p.now()})
		return
	}
	plain := p.mayWriteDirect(a, c, c.customer, messaging.Send{})
	human := p.mayWriteDirect(a, c, c.customer, messaging.Send{Tag: "HUMAN_AGENT"})
	answer(w, http.StatusOK, takes{Text: plain == nil, Human: human == nil, Now: p.now()})
}
