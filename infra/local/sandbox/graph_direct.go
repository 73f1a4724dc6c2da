package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
)

// platformOf says which platform a request is for: by host, by the account, by what WhatsApp's bodies begin with, by
// the form of the id.
func (p *Phone) platformOf(r *http.Request, body []byte) string {
	id := r.PathValue("id")
	var in struct {
		Product   string `json:"messaging_product"`
		Recipient struct {
			ID      string
			Comment string `json:"comment_id"`
		}
	}
	_ = json.Unmarshal(body, &in) // what cannot be read is refused by whoever reads it for good
	p.mu.Lock()
	defer p.mu.Unlock()
	a, known := p.state.accounts[id]
	to, found := p.state.accounts[p.named(in.Recipient.ID, in.Recipient.Comment)]
	switch {
	case isDirect(r):
		return Instagram
	case known && a.Platform != Messenger:
		return a.Platform
	case found && to.Platform == Instagram: // a Page sends for the Instagram account it is linked to
		return Instagram
	case known:
		return a.Platform
	case id == "me":
		return Messenger
	case in.Product != "":
		return WhatsApp
	case strings.HasPrefix(id, "1784"):
		return Instagram
	case in.Recipient.ID != "" || strings.Contains(string(body), `"recipient"`) && !strings.Contains(string(body), `"to"`):
		return Messenger
	default:
		return WhatsApp
	}
}

// named is the account that knows somebody by a scoped id, or that a comment was written to; empty if there is none.
// The caller holds mu.
func (p *Phone) named(scoped, comment string) string {
	if c := p.state.comments[comment]; c != nil {
		return c.Account
	}
	return p.state.scoped[scoped].account
}

// reader is whom a send is for: the author of a comment that it answers, else whoever has the address. The caller holds mu.
func (p *Phone) reader(s messaging.Send) *Customer {
	if com := p.state.comments[s.Comment]; com != nil {
		return p.state.customers[com.Customer]
	}
	return p.state.scoped[s.To].customer
}

// postDirect takes a message or an action of a Page or an Instagram account.
func (p *Phone) postDirect(w http.ResponseWriter, r *http.Request, platform string, body []byte) {
	s, refused := rulesOf(platform).Parse(body)
	if refused != nil {
		answerError(w, refused)
		return
	}
	asked := p.askedDirect(platform, s)
	if s.Action == "" && p.misbehaves(w, r, platform, func() *Customer { return p.reader(s) }, asked) {
		return
	}
	a, err := p.acceptDirect(r, platform, s)
	if err != nil {
		var no *graph.Error
		if !errors.As(err, &no) {
			p.log.Error("send cannot be taken", "err", err)
			no = messaging.ErrorOf(1, 0, "")
		}
		if asked.Code = no.Code; s.Action == "" {
			p.ledger.note(asked)
		}
		answerError(w, no)
		return
	}
	if a.id == "" {
		answer(w, http.StatusOK, map[string]string{"recipient_id": a.to})
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
	answer(w, http.StatusOK, map[string]string{"recipient_id": a.to, "message_id": a.id})
}

// acceptDirect checks a send against what the phone knows and records it. Its error is a *graph.Error where the
// platform says no.
func (p *Phone) acceptDirect(r *http.Request, platform string, s messaging.Send) (accepted, error) {
	files, err := p.gather(platform, s) // before the lock: an address is fetched
	if err != nil {
		return accepted{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	a, to, err := p.parties(r.PathValue("id"), platform, s)
	if err != nil {
		return accepted{}, err
	}
	c := p.state.open(chatID(a.ID, to))
	name, err := p.scoped(to, a.ID)
	if err != nil {
		return accepted{}, err
	}
	if refused := p.mayWriteDirect(a, c, to, s); refused != nil {
		return accepted{}, refused
	}
	if s.Action != "" {
		return accepted{to: name}, p.act(c, s)
	}
	return p.put(a, c, s, files, name)
}

// put records a message that may be sent. The caller holds mu.
func (p *Phone) put(a Account, c *chat, s messaging.Send, files []Media, name string) (accepted, error) {
	m := Message{ID: newMID(a.Platform), Chat: c.id, Direction: Out, Type: s.Kind, Text: s.Text, At: p.now(), Status: "accepted", ReplyTo: s.ReplyTo,
		Callback: s.Metadata, Comment: s.Comment, Human: s.Tag == "HUMAN_AGENT", Details: s.Extra}
	r := record{}
	for i, f := range files {
		if i == 0 {
			m.File = fileOf(f)
		} else {
			m.More = append(m.More, *fileOf(f))
		}
	}
	if s.Kind == "sticker" && m.File == nil {
		m.Text = map[string]string{Instagram: "❤️", Messenger: "👍"}[a.Platform]
	}
	if com := p.state.comments[s.Comment]; com != nil {
		answered := *com
		answered.PrivateReply = m.ID
		r.Comments = []Comment{answered}
	}
	f := p.state.faults
	out := accepted{id: m.ID, to: name, statusFirst: f.StatusFirst, drop: !f.Drop.Lost && use(&f.Drop.Count), hang: f.Drop.Hang}
	if f != p.state.faults {
		r.Faults = &f
	}
	r.Messages = []Message{m}
	return out, p.commit(r)
}
