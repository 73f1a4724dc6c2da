package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"
)

// watchLimit is how long a watcher is kept waiting for a change.
const watchLimit = 25 * time.Second

// apiRoutes are the paths of the JSON API, which doc.go describes.
func (p *Phone) apiRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/state", p.getState)
	mux.HandleFunc("GET /api/changes", p.getChanges)
	mux.HandleFunc("GET /api/customers", p.getCustomers)
	mux.HandleFunc("POST /api/customers", p.postCustomer)
	mux.HandleFunc("PATCH /api/customers/{id}", p.patchCustomer)
	mux.HandleFunc("POST /api/messages", p.postMessage)
	mux.HandleFunc("GET /api/chats", p.getChats)
	mux.HandleFunc("GET /api/chats/{id}", p.getChat)
	mux.HandleFunc("GET /api/chats/{id}/takes", p.getTakes)
	mux.HandleFunc("GET /api/ledger", p.getLedger)
	mux.HandleFunc("POST /api/chats/{id}/read", p.postRead)
	mux.HandleFunc("POST /api/chats/{id}/played", p.postPlayed)
	mux.HandleFunc("POST /api/chats/{id}/thread", p.postThread)
	mux.HandleFunc("POST /api/echoes", p.postEcho)
	mux.HandleFunc("POST /api/history", p.postHistory)
	mux.HandleFunc("GET /api/posts", p.getPosts)
	mux.HandleFunc("POST /api/posts", p.postPost)
	mux.HandleFunc("PATCH /api/posts/{id}", p.patchPost)
	mux.HandleFunc("GET /api/comments", p.getComments)
	mux.HandleFunc("POST /api/comments", p.postComment)
	mux.HandleFunc("PATCH /api/comments/{id}", p.patchComment)
	mux.HandleFunc("DELETE /api/comments/{id}", p.deleteComment)
	mux.HandleFunc("POST /api/comments/{id}/reply", p.postReply)
	mux.HandleFunc("GET /api/accounts", p.getAccounts)
	mux.HandleFunc("POST /api/accounts", p.postAccount)
	mux.HandleFunc("PATCH /api/accounts/{id}", p.patchAccount)
	mux.HandleFunc("GET /api/events", p.getEvents)
	mux.HandleFunc("POST /api/events", p.postEvent)
	mux.HandleFunc("GET /api/templates", p.getTemplates)
	mux.HandleFunc("POST /api/templates", p.postTemplate)
	mux.HandleFunc("PATCH /api/templates/{id}", p.patchTemplate)
	mux.HandleFunc("GET /api/errors", p.getErrors)
	mux.HandleFunc("POST /api/media", p.postFile)
	mux.HandleFunc("GET /api/media/{id}", p.getFile)
	mux.HandleFunc("GET /api/faults", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, p.habits().faults) })
	mux.HandleFunc("POST /api/faults", p.postFaults)
	mux.HandleFunc("DELETE /api/faults", p.deleteFaults)
	mux.HandleFunc("GET /api/settings", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, p.habits().settings) })
	mux.HandleFunc("POST /api/settings", p.postSettings)
	mux.HandleFunc("POST /api/retry", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, 200, map[string]int{"retried": p.out.wakeAll()})
	})
	mux.HandleFunc("POST /api/load", p.postLoad)
	mux.HandleFunc("GET /api/load", p.getLoad)
}

// take reads a JSON body into v, strangely spelled members refused.
func read(r *http.Request, v any) error {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return &problem{http.StatusUnsupportedMediaType, "send application/json"}
	}
	dec := json.NewDecoder(io.LimitReader(r.Body, requestLimit))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return &problem{http.StatusBadRequest, fmt.Sprintf("the body cannot be read: %v", err)}
	}
	return nil
}

// reply answers with v, or with what is wrong.
func (p *Phone) reply(w http.ResponseWriter, status int, v any, err error) {
	var bad *problem
	switch {
	case err == nil:
		answer(w, status, v)
	case errors.As(err, &bad):
		answer(w, bad.status, map[string]string{"error": bad.text})
	default:
		p.log.Error("sandbox request failed", "err", err)
		answer(w, http.StatusInternalServerError, map[string]string{"error": err.Error()})
	}
}

// getState is what the page needs beside the chats.
func (p *Phone) getState(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	answer(w, http.StatusOK, map[string]any{"rev": p.rev, "now": p.now(), "accounts": p.accounts(), "defaultAccount": DefaultAccount,
		"defaultAccounts": defaultAccounts,
		"faults":          p.state.faults, "settings": p.state.settings, "owed": len(p.state.owed), "due": p.due.Load(), "webhooks": p.out.posting(),
		"customers": len(p.state.customers)})
}

// getChanges answers when the revision is beyond since, or after a while.
func (p *Phone) getChanges(w http.ResponseWriter, r *http.Request) {
	since, _ := strconv.ParseInt(r.URL.Query().Get("since"), 10, 64) // nonsense is the beginning
	end := time.NewTimer(watchLimit)
	defer end.Stop()
	for {
		p.mu.Lock()
		rev, changed := p.rev, p.changed
		p.mu.Unlock()
		if rev != since {
			answer(w, http.StatusOK, map[string]int64{"rev": rev})
			return
		}
		select {
		case <-changed:
		case <-end.C:
			answer(w, http.StatusOK, map[string]int64{"rev": rev})
			return
		case <-r.Context().Done():
			return
		case <-p.ctx.Done():
			answer(w, http.StatusServiceUnavailable, map[string]string{"error": errClosed.Error()})
			return
		}
	}
}
