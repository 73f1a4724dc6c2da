package sandbox_test

import (
	"fmt"
	"testing"
	"time"
)

// changed waits for a change of a field whose value satisfies a test.
func (g *rig) changed(field string, ok func(v any) bool) any {
	g.t.Helper()
	var found any
	g.hooks.until(func(hooks []hook) bool {
		for _, h := range hooks {
			entry := dig(h.body, "entry", 0)
			for _, c := range []any{entry, dig(entry, "changes", 0)} {
				if dig(c, "field") == field && ok(dig(c, "value")) {
					found = dig(c, "value")
				}
			}
		}
		return found != nil
	})
	return found
}

func verb(word string) func(any) bool { return func(v any) bool { return dig(v, "verb") == word } }

func anything(any) bool { return true }

func TestACommentOnAPageIsToldFromFirstWordToRemoval(t *testing.T) {
	g := newRig(t)
	made := g.api("POST", "comments", m{"platform": "messenger", "name": "Ana", "text": "How much?", "media": "image"})
	id := made["id"].(string)
	v := g.changed("feed", verb("add"))
	if dig(v, "comment_id") != id || dig(v, "item") != "comment" || dig(v, "parent_id") != dig(v, "post_id") || dig(v, "from", "name") != "Ana" ||
		dig(v, "message") != "How much?" || dig(v, "photo") == nil || dig(v, "created_time") != float64(noon.Unix()) {
		t.Errorf("added %v", v)
	}
	g.api("PATCH", "comments/"+id, m{"text": "How much is it?"})
	if v := g.changed("feed", verb("edited")); dig(v, "message") != "How much is it?" || dig(v, "comment_id") != id {
		t.Errorf("edited %v", v)
	}
	reply := g.graph.URL + "/v26.0/" + id
	status, got := do(t, "POST", reply+"/comments", m{"message": "999 euros"})
	if status != 200 {
		t.Fatalf("answered %v", got)
	}
	echo := g.changed("feed", func(v any) bool { return dig(v, "from", "id") == page })
	if dig(echo, "comment_id") != got["id"] || dig(echo, "parent_id") != id {
		t.Errorf("echo %v", echo)
	}
	if status, got := do(t, "POST", reply, m{"is_hidden": true}); status != 200 {
		t.Fatalf("hide: %v", got)
	}
	g.changed("feed", verb("hide"))
	if status, got := do(t, "POST", reply+"?is_hidden=false", nil); status != 200 {
		t.Fatalf("unhide: %v", got)
	}
	g.changed("feed", verb("unhide"))
	g.api("DELETE", "comments/"+id, nil)
	g.changed("feed", verb("remove"))
	if status, _ := do(t, "POST", reply+"/comments", m{"message": "Hello?"}); status != 400 {
		t.Error("a comment that is gone was answered")
	}
}

func TestInstagramLoginWritesCommentsFlatAndNoTime(t *testing.T) {
	g := newRig(t)
	g.api("POST", "comments", m{"platform": "instagram", "account": instaOwn, "text": "Lovely"})
	v := g.changed("comments", anything)
	if dig(v, "text") != "Lovely" || dig(v, "media", "media_product_type") != "FEED" || dig(v, "created_time") != nil {
		t.Errorf("comment %v", v)
	}
	entry := dig(g.hooks.hooks()[0].body, "entry", 0)
	if dig(entry, "changes") != nil || dig(entry, "id") != instaOwn || dig(entry, "time") != float64(noon.Unix()) {
		t.Errorf("entry %v", entry)
	}
}

func TestACommentIsAnsweredPrivatelyOnceAndWithinSevenDays(t *testing.T) {
	private := func(id string) m { return m{"recipient": m{"comment_id": id}, "message": m{"text": "Hello"}} }
	for _, test := range []struct {
		name    string
		after   time.Duration
		before  func(g *rig, id string)
		subcode int
	}{
		{"at once", 0, nil, 0},
		{"at the last moment", 7*24*time.Hour - time.Second, nil, 0},
		{"after a week", 7 * 24 * time.Hour, nil, 2534025},
		{"too late", 7*24*time.Hour + time.Second, nil, 2534025},
		{"twice", 0, func(g *rig, id string) { g.direct(page, private(id)) }, 2534025},
		{"after its removal", 0, func(g *rig, id string) { g.api("DELETE", "comments/"+id, nil) }, 2534025},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := newRig(t)
			made := g.api("POST", "comments", m{"platform": "messenger", "text": "How much?"})
			id := made["id"].(string)
			if test.before != nil {
				test.before(g, id)
			}
			g.clock.set(noon.Add(test.after))
			_, code, subcode, got := g.direct(page, private(id))
			if subcode != test.subcode {
				t.Fatalf("answered %v, want %d", got, test.subcode)
			}
			if code != 0 {
				return
			}
			v := g.changed("feed", verb("add"))
			if got["recipient_id"] == dig(v, "from", "id") {
				t.Error("the one who comments has the same id in messages")
			}
			if _, code, subcode, _ := g.direct(page, plain(got["recipient_id"].(string), "And?")); code != 10 || subcode != 2018278 {
				t.Errorf("a private reply opened the window: %d/%d", code, subcode)
			}
		})
	}
}

func TestARefusalForACustomerConcernsPrivateAnswersToTheirComments(t *testing.T) {
	g := newRig(t)
	made := g.api("POST", "comments", m{"platform": "messenger", "text": "How much?"})
	private := m{"recipient": m{"comment_id": made["id"]}, "message": m{"text": "Hello"}}
	g.api("POST", "faults", m{"refuse": m{"count": 1, "code": 551, "customer": made["customer"]}})
	if _, code, _, got := g.direct(page, private); code != 551 {
		t.Errorf("answered %v, want 551", got)
	}
	if status, _, _, got := g.direct(page, private); status != 200 {
		t.Errorf("after the refusal: %v", got)
	}
}

func TestABroadcastIsAnsweredPrivatelyWhileItLasts(t *testing.T) {
	g := newRig(t)
	live := g.api("POST", "posts", m{"platform": "instagram", "kind": "live", "text": "Live"})["id"].(string)
	first := g.api("POST", "comments", m{"post": live, "text": "Hi"})["id"].(string)
	second := g.api("POST", "comments", m{"post": live, "text": "Hi too"})["id"].(string)
	g.changed("live_comments", anything)
	if status, _, _, got := g.direct(insta, m{"recipient": m{"comment_id": first}, "message": m{"text": "Hi"}}); status != 200 {
		t.Errorf("during the broadcast: %v", got)
	}
	g.api("PATCH", "posts/"+live, m{"live": false})
	if _, _, subcode, _ := g.direct(insta, m{"recipient": m{"comment_id": second}, "message": m{"text": "Hi"}}); subcode != 2534025 {
		t.Errorf("after the broadcast: %d", subcode)
	}
}

func TestPublicAnswersAreHeldToTheDocumentation(t *testing.T) {
	g := newRig(t)
	feed := g.api("POST", "comments", m{"platform": "messenger", "text": "How much?"})["id"].(string)
	gram := g.api("POST", "comments", m{"platform": "instagram", "text": "How much?"})["id"].(string)
	nested := g.api("POST", "comments", m{"platform": "instagram", "parent": gram, "text": "Yes, how much?"})["id"].(string)
	for _, test := range []struct {
		path   string
		body   any
		status int
	}{
		{feed + "/comments", m{"message": ""}, 400},
		{feed + "/comments", m{"message": 5}, 400},
		{feed + "/comments", m{"message": "x", "text": "y"}, 400},
		{feed + "/replies", m{"message": "x"}, 400},
		{gram + "/comments", m{"message": "x"}, 400},
		{gram + "/replies", m{"message": "x"}, 200},
		{nested + "/replies", m{"message": "x"}, 400},
		{feed, m{"hide": true}, 400},
		{feed, m{"is_hidden": "maybe"}, 400},
		{gram, m{"hide": true}, 200},
		{gram + "/replies", m{"message": "now hidden"}, 400},
		{"999_1/comments", m{"message": "x"}, 400},
	} {
		if status, got := do(t, "POST", g.graph.URL+"/v26.0/"+test.path, test.body); status != test.status {
			t.Errorf("%s %v: %d %v", test.path, test.body, status, got)
		}
	}
}

func TestAnAnonymousCommentHasNobodyBehindIt(t *testing.T) {
	g := newRig(t)
	g.api("POST", "comments", m{"platform": "messenger", "text": "Hm", "anonymous": true})
	if v := g.changed("feed", verb("add")); dig(v, "from") != nil {
		t.Errorf("from %v", dig(v, "from"))
	}
}

func TestAProfileIsToldOfThoseWhoHaveWritten(t *testing.T) {
	g := newRig(t)
	_, _, to := g.met("instagram", insta)
	ask := func(id, fields string) (int, m) {
		return do(t, "GET", fmt.Sprintf("%s/v26.0/%s?fields=%s", g.graph.URL, id, fields), nil)
	}
	if status, got := ask(to, "name,username,profile_pic"); status != 200 || got["username"] == "" || got["profile_pic"] == nil {
		t.Errorf("profile %d %v", status, got)
	}
	if status, _ := ask(to, "email"); status != 400 {
		t.Error("an e-mail address was told")
	}
	g.api("POST", "comments", m{"platform": "instagram", "text": "How much?"})
	from := dig(g.changed("comments", anything), "from", "id").(string)
	if status, got := ask(from, "name"); status != 403 || dig(got, "error", "code") != 230.0 {
		t.Errorf("of one who only commented: %d %v", status, got)
	}
	if status, got := ask("17841477777777777", "username,name"); status != 200 || got["username"] == "" {
		t.Errorf("an account that comes into being: %d %v", status, got)
	}
}
