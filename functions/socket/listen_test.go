package main

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"transom/events"
	"transom/functions/internal/audience/audiencetest"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store/storetest"
)

func TestEverybodyHearsWhoIsHereAndWhatTheyLookAt(t *testing.T) {
	h := newHouse(t)
	c := h.writes("a")
	h.connect(ada, "a")
	h.connect(ben, "b")
	if d := h.one(h.gateway.Take("a"), "presence"); len(d.Presence) != 2 || d.Presence[1].State != "online" {
		t.Errorf("presence %+v", d)
	}
	if got := h.gateway.Take("b"); len(got) != 0 {
		t.Errorf("a socket that is opening was told %+v", got)
	}
	h.one(h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`), "presence")
	if d := h.one(h.gateway.Take("a"), "presence"); len(d.Presence[1].Viewing) != 1 || d.Presence[1].Viewing[0] != string(c.ID) {
		t.Errorf("presence %+v", d)
	}
	if got := h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`); len(got) != 0 {
		t.Errorf("the same view again tells %+v", got)
	}
	h.one(h.says("b", `{"t":"state","state":"away"}`), "presence")
	if d := h.one(h.gateway.Take("a"), "presence"); d.Presence[1].State != "away" {
		t.Errorf("presence %+v", d)
	}
	h.connect(ben, "b2")
	if d := h.gateway.Take("a"); len(d) != 1 || len(d[0].Presence) != 2 || d[0].Presence[1].State != "online" {
		t.Errorf("with a second window %+v", d)
	}
	h.send(event("$disconnect", "b"))
	h.send(event("$disconnect", "b2"))
	if d := h.gateway.Take("a"); len(d) != 2 || len(d[1].Presence) != 1 {
		t.Errorf("after leaving %+v", d)
	}
	if got := h.send(event("$disconnect", "b")); got != 200 {
		t.Errorf("leaving twice answers %d", got)
	}
}

func TestWhatOneMayNotSeeCannotBeLookedAtOrTypedIn(t *testing.T) {
	h := newHouse(t)
	c := h.writes("a")
	_, err := h.store.Change(t.Context(), h.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: cem.ID}, ada.ID, clock.Now()), nil
	})
	h.must(err)
	h.connect(ben, "b")
	h.connect(cem, "c")
	h.says("c", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	if conn, err := h.store.Connection(t.Context(), "b"); err != nil || conn.Viewing != "" {
		t.Errorf("ben views %q: %v", conn.Viewing, err)
	}
	h.gateway.Take("c")
	e := event("$default", "b")
	e.Body = `{"t":"typing","conversation":"` + string(c.ID) + `"}`
	if got := h.send(e); got != 400 || len(h.gateway.Take("c")) != 0 {
		t.Errorf("typing answers %d", got)
	}
}

func TestTypingAnAnswerAsksForASignToTheCustomerAndANoteDoesNot(t *testing.T) {
	h := newHouse(t)
	c := h.writes("a")
	h.connect(ben, "b")
	h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.jobs.take()
	h.says("b", `{"t":"typing","conversation":"`+string(c.ID)+`"}`)
	if got := h.jobs.take(); len(got) != 0 {
		t.Errorf("a note asks for %+v", got)
	}
	for range 3 { // of which one is enough for a while
		h.says("b", `{"t":"typing","reply":true,"conversation":"`+string(c.ID)+`"}`)
	}
	want := events.Job{Kind: events.JobSignal, Workspace: "home", User: "sub-ben", Conversation: string(c.ID), Signal: events.SignalTyping}
	if got := h.jobs.take(); len(got) != 1 || got[0] != want {
		t.Errorf("an answer asks for %+v, want one %+v", got, want)
	}
}

func TestTypingReachesTheOthersWhoLookAtTheSame(t *testing.T) {
	h := newHouse(t)
	c, other := h.writes("a"), h.writes("b")
	for id, m := range map[string]rules.Member{"a": ada, "b": ben, "c": cem} {
		h.connect(m, id)
	}
	h.says("a", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.says("b", `{"t":"view","conversation":"`+string(c.ID)+`"}`)
	h.says("c", `{"t":"view","conversation":"`+string(other.ID)+`"}`)
	for _, id := range []string{"a", "b", "c"} {
		h.gateway.Take(id)
	}
	if got := h.says("b", `{"t":"typing","conversation":"`+string(c.ID)+`"}`); len(got) != 0 {
		t.Errorf("ben heard himself: %+v", got)
	}
	if d := h.one(h.gateway.Take("a"), "typing"); d.UserID != "sub-ben" || d.Conversation != string(c.ID) {
		t.Errorf("typing %+v", d)
	}
	if got := h.gateway.Take("c"); len(got) != 0 {
		t.Errorf("cem heard %+v", got)
	}
}

func TestWhoHasJustComeWakesTheRouter(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	h.says("b", `{"t":"hello"}`)
	if got := h.jobs.take(); len(got) != 1 || got[0] != (events.Job{Kind: events.JobDistribute, Workspace: "home", User: "sub-ben"}) {
		t.Errorf("jobs %+v", got)
	}
	h.says("b", `{"t":"state","state":"away"}`)
	h.says("b", `{"t":"hello"}`)
	h.says("b", `{"t":"ping"}`)
	if got := h.jobs.take(); len(got) != 0 {
		t.Errorf("jobs %+v", got)
	}
	h.says("b", `{"t":"state","state":"online"}`)
	if got := h.jobs.take(); len(got) != 1 {
		t.Errorf("jobs %+v", got)
	}
}

func TestWhoWasDisabledIsShownOut(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	gone := ben
	gone.Disabled = true
	h.must(h.store.PutMember(t.Context(), h.ws, gone))
	e := event("$default", "b")
	e.Body = `{"t":"hello"}`
	if got := h.send(e); got != 403 || !h.gateway.Closed("b") {
		t.Errorf("hello answers %d, closed %v", got, h.gateway.Closed("b"))
	}
	e = event("$default", "stranger")
	e.Body = `{"t":"hello"}`
	if got := h.send(e); got != 404 || !h.gateway.Closed("stranger") {
		t.Errorf("a stranger's hello answers %d", got)
	}
}

func TestOddFramesDoNothing(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	for name, body := range map[string]string{
		"nothing": "", "no JSON": "hello", "a number": "7", "null": "null", "a list": "[]", "no type": `{}`, "unknown type": `{"t":"format"}`,
		"a type of another type": `{"t":7}`, "negative sequence": `{"t":"hello","since":-1}`, "huge sequence": `{"t":"hello","since":1e99}`,
		"a long id": `{"t":"view","conversation":"` + strings.Repeat("x", 100) + `"}`, "unknown state": `{"t":"state","state":"asleep"}`,
		"typing nowhere": `{"t":"typing"}`, "half": `{"t":"hello"`, "deep": strings.Repeat("[", 20_000),
	} {
		e := event("$default", "b")
		e.Body = body
		if got := h.send(e); got != 400 {
			t.Errorf("%s answers %d", name, got)
		}
	}
	e := event("$default", "b")
	e.Body = `{"t":"hello","state":"` + strings.Repeat("x", 33<<10) + `"}`
	if got := h.send(e); got != 413 {
		t.Errorf("a huge frame answers %d", got)
	}
	e.Body, e.IsBase64Encoded = "AAAA", true
	if got := h.send(e); got != 400 {
		t.Errorf("a binary frame answers %d", got)
	}
	if got := h.gateway.Take("b"); len(got) != 0 {
		t.Errorf("heard %+v", got)
	}
	if h.gateway.Closed("b") {
		t.Error("an odd frame closed the socket")
	}
}

func FuzzFramesNeverCrash(f *testing.F) {
	f.Add(`{"t":"hello","since":1}`)
	f.Add(`{"t":"view","conversation":"0000000000000000"}`)
	l := &lobby{store: storetest.New(f), pusher: audiencetest.Open(f).Pusher}
	f.Fuzz(func(t *testing.T, body string) {
		e := event("$default", "nobody")
		e.Body = body
		answer, err := l.handle(context.Background(), e)
		if err != nil || answer.StatusCode < 400 || answer.StatusCode == http.StatusInternalServerError {
			t.Errorf("answers %d: %v", answer.StatusCode, err)
		}
	})
}
