package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"
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

type habits struct {
	faults   Faults
	settings Settings
}

func (p *Phone) habits() habits {
	p.mu.Lock()
	defer p.mu.Unlock()
	return habits{p.state.faults, p.state.settings}
}

// getState is what the page needs beside the chats.
func (p *Phone) getState(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	answer(w, http.StatusOK, map[string]any{"rev": p.rev, "now": p.now(), "accounts": p.accounts(), "defaultAccount": DefaultAccount,
		"defaultAccounts": defaultAccounts,
		"faults":          p.state.faults, "settings": p.state.settings, "owed": len(p.state.owed), "webhooks": p.out.posting(),
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

func (p *Phone) postFaults(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.state.faults
	err := read(r, &f)
	if err == nil {
		err = p.setFaults(f)
	}
	p.reply(w, http.StatusOK, p.state.faults, err)
}

func (p *Phone) deleteFaults(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reply(w, http.StatusOK, Faults{}, p.setFaults(Faults{}))
}

// setFaults records how to misbehave. Statuses that were held back by Silent come when it ends.
func (p *Phone) setFaults(f Faults) error {
	switch {
	case f.Duplicate < 0 || f.Duplicate > 20 || f.DelayMS < 0 || f.DelayMS > 600_000 || f.Batch < 0 || f.Batch > 1000:
		return invalid("at most 20 copies, 10 minutes of delay and 1000 updates in a webhook")
	case f.Refuse.Status != 0 && (f.Refuse.Status < 400 || f.Refuse.Status > 599), f.SlowMS < 0 || f.SlowMS > 600_000:
		return invalid("a refusal has an HTTP status from 400 to 599")
	}
	spoke := p.state.faults.Silent && !f.Silent
	if err := p.commit(record{Faults: &f}); err != nil {
		return err
	}
	if spoke {
		p.walkAll()
	}
	return nil
}

func (p *Phone) postSettings(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.state.settings
	err := read(r, &s)
	if err == nil && (s.DeliverMS < 0 || s.DeliverMS > 600_000) {
		err = invalid("delivery takes from 0 to 600000 milliseconds")
	}
	if err == nil && !reflect.DeepEqual(s, p.state.settings) {
		err = p.commit(record{Settings: &s})
	}
	p.reply(w, http.StatusOK, p.state.settings, err)
}
