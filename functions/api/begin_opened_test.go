package main

import (
	"strings"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// The end of the window does not shut what a warning opened, and then a template is all that goes. It shuts it; sent
// again, because the first reply was lost, it is told again to its author and to nobody else.
func TestATemplateToWhatAWarningOpenedGoesOnce(t *testing.T) {
	for _, at := range []struct {
		name   string
		whom   func(rules.Conversation) map[string]any
		status int
		code   string // of the refusal to those who may not see it
	}{
		{"by its id", func(c rules.Conversation) map[string]any { return map[string]any{"conversationId": string(c.ID)} }, 404, "conversation_missing"},
		{"by its number", func(c rules.Conversation) map[string]any { return map[string]any{"phone": "+" + c.Address.Phone} }, 422, "conversation_elsewhere"},
	} {
		t.Run(at.name, func(t *testing.T) {
			w := newWorld(t)
			w.order()
			c, path := w.waits("77777")
			w.warnTeam(c.ID)
			advance(t, 2*time.Hour)
			body := w.beginning(at.whom(c))
			w.want(w.call(ben, "POST", "/conversations", body), at.status, at.code)
			first := w.want(w.call(dan, "POST", "/conversations", body), 202, "")
			w.want(w.call(dan, "GET", path, nil), 404, "conversation_missing")
			w.says("77777", "for cem alone")
			w.toldAgain(dan, body, first)
			w.want(w.call(ben, "POST", "/conversations", body), at.status, at.code)
			w.want(w.call(cem, "POST", "/conversations", body), 409, "client_id_taken")
			w.want(w.call(dan, "POST", "/conversations", w.beginning(at.whom(c))), at.status, at.code)
			advance(t, 10*time.Minute)
			w.toldAgain(dan, body, first)
			w.logOf(string(c.ID), 1)
		})
	}
}

// What goes on in another conversation since keeps what was written in it.
func TestATemplateIsToldAgainWhereItsConversationWasMerged(t *testing.T) {
	w := newWorld(t)
	w.order()
	old := w.receivesAs(rules.Address{UserID: "US.1"}, "long ago")
	young := w.receivesAs(rules.Address{Phone: "491512345678"}, "by number")
	body := w.beginning(map[string]any{"conversationId": string(young.ID)})
	first := w.want(w.call(ben, "POST", "/conversations", body), 202, "")
	w.must(w.store.AddReach(t.Context(), w.home, young.ID, rules.Address{UserID: "US.1"}))
	if c, err := w.store.Head(t.Context(), w.home, young.ID); err != nil || c.Merged != old.ID {
		t.Fatalf("merged into %q: %v", c.Merged, err)
	}
	again := w.want(w.call(ben, "POST", "/conversations", body), 202, "")
	if again.body["message"].(map[string]any)["id"] != first.body["message"].(map[string]any)["id"] || w.conversationOf(again)["id"] != string(young.ID) {
		t.Errorf("sent again: %s", again.text)
	}
	w.logOf(string(young.ID), 1)
	w.logOf(string(old.ID), 0)
}

// receivesAs makes a customer write who is known by an address alone.
func (w *world) receivesAs(a rules.Address, text string) rules.Conversation {
	w.Helper()
	at := clock.Now().Truncate(time.Millisecond)
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Status: rules.Received, Opens: true, Counts: true, Type: rules.Text, Text: text,
		PlatformID: "wamid." + text, At: at, ReceivedAt: at, Key: rules.MessageKey(at, text)}
	got, err := w.store.Receive(w.Context(), w.home, w.channel, store.Sender{Address: a, Kind: rules.Messages}, []rules.Entry{e})
	w.must(err)
	return got.Conversation
}

// toldAgain sends a first message a second time: the answer is the same message, and nothing that came since.
func (w *world) toldAgain(as rules.Member, body map[string]any, first result) {
	w.Helper()
	again := w.want(w.call(as, "POST", "/conversations", body), 202, "")
	had, has := first.body["message"].(map[string]any), again.body["message"].(map[string]any)
	if has["id"] != had["id"] || has["text"] != had["text"] || w.conversationOf(again)["id"] != w.conversationOf(first)["id"] {
		w.Errorf("sent again: %s", again.text)
	}
	if c := w.conversationOf(again); c["channelId"] != string(w.channel.ID) || c["status"] != "open" || strings.Contains(again.text, "for cem alone") {
		w.Errorf("the conversation is told as %s", again.text)
	}
}
