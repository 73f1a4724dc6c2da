package main

import (
	"maps"
	"strings"
	"testing"
	"time"

	"transom/shared/rules"
)

// saying makes a body of some members with a new clientId.
func saying(members map[string]any) map[string]any {
	body := draft("")
	delete(body, "text")
	maps.Copy(body, members)
	return body
}

func TestEveryTypeOfMessageNeedsItsOwnMembers(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/messages"
	buttons := map[string]any{"buttons": []any{map[string]any{"id": "1", "title": "Yes"}}}
	rows := map[string]any{"open": "Choose", "sections": []any{map[string]any{"rows": []any{map[string]any{"id": "1", "title": "Red"}}}}}
	w.template("welcome", rules.TemplatePart{Type: "body", Text: "Welcome, {{1}}!"})
	template := map[string]any{"name": "welcome", "language": "en_US", "body": []any{map[string]any{"kind": "text", "text": "Ana"}}}
	for _, c := range []struct {
		name   string
		body   map[string]any
		status int
		code   string
	}{
		{"text", map[string]any{"text": "x"}, 202, ""},
		{"text by name", map[string]any{"type": "text", "text": "x", "replyTo": "wamid.a.hello"}, 202, ""},
		{"a reaction", map[string]any{"type": "reaction", "replyTo": "wamid.a.hello", "emoji": "👍🏽"}, 202, ""},
		{"a reaction taken back", map[string]any{"type": "reaction", "replyTo": "wamid.a.hello"}, 202, ""},
		{"buttons", map[string]any{"type": "interactive.button", "text": "Really?", "interactive": buttons}, 202, ""},
		{"a list", map[string]any{"type": "interactive.list", "text": "Which?", "interactive": rows}, 202, ""},
		{"a template", map[string]any{"type": "template", "text": "Welcome, Ana", "template": template}, 202, ""},
		{"a template that nobody knows", map[string]any{"type": "template", "template": map[string]any{"name": "nobody", "language": "en_US"}}, 422, "template_missing"},
		{"a template without its value", map[string]any{"type": "template", "template": map[string]any{"name": "welcome", "language": "en_US"}}, 400, "template_values"},

		{"nothing", map[string]any{}, 400, "empty_message"},
		{"an unknown type", map[string]any{"type": "fax", "text": "x"}, 400, "invalid_input"},
		{"a type only customers send", map[string]any{"type": "location"}, 400, "invalid_input"},
		{"a note's type", map[string]any{"type": "revoke", "replyTo": "wamid.a.hello"}, 400, "invalid_input"},
		{"a reaction to nothing", map[string]any{"type": "reaction", "emoji": "👍"}, 400, "member_missing"},
		{"a reaction to another conversation", map[string]any{"type": "reaction", "replyTo": "wamid.b", "emoji": "👍"}, 400, "reply_unknown"},
		{"a reaction in words", map[string]any{"type": "reaction", "replyTo": "wamid.a.hello", "emoji": "yes"}, 400, "bad_emoji"},
		{"a reaction with markup", map[string]any{"type": "reaction", "replyTo": "wamid.a.hello", "emoji": "👍<b>"}, 400, "bad_emoji"},
		{"a reaction with text", map[string]any{"type": "reaction", "replyTo": "wamid.a.hello", "text": "x"}, 400, "surplus_member"},
		{"a text with an emoji", map[string]any{"text": "x", "emoji": "👍"}, 400, "surplus_member"},
		{"a text with buttons", map[string]any{"text": "x", "interactive": buttons}, 400, "surplus_member"},
		{"a text as voice", map[string]any{"text": "x", "voice": true}, 400, "surplus_member"},
		{"a picture without a file", map[string]any{"type": "image"}, 400, "member_missing"},
		{"buttons without buttons", map[string]any{"type": "interactive.button", "text": "x"}, 400, "member_missing"},
		{"empty buttons", map[string]any{"type": "interactive.button", "text": "x", "interactive": map[string]any{}}, 400, "bad_interactive"},
		{"a list as buttons", map[string]any{"type": "interactive.button", "text": "x", "interactive": rows}, 400, "bad_interactive"},
		{"four buttons", map[string]any{"type": "interactive.button", "text": "x", "interactive": map[string]any{"buttons": choices(4)}}, 400, "bad_interactive"},
		{"a title that is too long", map[string]any{"type": "interactive.button", "text": "x", "interactive": map[string]any{"buttons": []any{map[string]any{"id": "1", "title": strings.Repeat("x", 25)}}}}, 400, "invalid_input"},
		{"eleven rows", map[string]any{"type": "interactive.list", "text": "x", "interactive": map[string]any{"open": "x", "sections": []any{map[string]any{"rows": choices(11)}}}}, 400, "invalid_input"},
		{"a template without a name", map[string]any{"type": "template", "template": map[string]any{"name": "", "language": "en"}}, 400, "invalid_input"},
		{"a template with an unknown value", map[string]any{"type": "template", "template": map[string]any{"name": "x", "language": "en", "body": []any{map[string]any{"kind": "code"}}}}, 400, "invalid_input"},
		{"hiding in a chat", map[string]any{"type": "hide", "replyTo": "wamid.a.hello"}, 400, "type_not_supported"},
		{"a private answer in a chat", map[string]any{"text": "x", "private": true}, 422, "comment_missing"},
		{"an upload that is no id", map[string]any{"type": "image", "uploadId": "../../x"}, 400, "invalid_input"},
	} {
		t.Run(c.name, func(t *testing.T) {
			here := *w
			here.T = t
			r := here.want(here.call(ben, "POST", path, saying(c.body)), c.status, c.code)
			if want, _ := c.body["type"].(string); c.status == 202 && want != "" && r.body["type"] != want {
				t.Errorf("sent %s", r.text)
			}
		})
	}
}

func choices(n int) (all []any) {
	for i := range n {
		all = append(all, map[string]any{"id": string(rune('a' + i)), "title": string(rune('A' + i))})
	}
	return all
}

func TestARefusalSaysTheLimit(t *testing.T) {
	w := newWorld(t)
	chats := map[rules.ChannelKind]rules.Conversation{rules.WhatsApp: w.says("a", "hello")}
	for _, kind := range []rules.ChannelKind{rules.Messenger, rules.Instagram, rules.WebChat} {
		chats[kind] = w.receivesOn(w.connect(kind, "5"), rules.Messages, "c", rules.Entry{Type: rules.Text, Text: "hi", PlatformID: "in." + string(kind)})
	}
	for _, c := range []struct {
		on     rules.ChannelKind
		body   map[string]any
		code   string
		detail string
		want   string
	}{
		{rules.WhatsApp, map[string]any{"text": strings.Repeat("ü", 4097)}, "text_too_long", "limit", "4096"},
		{rules.Messenger, map[string]any{"text": strings.Repeat("ü", 2001)}, "text_too_long", "limit", "2000"},
		{rules.Instagram, map[string]any{"text": strings.Repeat("ü", 501)}, "text_too_long", "unit", "bytes"},
		{rules.WebChat, map[string]any{"text": strings.Repeat("ü", 4001)}, "text_too_long", "unit", "characters"},
		{rules.Messenger, map[string]any{"type": "template", "template": map[string]any{"name": "x", "language": "en"}}, "type_not_supported", "allowed", "audio, image, interactive.button, reaction, text, video"},
		{rules.Instagram, map[string]any{"type": "reaction", "replyTo": "in.instagram", "emoji": "👍"}, "bad_emoji", "allowed", "❤️ ❤"},
		{rules.WebChat, map[string]any{"type": "reaction", "replyTo": "in.webchat", "emoji": "👍"}, "type_not_supported", "allowed", "image, interactive.button, text, video"},
	} {
		r := w.want(w.call(ben, "POST", "/conversations/"+string(chats[c.on].ID)+"/messages", saying(c.body)), 400, c.code)
		if r.detail(c.detail) != c.want {
			t.Errorf("%s: %s is %q, want %q", c.on, c.detail, r.detail(c.detail), c.want)
		}
	}
}

func TestAfterTheWindowOnlyTemplatesGoOut(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	page := w.connect(rules.Messenger, "5")
	m := w.receivesOn(page, rules.Messages, "c", rules.Entry{Type: rules.Text, Text: "hi", PlatformID: "in.m"})
	w.template("again", rules.TemplatePart{Type: "body", Text: "Are you still there?"})
	advance(t, 25*time.Hour)
	path := "/conversations/" + string(c.ID) + "/messages"
	w.want(w.call(ben, "POST", path, saying(map[string]any{"text": "x"})), 422, "window_closed")
	w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "reaction", "replyTo": "wamid.a.hello", "emoji": "👍"})), 422, "window_closed")
	r := w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "template", "text": "Still there?", "template": map[string]any{"name": "again", "language": "en_US"}})), 202, "")
	if r.body["text"] != "Are you still there?" {
		t.Errorf("a template reads as %q", r.body["text"])
	}
	w.want(w.call(ben, "POST", "/conversations/"+string(m.ID)+"/messages", saying(map[string]any{"text": "a person after a day"})), 202, "")
	advance(t, 7*24*time.Hour)
	w.want(w.call(ben, "POST", "/conversations/"+string(m.ID)+"/messages", saying(map[string]any{"text": "x"})), 422, "must_wait")
}

func TestCommentsAreAnsweredByTheirIDs(t *testing.T) {
	w := newWorld(t)
	page := w.connect(rules.Messenger, "5")
	comment := func(who, id string) rules.Conversation {
		return w.receivesOn(page, rules.Comments, who, rules.Entry{Type: rules.Text, Text: "first!", PlatformID: id, Comment: &rules.Place{PostID: "5_1"}})
	}
	c, other := comment("ana", "5_10"), comment("bob", "5_11")
	path := "/conversations/" + string(c.ID) + "/messages"
	send := func(status int, code string, members map[string]any) result {
		t.Helper()
		return w.want(w.call(ben, "POST", path, saying(members)), status, code)
	}
	send(400, "member_missing", map[string]any{"text": "Thanks"})
	send(400, "reply_unknown", map[string]any{"text": "Thanks", "replyTo": "5_11"})
	send(400, "reply_unknown", map[string]any{"type": "hide", "replyTo": "5_11"})
	send(400, "reply_unknown", map[string]any{"type": "hide", "replyTo": "5_99"})
	send(400, "type_not_supported", map[string]any{"type": "reaction", "replyTo": "5_10", "emoji": "👍"})
	if r := send(400, "text_too_long", map[string]any{"text": strings.Repeat("x", rules.CommentRunes+1), "replyTo": "5_10"}); r.detail("limit") != "2200" {
		t.Errorf("the limit is %q", r.detail("limit"))
	}
	public := send(202, "", map[string]any{"text": "Thanks", "replyTo": "5_10"})
	if place, _ := public.body["comment"].(map[string]any); public.body["replyTo"] != "5_10" || place["postId"] != "5_1" {
		t.Errorf("answered %s", public.text)
	}
	if r := send(202, "", map[string]any{"text": "In private", "replyTo": "5_10", "private": true}); r.body["private"] != true {
		t.Errorf("answered %s", r.text)
	}
	send(202, "", map[string]any{"type": "hide", "replyTo": "5_10"})
	send(202, "", map[string]any{"type": "unhide", "replyTo": "5_10"})
	w.want(w.call(ben, "POST", "/uploads", map[string]any{"conversationId": string(c.ID), "name": "a.png", "mime": "image/png", "size": 3}), 400, "type_not_supported")
	advance(t, 8*24*time.Hour)
	r := w.call(ben, "POST", "/conversations/"+string(other.ID)+"/messages", saying(map[string]any{"text": "late", "replyTo": "5_11", "private": true}))
	w.want(r, 422, "private_reply_late")
	w.want(w.call(ben, "POST", "/conversations/"+string(other.ID)+"/messages", saying(map[string]any{"text": "late", "replyTo": "5_11"})), 202, "")
}

func TestAReactionSentTwiceIsOne(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/messages"
	body := saying(map[string]any{"type": "reaction", "replyTo": "wamid.a.hello", "emoji": "❤️"})
	first := w.want(w.call(ben, "POST", path, body), 202, "")
	again := w.want(w.call(ben, "POST", path, body), 202, "")
	if first.text != again.text || first.body["status"] != "queued" || first.body["text"] != "❤️" {
		t.Errorf("first %s, again %s", first.text, again.text)
	}
	if got := w.want(w.call(ben, "GET", "/conversations/"+string(c.ID), nil), 200, ""); got.body["waitingSince"] == nil {
		t.Error("a reaction answered the customer")
	}
}
