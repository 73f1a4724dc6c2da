package main

import (
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"transom/shared/clock"
)

func TestWhoAVisitorIsTheirPagesServerSays(t *testing.T) {
	h := newHouse(t)
	now := clock.Now()
	claims := func(change map[string]any) map[string]any {
		all := map[string]any{"id": "c-17", "name": "Ingrid Solheim", "email": "ingrid@shop.example", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix()}
		for k, v := range change {
			if v == nil {
				delete(all, k)
			} else {
				all[k] = v
			}
		}
		return all
	}
	none, err := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims(claims(nil))).SignedString(jwt.UnsafeAllowNoneSignatureType)
	h.must(err)
	longer, err := jwt.NewWithClaims(jwt.SigningMethodHS512, jwt.MapClaims(claims(nil))).SignedString([]byte(shopKey))
	h.must(err)
	for i, c := range []struct {
		name     string
		identity string
		status   int
		code     string
	}{
		{"signed", signed(t, shopKey, claims(nil)), 200, ""},
		{"an id that is a number", signed(t, shopKey, claims(map[string]any{"id": 17})), 200, ""},
		{"missing", "", 401, "identity_required"},
		{"nonsense", "a.b.c", 401, "bad_identity"},
		{"another secret", signed(t, "guessed", claims(nil)), 401, "bad_identity"},
		{"an empty secret", signed(t, "", claims(nil)), 401, "bad_identity"},
		{"no signature", none, 401, "bad_identity"},
		{"another algorithm", longer, 401, "bad_identity"},
		{"over", signed(t, shopKey, claims(map[string]any{"iat": now.Add(-2 * time.Hour).Unix(), "exp": now.Add(-time.Hour).Unix()})), 401, "identity_expired"},
		{"over and forged", signed(t, "guessed", claims(map[string]any{"exp": now.Add(-time.Hour).Unix()})), 401, "bad_identity"},
		{"without an end", signed(t, shopKey, claims(map[string]any{"exp": nil})), 401, "bad_identity"},
		{"without a beginning", signed(t, shopKey, claims(map[string]any{"iat": nil})), 401, "bad_identity"},
		{"for a week", signed(t, shopKey, claims(map[string]any{"exp": now.Add(7 * 24 * time.Hour).Unix()})), 401, "identity_too_long"},
		{"from the future", signed(t, shopKey, claims(map[string]any{"iat": now.Add(time.Hour).Unix(), "exp": now.Add(2 * time.Hour).Unix()})), 401, "bad_identity"},
		{"without an id", signed(t, shopKey, claims(map[string]any{"id": nil})), 401, "bad_identity"},
		{"an id that is an object", signed(t, shopKey, claims(map[string]any{"id": map[string]any{}})), 401, "bad_identity"},
		{"an endless id", signed(t, shopKey, claims(map[string]any{"id": strings.Repeat("a", 500)})), 401, "bad_identity"},
	} {
		t.Run(c.name, func(t *testing.T) {
			by := caller{h: h, page: shop, ip: string(rune('a' + i))}
			by.want(by.call("POST", "/sessions", map[string]any{"channel": "members", "identity": c.identity}), c.status, c.code)
		})
	}
}

func TestAnIdentityIsAskedForWithEveryRequest(t *testing.T) {
	h := newHouse(t)
	anonymous, err := h.desk.seal(t.Context(), forVisitors, newVisitor("members", clock.Now()))
	h.must(err)
	c := caller{h: h, page: shop, token: anonymous}
	for _, path := range []string{"/messages", "/uploads", "/events", "/socket-tickets"} {
		c.want(c.call("POST", path, map[string]any{"clientMessageId": "0b36c1a8-0001-4000-8000-000000000001", "text": "hi"}), 401, "identity_required")
	}
	c.want(c.call("GET", "/messages", nil), 401, "identity_required")

	over := newVisitor("members", clock.Now())
	over.Person, over.Until = "c-17", clock.Now().Add(-time.Second).Unix()
	if c.token, err = h.desk.seal(t.Context(), forVisitors, over); err != nil {
		t.Fatal(err)
	}
	c.want(c.call("POST", "/messages", map[string]any{"clientMessageId": "0b36c1a8-0001-4000-8000-000000000001", "text": "hi"}), 401, "bad_token")
}

func TestThePersonIsTheSameEverywhereAndTheirAnonymousPastIsNotTheirs(t *testing.T) {
	h := newHouse(t)
	now := clock.Now()
	raw := signed(t, shopKey, map[string]any{"id": "c-17", "name": "Ingrid Solheim", "email": "ingrid@shop.example", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix()})
	anonymous := h.visitor(h.channel)
	anonymous.says("Before I signed in")
	session := func(token, identity string) caller {
		c := caller{h: h, page: shop, ip: "203.0.113." + identity[:min(3, len(identity))]}
		r := c.want(c.call("POST", "/sessions", map[string]any{"channel": "shop", "token": token, "identity": identity}), 200, "")
		c.token = r.body["token"].(string)
		return c
	}
	here, there := session(anonymous.token, raw), session("", raw)
	here.says("Signed in")
	if got := texts(there.want(there.call("GET", "/messages", nil), 200, "").items()); got != "Signed in" {
		t.Errorf("elsewhere the same person reads %q", got)
	}
	c := here.thread(h.channel)
	if c.Name != "Ingrid Solheim" || c.ID == anonymous.thread(h.channel).ID {
		t.Errorf("the head is %+v", c)
	}
	if d := string(here.log(h.channel)[0].Details); !strings.Contains(d, `"email":"ingrid@shop.example"`) || !strings.Contains(d, `"id":"c-17"`) {
		t.Errorf("details are %s", d)
	}
	if until := time.Unix(here.who().Until, 0); until.After(now.Add(time.Hour + time.Second)) {
		t.Errorf("the token outlives what was signed: %s", until)
	}
	out := session(here.token, "")
	if out.who().Identified() || out.who().Visitor == here.who().Visitor {
		t.Error("who signed out on the page is still known")
	}
}
