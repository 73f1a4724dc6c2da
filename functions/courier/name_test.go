package main

import (
	"testing"
	"time"

	"transom/shared/channel/meta/metatest"
	"transom/shared/clock"
	"transom/shared/rules"
)

func TestSomebodyWhomThePlatformDoesNotNameIsAskedFor(t *testing.T) {
	instagram := rules.Channel{Kind: rules.Instagram, AccountID: "1784", Login: rules.InstagramLogin}
	page := rules.Channel{Kind: rules.Messenger, AccountID: "77"}
	for _, c := range []struct {
		name     string
		channel  rules.Channel
		kind     rules.Kind
		status   int
		answer   string
		want     string
		username string
		again    int
		asked    int
	}{
		{"Messenger tells a name", page, rules.Messages, 200, `{"id":"p1","name":"Lea Brandt"}`, "Lea Brandt", "", 0, 1},
		{"Instagram tells a user name too", instagram, rules.Messages, 200, `{"id":"p1","name":"Lea","username":"lea.b"}`, "Lea", "lea.b", 0, 1},
		{"Instagram tells no name", instagram, rules.Messages, 200, `{"id":"p1","name":null,"username":"lea.b"}`, "", "lea.b", 0, 1},
		{"they keep it to themselves", page, rules.Messages, 400, `{"error":{"message":"m","code":100,"error_subcode":2018218}}`, "", "", 0, 1},
		{"the platform is away", page, rules.Messages, 503, `{"error":{"message":"m","code":2,"is_transient":true}}`, "", "", 1, 1},
		{"who comments is named along with it", page, rules.Comments, 200, `{"id":"p1","name":"Lea Brandt"}`, "", "", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bureauOn(t, c.channel)
			b.calls = ""
			b.graph.Answer = func(metatest.Request) (int, string) { return c.status, c.answer }
			id := b.person("p1", c.kind, rules.Entry{At: clock.Now().Add(-time.Second), PlatformID: "m1"})
			if _, again := b.run(); again != c.again {
				t.Errorf("%d records come again, want %d", again, c.again)
			}
			head, err := b.desk.Store.Head(t.Context(), b.ws, id)
			b.must(err)
			if head.Name != c.want || head.Address.Username != c.username {
				t.Errorf("called %q and %q, want %q and %q", head.Name, head.Address.Username, c.want, c.username)
			}
			if got := len(b.graph.Seen()); got != c.asked {
				t.Errorf("asked %d times, want %d", got, c.asked)
			}
		})
	}
}
