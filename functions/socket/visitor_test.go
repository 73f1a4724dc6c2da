package main

import (
	"net/http"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

const page = "https://shop.example"

// enter opens a visitor's socket from a page and gives the status.
func (h *house) enter(secret, origin, id string) int {
	h.Helper()
	e := event("$connect", id)
	e.QueryStringParameters = map[string]string{"visitor": secret}
	if origin != "" {
		e.Headers = map[string]string{"Origin": origin}
	}
	return h.send(e)
}

func (h *house) pass(id rules.ConversationID) string {
	h.Helper()
	t, err := h.store.IssueVisitorTicket(h.Context(), store.VisitorPass{Workspace: h.ws, Conversation: id, Origin: page}, clock.Now())
	h.must(err)
	return t.Secret
}

func TestAVisitorComesInByTheirOwnTicketAndPage(t *testing.T) {
	h := newHouse(t)
	h.lobby.origins = []string{"https://client.example"} // the agents' pages are no visitors' pages
	used := h.pass("conv")
	for _, c := range []struct {
		name, secret, origin string
		want                 int
	}{
		{"their page", used, page, http.StatusOK},
		{"the same ticket again", used, page, http.StatusUnauthorized},
		{"another page", h.pass("conv"), "https://evil.example", http.StatusForbidden},
		{"no page", h.pass("conv"), "", http.StatusForbidden},
		{"a forged ticket", "AAAA", page, http.StatusUnauthorized},
		{"an agent's ticket", h.ticket(ada), page, http.StatusUnauthorized},
	} {
		if got := h.enter(c.secret, c.origin, "v-"+c.name); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	all, err := h.store.VisitorConnections(t.Context(), h.ws, "conv")
	h.must(err)
	if len(all) != 1 || all[0].ID != "v-their page" {
		t.Errorf("in are %+v", all)
	}
}

func TestAVisitorsSocketSaysPingAndNothingElse(t *testing.T) {
	h := newHouse(t)
	c := h.writes("a")
	if got := h.enter(h.pass(c.ID), page, "v"); got != http.StatusOK {
		t.Fatalf("connect answers %d", got)
	}
	h.one(h.says("v", `{"t":"ping"}`), "pong")
	for _, frame := range []string{`{"t":"hello"}`, `{"t":"view","conversation":"` + string(c.ID) + `"}`, `{"t":"typing","conversation":"` + string(c.ID) + `"}`, `{`} {
		e := event("$default", "v")
		e.Body = frame
		if got := h.send(e); got != http.StatusBadRequest {
			t.Errorf("%s answers %d", frame, got)
		}
	}
	if got := h.gateway.Take("v"); len(got) != 0 {
		t.Errorf("heard %+v", got)
	}
	h.send(event("$disconnect", "v"))
	if all, err := h.store.VisitorConnections(t.Context(), h.ws, c.ID); err != nil || len(all) != 0 {
		t.Errorf("left are %+v, %v", all, err)
	}
}

func TestAVisitorSeesThatAnAnswerIsTypedAndNotThatANoteIs(t *testing.T) {
	h := newHouse(t)
	c, now := h.writes("a"), clock.Now()
	h.must(h.store.AddVisitorConnection(t.Context(), store.VisitorConnection{Workspace: h.ws, Conversation: c.ID, ID: "v", Since: now.Add(-time.Hour)}, now))
	h.connect(ben, "b")
	h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.says("b", `{"t":"typing","conversation":"`+string(c.ID)+`"}`)
	if got := h.gateway.Take("v"); len(got) != 0 {
		t.Errorf("of a note the visitor heard %+v", got)
	}
	h.says("b", `{"t":"typing","reply":true,"conversation":"`+string(c.ID)+`"}`)
	h.one(h.gateway.Take("v"), "typing")
}
