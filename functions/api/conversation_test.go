package main

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/rules"
)

func TestWhoIsAsking(t *testing.T) {
	w := newWorld(t)
	w.want(w.call(rules.Member{}, "GET", "/me", nil), 401, "signed_out")
	w.want(w.call(rules.Member{ID: "sub-stranger"}, "GET", "/me", nil), 403, "no_membership")
	w.want(w.call(dora, "GET", "/me", nil), 403, "no_membership")
	r := w.want(w.call(ada, "GET", "/me", nil), 200, "")
	if m := r.body["member"].(map[string]any); m["id"] != "sub-ada" || m["role"] != "admin" {
		t.Errorf("me is %v", m)
	}
	if ws := r.body["workspace"].(map[string]any); ws["id"] != "home" || ws["name"] != "Home" {
		t.Errorf("workspace is %v", ws)
	}
	if now, err := time.Parse(time.RFC3339, r.body["now"].(string)); err != nil || clock.Now().Sub(now).Abs() > time.Minute {
		t.Errorf("now is %v: %v", r.body["now"], err)
	}
	if r.headers["Cache-Control"] != "no-store" {
		t.Errorf("headers %v", r.headers)
	}
}

func TestADisabledColleagueIsOutWithinAMinute(t *testing.T) {
	w := newWorld(t)
	w.want(w.call(ben, "GET", "/counters", nil), 200, "")
	gone := ben
	gone.Disabled = true
	w.must(w.store.PutMember(t.Context(), w.home, gone))
	advance(t, remembered+time.Second)
	w.want(w.call(ben, "GET", "/counters", nil), 403, "no_membership")
}

func TestColleaguesAndCountersAreTheWorkspacesOwn(t *testing.T) {
	w := newWorld(t)
	if got := len(w.want(w.call(ben, "GET", "/members", nil), 200, "").items()); got != 4 {
		t.Errorf("%d members, want 4", got)
	}
	if got := w.want(w.call(zoe, "GET", "/members", nil), 200, "").items(); len(got) != 1 || got[0]["id"] != "sub-zoe" {
		t.Errorf("members %v", got)
	}
	w.want(w.call(ben, "GET", "/counters", nil), 200, "")
}

func TestViewsShowWhatTheyPromise(t *testing.T) {
	w := newWorld(t)
	waiting, mine, bens, closed, asleep := w.says("w", "1"), w.says("m", "2"), w.says("b", "3"), w.says("c", "4"), w.says("p", "5")
	w.want(w.call(cem, "POST", "/conversations/"+string(mine.ID)+"/claim", nil), 200, "")
	w.want(w.call(ben, "POST", "/conversations/"+string(bens.ID)+"/claim", nil), 200, "")
	w.want(w.call(ada, "POST", "/conversations/"+string(closed.ID)+"/close", nil), 200, "")
	w.want(w.call(ada, "POST", "/conversations/"+string(asleep.ID)+"/snooze", nil), 200, "")

	for _, c := range []struct {
		as    rules.Member
		query string
		want  []rules.ConversationID
	}{
		{ada, "", []rules.ConversationID{waiting.ID, mine.ID, bens.ID, closed.ID, asleep.ID}},
		{cem, "", []rules.ConversationID{waiting.ID, mine.ID, closed.ID, asleep.ID}},
		{cem, "?view=mine", []rules.ConversationID{mine.ID}},
		{ada, "?view=mine", nil},
		{ada, "?view=unassigned", []rules.ConversationID{waiting.ID}},
		{ada, "?view=assigned", []rules.ConversationID{mine.ID, bens.ID}},
		{ada, "?view=pending", []rules.ConversationID{asleep.ID}},
		{ada, "?view=closed", []rules.ConversationID{closed.ID}},
		{ada, "?status=closed&status=pending", []rules.ConversationID{closed.ID, asleep.ID}},
		{ada, "?assignee=sub-ben", []rules.ConversationID{bens.ID}},
		{ada, "?assignee=none&status=open", []rules.ConversationID{waiting.ID}},
		{ada, "?channel=" + string(w.channel.ID) + "&view=unassigned&sort=oldest&unanswered=true&kind=message", []rules.ConversationID{waiting.ID}},
		{ada, "?channel=somethingelse", nil},
		{zoe, "", nil},
	} {
		got := w.want(w.call(c.as, "GET", "/conversations"+c.query, nil), 200, "").items()
		want := map[string]bool{}
		for _, id := range c.want {
			want[string(id)] = true
		}
		for _, row := range got {
			if !want[row["id"].(string)] {
				t.Errorf("%s %q shows %v", c.as.Name, c.query, row["id"])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s %q shows %d rows, want %d", c.as.Name, c.query, len(got), len(want))
		}
	}
}

func TestPagesFollowOneAnotherAndCursorsAreNobodyElses(t *testing.T) {
	w := newWorld(t)
	for i := range 5 {
		w.says(fmt.Sprint("c", i), "hello")
	}
	seen, cursor, last := map[string]bool{}, "", ""
	for range 10 {
		r := w.want(w.call(ada, "GET", "/conversations?limit=2&cursor="+escape(cursor), nil), 200, "")
		for _, row := range r.items() {
			if seen[row["id"].(string)] {
				t.Errorf("%v comes twice", row["id"])
			}
			seen[row["id"].(string)] = true
		}
		cursor, _ = r.body["cursor"].(string)
		if cursor == "" {
			break
		}
		last = cursor
	}
	if len(seen) != 5 || last == "" {
		t.Fatalf("saw %d conversations, last cursor %q", len(seen), last)
	}
	w.want(w.call(zoe, "GET", "/conversations?limit=2&cursor="+escape(last), nil), 400, "bad_cursor")
	w.want(w.call(ada, "GET", "/conversations?limit=2&view=closed&cursor="+escape(last), nil), 400, "bad_cursor")
	w.want(w.call(ada, "GET", "/conversations?limit=2&cursor="+escape(last[:len(last)-2]+"xx"), nil), 400, "bad_cursor")
	w.want(w.call(ada, "GET", "/conversations?cursor=forged", nil), 400, "bad_cursor")
}

func TestOfManyWhoClaimAtOnceOneWinsAndTheOthersHearWho(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	people := []rules.Member{ada, ben, cem}
	answers := make([]result, len(people))
	var all sync.WaitGroup
	for i, p := range people {
		all.Go(func() { answers[i] = w.call(p, "POST", "/conversations/"+string(c.ID)+"/claim", nil) })
	}
	all.Wait()
	winner := ""
	for i, r := range answers {
		if r.status == 200 {
			if winner != "" {
				t.Fatal("two won")
			}
			winner = string(people[i].ID)
		}
	}
	for i, r := range answers {
		if r.status != 200 && (r.status != 409 || r.code() != "already_taken" || r.detail("user") != winner) {
			t.Errorf("%s got %d %s, winner is %s", people[i].Name, r.status, r.text, winner)
		}
	}
	if winner == "" {
		t.Error("nobody won")
	}
}

func TestAnAssigneeIsAColleagueATeamOrNobody(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/assign"
	for _, bad := range []string{
		`{"assignee":{"userId":"sub-zoe"}}`, `{"assignee":{"userId":"sub-dora"}}`, `{"assignee":{"teamId":"ghosts"}}`,
		`{"assignee":{}}`, `{"assignee":{"userId":"sub-ben","teamId":"billing"}}`,
	} {
		w.want(w.call(ada, "POST", path, bad), 400, "no_such_assignee")
	}
	for _, bad := range []string{`{}`, `{"assignee":"sub-ben"}`, `{"assignee":{"userId":7}}`, `{"assignee":{"user":"sub-ben"}}`} {
		w.want(w.call(ada, "POST", path, bad), 400, "invalid_input")
	}
	r := w.want(w.call(ada, "POST", path, `{"assignee":{"userId":"sub-ben"}}`), 200, "")
	if a := r.body["assignee"].(map[string]any); a["userId"] != "sub-ben" {
		t.Errorf("assigned to %v", a)
	}
	w.want(w.call(cem, "GET", "/conversations/"+string(c.ID), nil), 404, "conversation_missing")
	w.want(w.call(ada, "POST", path, `{"assignee":{"teamId":"billing"}}`), 200, "")
	w.want(w.call(ben, "GET", "/conversations/"+string(c.ID), nil), 404, "conversation_missing")
	w.want(w.call(cem, "GET", "/conversations/"+string(c.ID), nil), 200, "")
	free := w.want(w.call(cem, "POST", path, `{"assignee":null}`), 200, "")
	if free.body["assignee"] != nil {
		t.Errorf("still %v", free.body["assignee"])
	}
}

func TestActsCarryTheVersionThatWasSeen(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID)
	stale := fmt.Sprintf(`{"version":%d}`, c.Version)
	r := w.want(w.call(ada, "POST", path+"/close", stale), 200, "")
	if r.body["status"] != "closed" || r.body["version"] != float64(c.Version+1) {
		t.Errorf("closed is %s", r.text)
	}
	for _, act := range []string{"/reopen", "/snooze", "/close"} {
		late := w.want(w.call(ada, "POST", path+act, stale), 409, "stale_version")
		if late.detail("version") != fmt.Sprint(c.Version+1) {
			t.Errorf("%s details %v", act, late.body["details"])
		}
	}
	w.want(w.call(ada, "POST", path+"/assign", fmt.Sprintf(`{"assignee":null,"version":%d}`, c.Version)), 409, "stale_version")
	w.want(w.call(ada, "POST", path+"/reopen", nil), 200, "")
	until := clock.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	asleep := w.want(w.call(ada, "POST", path+"/snooze", map[string]any{"until": until}), 200, "")
	if asleep.body["status"] != "pending" || asleep.body["snoozedUntil"] != until {
		t.Errorf("snoozed is %s", asleep.text)
	}
	w.want(w.call(ada, "POST", path+"/snooze", `{"until":"2001-01-01T00:00:00Z"}`), 400, "bad_until")
	w.want(w.call(ada, "POST", path+"/snooze", `{"until":"tomorrow"}`), 400, "invalid_input")
	read := w.want(w.call(ada, "POST", path+"/read", nil), 200, "")
	if read.body["unread"] != float64(0) {
		t.Errorf("unread is %v", read.body["unread"])
	}
}

func TestOtherWorkspacesAreNotThere(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID)
	id := ulid.Make().String()
	for _, act := range []struct{ method, path, body string }{
		{"GET", path, ""}, {"GET", path + "/messages", ""}, {"POST", path + "/claim", ""}, {"POST", path + "/close", "{}"},
		{"POST", path + "/reopen", "{}"}, {"POST", path + "/snooze", "{}"}, {"POST", path + "/read", ""},
		{"POST", path + "/assign", `{"assignee":null}`},
		{"POST", path + "/messages", `{"clientId":"` + id + `","text":"hi"}`},
		{"POST", path + "/notes", `{"clientId":"` + id + `","text":"hi"}`},
	} {
		theirs := w.want(w.call(zoe, act.method, act.path, act.body), 404, "conversation_missing")
		none := w.call(zoe, act.method, replaceID(act.path), act.body)
		if theirs.text != none.text {
			t.Errorf("%s %s tells theirs (%s) from none (%s)", act.method, act.path, theirs.text, none.text)
		}
	}
	w.want(w.call(zoe, "GET", path+"/messages/"+escape(string(c.Preview.Key))+"/media", nil), 404, "message_missing")
	w.want(w.call(zoe, "PATCH", "/channels/"+string(w.channel.ID), `{"name":"Mine"}`), 404, "channel_missing")
	if got := w.want(w.call(zoe, "GET", "/messages?platformId=wamid.a.hello", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("found %v", got)
	}
}

func replaceID(path string) string {
	return path[:len("/conversations/")] + "0000000000000000" + path[len("/conversations/")+16:]
}
