package main

import (
	"strings"
	"testing"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

func TestOnlyATicketLetsIn(t *testing.T) {
	h := newHouse(t)
	used := h.ticket(ben)
	first := event("$connect", "c1")
	first.QueryStringParameters = map[string]string{"ticket": used}
	if got := h.send(first); got != 200 {
		t.Fatalf("a fresh ticket answers %d", got)
	}
	for name, ticket := range map[string]string{"used": used, "forged": strings.Repeat("x", 43), "empty": "", "long": strings.Repeat("x", 10_000)} {
		e := event("$connect", "c2")
		e.QueryStringParameters = map[string]string{"ticket": ticket}
		if got := h.send(e); got != 401 {
			t.Errorf("a %s ticket answers %d", name, got)
		}
	}
	if got := h.send(event("$connect", "c3")); got != 401 {
		t.Errorf("no ticket answers %d", got)
	}
	if all, err := h.store.Connections(t.Context(), h.ws); err != nil || len(all) != 1 {
		t.Errorf("connections %+v: %v", all, err)
	}
}

func TestOnlyOurPagesMayOpenASocketWhereThatIsSet(t *testing.T) {
	h := newHouse(t)
	h.lobby.origins = []string{"https://inbox.example"}
	for origin, want := range map[string]int{"https://inbox.example": 200, "https://evil.example": 403, "null": 403, "": 200} {
		e := event("$connect", "c"+origin)
		e.QueryStringParameters = map[string]string{"ticket": h.ticket(ben)}
		e.Headers = map[string]string{"origin": origin}
		if got := h.send(e); got != want {
			t.Errorf("%q answers %d, want %d", origin, got, want)
		}
	}
}

func TestHelloTellsWhatChangedAndWhatMayNotBeSeen(t *testing.T) {
	h := newHouse(t)
	old := h.writes("old")
	h.connect(ben, "b")
	d := h.one(h.says("b", `{"t":"hello","since":1}`), "welcome")
	if d.Sequence != 1 || len(d.Changed)+len(d.Gone) != 0 || d.Counters.Open != 1 || d.Now == nil || len(d.Presence) != 1 {
		t.Errorf("welcome %+v", d)
	}
	mine, theirs := h.writes("mine"), h.writes("theirs")
	_, err := h.store.Change(t.Context(), h.ws, theirs.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: cem.ID}, ada.ID, clock.Now()), nil
	})
	h.must(err)
	for _, kind := range []string{"hello", "ping"} {
		d = h.one(h.says("b", `{"t":"`+kind+`","since":1}`), map[string]string{"hello": "welcome", "ping": "pong"}[kind])
		if d.Sequence != 3 || len(d.Changed) != 1 || d.Changed[0] != (wire.Changed{ID: string(mine.ID), Version: mine.Version}) || len(d.Gone) != 1 || d.Gone[0] != string(theirs.ID) {
			t.Errorf("%s: %+v (old %s)", kind, d, old.ID)
		}
	}
	if d = h.one(h.says("b", `{"t":"ping","since":3}`), "pong"); len(d.Changed)+len(d.Gone) != 0 {
		t.Errorf("pong %+v", d)
	}
}

func TestWhoComesTooLateOrFromElsewhereReloads(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	var touches []store.Touch
	for i := range 60 {
		touches = append(touches, store.Touch{Conversation: rules.NewConversationID("home", "x", rules.ContactID(rune('a'+i))), Version: 1})
	}
	for _, some := range touches {
		_, _, err := h.store.Advance(t.Context(), h.ws, []store.Touch{some})
		h.must(err)
	}
	h.one(h.says("b", `{"t":"hello","since":3}`), "resync")
	h.one(h.says("b", `{"t":"ping","since":3}`), "resync")
	h.one(h.says("b", `{"t":"hello","since":1000}`), "resync")
	h.one(h.says("b", `{"t":"hello","since":59}`), "welcome")
	h.one(h.says("b", `{"t":"hello"}`), "resync")
}

func TestALostPushMakesTheNextPingAResync(t *testing.T) {
	h := newHouse(t)
	h.connect(ben, "b")
	c, err := h.store.Connection(t.Context(), "b")
	h.must(err)
	c.Dirty = true
	h.must(h.store.UpdateConnection(t.Context(), c))
	h.one(h.says("b", `{"t":"ping"}`), "resync")
	h.one(h.says("b", `{"t":"ping"}`), "pong")
}
