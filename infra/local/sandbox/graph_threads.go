package sandbox

import (
	"io"
	"net/http"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
)

// threadControl gives a conversation to an owner, as our app asks: we take it, pass it to the inbox, or let it go.
func (p *Phone) threadControl(owner string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, requestLimit))
		c := &graph.Check{Words: func(code int, details string) *graph.Error { return messaging.ErrorOf(code, 0, details) }, Missing: 100, Invalid: 100}
		top := graph.Decode(c, body)
		top.Only("recipient", "metadata", "target_app_id")
		who := top.Object("recipient")
		who.Only("id")
		to := who.Must("id", 64)
		top.Text("metadata", 1000)
		if err != nil || c.Err != nil {
			answerError(w, c.Err)
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		s, ok := p.state.scoped[to]
		chat := p.state.chats[chatID(s.account, customerOr(s.customer))]
		if !ok || chat == nil || s.comments || s.account != r.PathValue("id") && r.PathValue("id") != "me" {
			answerError(w, messaging.ErrorOf(100, 2018001, ""))
			return
		}
		// Who acts is not told what it did; the others are, but they are not us.
		if err := p.commit(record{Threads: []thread{{Chat: chat.id, Owner: owner, At: p.now()}}}); err != nil {
			answerError(w, messaging.ErrorOf(1, 0, ""))
			return
		}
		answer(w, http.StatusOK, map[string]bool{"success": true})
	}
}

func customerOr(c *Customer) *Customer {
	if c == nil {
		return &Customer{}
	}
	return c
}

// threadOwner says which app holds a conversation.
func (p *Phone) threadOwner(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.state.scoped[r.URL.Query().Get("recipient")]
	c := p.state.chats[chatID(s.account, customerOr(s.customer))]
	if c == nil {
		answerError(w, messaging.ErrorOf(100, 2018001, ""))
		return
	}
	data := []any{}
	if id := app(p.state.accounts[c.account].Platform, c.owner(p.now())); id != "" {
		data = append(data, map[string]any{"thread_owner": map[string]string{"app_id": string(id)}})
	}
	answer(w, http.StatusOK, map[string]any{"data": data})
}
