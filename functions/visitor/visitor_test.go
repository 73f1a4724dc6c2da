package main

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"transom/functions/internal/audience"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

func TestAVisitorIsTurnedAwayBeforeAnythingIsDone(t *testing.T) {
	h := newHouse(t)
	v, elsewhere := h.visitor(h.channel), h.visitor(h.other)
	message := map[string]any{"clientMessageId": uuid.NewString(), "text": "hello"}
	from := func(page, token string) caller { return caller{h: h, page: page, token: token} }
	tampered := v.token[:10] + "A" + v.token[11:]
	for _, c := range []struct {
		name   string
		by     caller
		status int
		code   string
	}{
		{"its own page", from(shop, v.token), 200, ""},
		{"the page's other name", from("https://www.shop.example", v.token), 200, ""},
		{"another page", from("https://evil.example", v.token), 403, "bad_origin"},
		{"a page with the name as a part", from("https://shop.example.evil.example", v.token), 403, "bad_origin"},
		{"plain http", from("http://shop.example", v.token), 403, "bad_origin"},
		{"a page without an origin", from("null", v.token), 403, "bad_origin"},
		{"no page", from("", v.token), 403, "bad_origin"},
		{"no token", from(shop, ""), 401, "bad_token"},
		{"not a token", from(shop, "abc"), 401, "bad_token"},
		{"a changed token", from(shop, tampered), 401, "bad_token"},
		{"a token without its signature", from(shop, strings.Split(v.token, ".")[0]+"."), 401, "bad_token"},
		{"another site's token", from(shop, elsewhere.token), 403, "bad_origin"},
		{"a very long token", from(shop, strings.Repeat("a", 100_000)), 401, "bad_token"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := c.by.want(c.by.call("POST", "/messages", message), c.status, c.code)
			if allowed := r.headers["Access-Control-Allow-Origin"]; (c.status == 200) != (allowed != "") {
				t.Errorf("the page is allowed to read: %q", allowed)
			}
		})
	}
	if n := len(v.log(h.channel)); n != 1 {
		t.Errorf("%d messages, want the one sent twice", n)
	}
}

func TestATokenEndsAndIsForOneChannel(t *testing.T) {
	h := newHouse(t)
	old := newVisitor("shop", clock.Now().Add(-366*24*time.Hour))
	raw, err := h.desk.seal(t.Context(), forVisitors, old)
	h.must(err)
	late := caller{h: h, page: shop, token: raw}
	late.want(late.call("GET", "/messages", nil), 401, "bad_token")

	other := h.visitor(h.other)
	c := caller{h: h, page: shop, ip: "203.0.113.5"}
	for name, token := range map[string]string{"another channel's": other.token, "an old one": raw, "nonsense": "x.y"} {
		r := c.want(c.call("POST", "/sessions", map[string]any{"channel": "shop", "token": token}), 200, "")
		c.token = r.body["token"].(string)
		if who := c.who().Visitor; who == other.who().Visitor || who == old.Visitor {
			t.Errorf("%s token makes its visitor known here", name)
		}
	}
	mine := h.visitor(h.channel)
	r := mine.want(mine.call("POST", "/sessions", map[string]any{"channel": "shop", "token": mine.token}), 200, "")
	again := mine
	again.token = r.body["token"].(string)
	if again.who().Visitor != mine.who().Visitor {
		t.Error("a visitor is not known again")
	}
	upload, err := h.desk.seal(t.Context(), forUploads, old)
	h.must(err)
	late.token = upload
	late.want(late.call("GET", "/messages", nil), 401, "bad_token")
}

func TestAPreflightIsJudgedByTheChannelInItsAddress(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		name, page, path string
		status           int
	}{
		{"its page", shop, "/messages?channel=shop", 204},
		{"another page", "https://evil.example", "/messages?channel=shop", 403},
		{"no channel", shop, "/messages", 403},
		{"no such channel", shop, "/messages?channel=nobody", 403},
		{"no page", "", "/messages?channel=shop", 403},
	} {
		r := caller{h: h, page: c.page}.call("OPTIONS", c.path, nil)
		if r.status != c.status || (c.status == 204) != (r.headers["Access-Control-Allow-Origin"] == c.page && c.page != "") {
			t.Errorf("%s: got %d %v", c.name, r.status, r.headers)
		}
	}
}

func TestAMessageIsStoredOnceHoweverOftenItComes(t *testing.T) {
	h := newHouse(t)
	v := h.visitor(h.channel)
	body := map[string]any{"clientMessageId": uuid.NewString(), "text": "  Hi\u0000 \u0007there\r\nagain  ", "page": map[string]any{
		"url": "https://user:pw@shop.example/lamps?session=secret#top", "title": "Lamps\n\u202eevil"}}
	var wait sync.WaitGroup
	answers := make([]result, 5)
	for i := range answers {
		wait.Go(func() { answers[i] = v.call("POST", "/messages", body) })
	}
	wait.Wait()
	for _, r := range answers {
		if v.want(r, 200, ""); r.body["id"] != answers[0].body["id"] || r.body["at"] != answers[0].body["at"] || r.body["text"] != "Hi there\nagain" {
			t.Errorf("got %s, then %s", answers[0].text, r.text)
		}
	}
	all := v.log(h.channel)
	if len(all) != 1 {
		t.Fatalf("%d entries, want 1", len(all))
	}
	e := all[0]
	if want := `{"page":{"title":"Lamps evil","url":"https://shop.example/lamps"}}`; string(e.Details) != want {
		t.Errorf("details are %s, want %s", e.Details, want)
	}
	if e.PlatformID != v.who().Visitor+"."+body["clientMessageId"].(string) || !e.Opens || !e.Counts {
		t.Errorf("stored %+v", e)
	}
	c := v.thread(h.channel)
	if c.Address.UserID != v.who().Visitor || !strings.HasPrefix(c.Name, "Visitor ") || c.Unread != 1 {
		t.Errorf("the head is %+v", c)
	}
}

func TestAMessageThatCannotBeIsRefused(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		name   string
		body   any
		status int
		code   string
	}{
		{"4,000 characters", map[string]any{"clientMessageId": uuid.NewString(), "text": strings.Repeat("é", 4000)}, 200, ""},
		{"4,001 characters", map[string]any{"clientMessageId": uuid.NewString(), "text": strings.Repeat("é", 4001)}, 400, "text_too_long"},
		{"10,000 characters", map[string]any{"clientMessageId": uuid.NewString(), "text": strings.Repeat("a", 10_000)}, 400, "text_too_long"},
		{"a huge body", map[string]any{"clientMessageId": uuid.NewString(), "text": strings.Repeat("a", 100_000)}, 413, "body_too_large"},
		{"nothing", map[string]any{"clientMessageId": uuid.NewString(), "text": " \u0000\n"}, 400, "empty_message"},
		{"no id", map[string]any{"text": "hi"}, 400, "bad_client_message_id"},
		{"an id that reaches into keys", map[string]any{"clientMessageId": "a#b#cccccccccccccccccccc", "text": "hi"}, 400, "bad_client_message_id"},
		{"not JSON", "{", 400, "invalid_input"},
		{"a text of another type", map[string]any{"clientMessageId": uuid.NewString(), "text": 7}, 400, "invalid_input"},
		{"an answer to nothing", map[string]any{"clientMessageId": uuid.NewString(), "text": "hi", "replyTo": "us.1.x"}, 400, "reply_unknown"},
		{"somebody's upload", map[string]any{"clientMessageId": uuid.NewString(), "uploadId": "a.b"}, 422, "upload_missing"},
		{"members nobody knows", map[string]any{"clientMessageId": uuid.NewString(), "text": "hi", "conversationId": "c1", "contactId": "p1"}, 200, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := h.visitor(h.channel)
			v.want(v.call("POST", "/messages", c.body), c.status, c.code)
		})
	}
	v := h.visitor(h.channel)
	v.want(v.call("GET", "/nowhere", nil), 404, "no_such_route")
}

func TestAVisitorSeesWhatIsMeantForThemAndNothingElse(t *testing.T) {
	h := newHouse(t)
	v, neighbour := h.visitor(h.channel), h.visitor(h.channel)
	neighbour.says("The neighbour's words")
	if got := v.want(v.call("GET", "/messages", nil), 200, "").items(); len(got) != 0 {
		t.Fatalf("a new visitor reads %v", got)
	}
	v.says("Hello")
	c := v.thread(h.channel)
	_, err := h.store.ChangeAs(t.Context(), h.admin, c.ID, 0, func(c rules.Conversation) (rules.Change, error) {
		return rules.Annotate(c, rules.Draft{ClientID: uuid.NewString(), At: clock.Now(), By: "ada", Text: "Difficult customer"})
	})
	h.must(err)
	_, err = h.store.Change(t.Context(), h.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Close(c, "ada", "", clock.Now()), nil
	})
	h.must(err)
	first := h.answer(c, "One moment", false)
	h.answer(c, "Here you are", true)

	page := v.want(v.call("GET", "/messages", nil), 200, "")
	if got := texts(page.items()); got != "Hello|Here you are" {
		t.Errorf("before the first is sent: %s", got)
	}
	h.send(first)
	page = v.want(v.call("GET", "/messages?after="+page.body["cursor"].(string), nil), 200, "")
	if got := texts(page.items()); !strings.Contains(got, "One moment") {
		t.Errorf("what was on its way is skipped: %s", got)
	}
	for _, secret := range []string{"Difficult", "ada@", "Lovelace", string(c.ID), string(c.Contact), "neighbour"} {
		if strings.Contains(page.text, secret) {
			t.Errorf("the visitor reads %q in %s", secret, page.text)
		}
	}
	if m := page.items()[0]; m["from"] != "us" || m["author"] != "Ada" {
		t.Errorf("got %v", m)
	}
	again := v.want(v.call("GET", "/messages?after="+page.body["cursor"].(string), nil), 200, "")
	if len(again.items()) != 0 || again.body["cursor"] != page.body["cursor"] {
		t.Errorf("nothing is new, yet %s", again.text)
	}
	v.want(v.call("GET", "/messages?after=AAAA"+page.body["cursor"].(string), nil), 400, "bad_cursor")
	neighbour.want(neighbour.call("GET", "/messages?after="+page.body["cursor"].(string), nil), 400, "bad_cursor")
	neighbour.want(neighbour.call("POST", "/messages", map[string]any{"clientMessageId": uuid.NewString(), "text": "me?",
		"replyTo": page.items()[0]["id"]}), 400, "reply_unknown")
	reply := v.want(v.call("POST", "/messages", map[string]any{"clientMessageId": uuid.NewString(), "text": "Thanks", "replyTo": page.items()[0]["id"]}), 200, "")
	if reply.body["replyTo"] != page.items()[0]["id"] {
		t.Errorf("got %s", reply.text)
	}
}

func texts(items []map[string]any) string {
	var all []string
	for _, m := range items {
		all = append(all, m["text"].(string))
	}
	return strings.Join(all, "|")
}

func TestTicksFollowWhatTheVisitorHasSeen(t *testing.T) {
	h := newHouse(t)
	v, other := h.visitor(h.channel), h.visitor(h.channel)
	v.says("Hello")
	other.says("Hello too")
	c := v.thread(h.channel)
	one, two := h.answer(c, "One", true), h.answer(c, "Two", true)
	upTo := func(ref store.Ref) string {
		e, err := h.store.EntryOf(t.Context(), h.admin, ref)
		h.must(err)
		return e.PlatformID
	}
	status := func(ref store.Ref, want rules.Delivery) {
		t.Helper()
		e, err := h.store.EntryOf(t.Context(), h.admin, ref)
		h.must(err)
		if e.Status != want {
			t.Errorf("%s is %s, want %s", e.Text, e.Status, want)
		}
	}
	event := func(by caller, body any, want int) {
		t.Helper()
		if r := by.call("POST", "/events", body); r.status != want {
			t.Errorf("%v: %d %s", body, r.status, r.text)
		}
	}
	event(other, map[string]any{"type": "read", "upTo": upTo(two)}, 204)
	status(two, rules.Sent)
	event(v, map[string]any{"type": "delivered", "upTo": upTo(two)}, 204)
	status(one, rules.Delivered)
	status(two, rules.Delivered)
	event(v, map[string]any{"type": "read", "upTo": upTo(one)}, 204)
	status(one, rules.Read)
	status(two, rules.Delivered)
	event(v, map[string]any{"type": "read", "upTo": upTo(two)}, 204)
	event(v, map[string]any{"type": "delivered", "upTo": upTo(two)}, 204)
	status(two, rules.Read)
	event(v, map[string]any{"type": "read", "upTo": "us.1700000000000.aaaaaaaaaa"}, 204)
	event(v, map[string]any{"type": "read"}, 400)
	event(v, map[string]any{"type": "deleted"}, 400)
}

func TestAgentsWhoLookSeeThatTheVisitorTypes(t *testing.T) {
	h := newHouse(t)
	v := h.visitor(h.channel)
	v.says("Hello")
	c, now := v.thread(h.channel), clock.Now()
	for id, viewing := range map[string]rules.ConversationID{"looks": c.ID, "elsewhere": "x"} {
		h.must(h.store.AddConnection(t.Context(), store.Connection{Workspace: h.ws, ID: id, User: "ada", Role: rules.Admin, Viewing: viewing,
			State: audience.Online, Since: now.Add(-time.Hour)}, now))
	}
	v.call("POST", "/events", map[string]any{"type": "typing"})
	if got := h.gateway.Take("looks"); len(got) != 1 || got[0].T != "typing" || got[0].Conversation != string(c.ID) || got[0].UserID != wire.TheVisitor {
		t.Errorf("heard %+v", got)
	}
	if got := h.gateway.Take("elsewhere"); len(got) != 0 {
		t.Errorf("one who does not look heard %+v", got)
	}
}

func TestATicketIsForOneSocketOfThisPage(t *testing.T) {
	h := newHouse(t)
	v := h.visitor(h.channel)
	r := v.want(v.call("POST", "/socket-tickets", "{}"), 200, "")
	secret, ok := strings.CutPrefix(r.body["url"].(string), "wss://socket.test/live?visitor=")
	if !ok {
		t.Fatalf("got %s", r.text)
	}
	if _, err := h.store.TakeTicket(t.Context(), secret, clock.Now()); err == nil {
		t.Error("a visitor's ticket opens the agents' door")
	}
	p, err := h.store.TakeVisitorTicket(t.Context(), secret, clock.Now())
	h.must(err)
	if p.Conversation != v.thread(h.channel).ID || p.Origin != shop || p.Workspace != h.ws {
		t.Errorf("got %+v", p)
	}
	if _, err := h.store.TakeVisitorTicket(t.Context(), secret, clock.Now()); err == nil {
		t.Error("it opens twice")
	}
}

func TestNothingInternalReachesAVisitorsMessage(t *testing.T) {
	// The message's own shape never holds more than the wire type says: a field added to entries stays inside.
	text, err := json.Marshal(wire.OfVisitorEntry(rules.Entry{Kind: rules.Message, Direction: rules.Out, Type: rules.Text, Text: "t", PlatformID: "p",
		By: "ada", ClientID: "client", Details: json.RawMessage(`{"secret":1}`), Conversation: "conv", Error: &rules.SendError{Details: "why"}}))
	if err != nil || strings.ContainsAny(string(text), "\\") || strings.Contains(string(text), "ada") || strings.Contains(string(text), "secret") ||
		strings.Contains(string(text), "client\"") || strings.Contains(string(text), "conv") || strings.Contains(string(text), "why") {
		t.Errorf("got %s, %v", text, err)
	}
}
