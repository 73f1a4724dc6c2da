package main

import (
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/rules"
)

// dan is cem's colleague.
var dan = rules.Member{ID: "sub-dan", Email: "dan@demo.transom", Name: "Dan", Role: rules.Agent, Teams: []rules.TeamID{"billing"}}

// waits makes a customer of cem's who wrote 23 hours ago.
func (w *world) waits(customer string) (c rules.Conversation, path string) {
	w.Helper()
	w.must(w.store.PutMember(w.Context(), w.home, dan))
	at := clock.Now().Add(-23 * time.Hour).Truncate(time.Millisecond)
	c = w.receives(customer, rules.Entry{Type: rules.Text, Text: "hello", PlatformID: "wamid." + customer, At: at})
	w.change(c.ID, func(c rules.Conversation) rules.Change {
		return rules.Assign(c, rules.Assignee{User: cem.ID}, cem.ID, at)
	})
	return c, "/conversations/" + string(c.ID)
}

func (w *world) change(id rules.ConversationID, rule func(rules.Conversation) rules.Change) {
	w.Helper()
	_, err := w.store.Change(w.Context(), w.home, id, func(c rules.Conversation) (rules.Change, error) { return rule(c), nil })
	w.must(err)
}

// warnTeam does what the closer does with the warning to the team.
func (w *world) warnTeam(id rules.ConversationID) {
	w.Helper()
	w.change(id, func(c rules.Conversation) rules.Change {
		plan := rules.Plan{Warnings: []rules.Warning{{Before: 2 * time.Hour, To: rules.ToTeam}}}
		return rules.OpenToTeam(rules.Tick(c, w.channel, plan, clock.Now()), []rules.Member{ada, ben, cem, dan})
	})
}

func newID() string { return ulid.MustNew(ulid.Timestamp(clock.Now()), ulid.DefaultEntropy()).String() }

// Before the warning and after the answer a colleague of the same team is told that there is no such conversation;
// between the two they read it, write a note and answer. Others hear of it at no time.
func TestAColleagueReadsAndAnswersWhatAWarningOpened(t *testing.T) {
	w := newWorld(t)
	c, path := w.waits("a")
	closed := func(as rules.Member) {
		t.Helper()
		w.want(w.call(as, "GET", path, nil), 404, "conversation_missing")
		w.want(w.call(as, "GET", path+"/messages", nil), 404, "conversation_missing")
		w.want(w.call(as, "POST", path+"/notes", NewNote{ClientID: newID(), Text: "x"}), 404, "conversation_missing")
		w.want(w.call(as, "POST", path+"/close", nil), 404, "conversation_missing")
		if n := len(w.call(as, "GET", "/conversations?view=closing&unanswered=true", nil).items()); n != 0 {
			t.Errorf("%s finds %d rows", as.Name, n)
		}
	}
	closed(dan)
	w.warnTeam(c.ID)
	closed(ben)
	row := w.want(w.call(dan, "GET", path, nil), 200, "")
	if row.body["openToTeam"] != true {
		t.Errorf("the row says %v", row.text)
	}
	if found := w.call(dan, "GET", "/conversations?view=closing&unanswered=true", nil).items(); len(found) != 1 || found[0]["openToTeam"] != true {
		t.Errorf("what closes soon is %v", found)
	}
	if n := len(w.want(w.call(dan, "GET", path+"/messages", nil), 200, "").items()); n == 0 {
		t.Error("the thread is empty")
	}
	note := NewNote{ClientID: newID(), Text: "I answer this"}
	w.want(w.call(dan, "POST", path+"/notes", note), 201, "")
	answer := NewMessage{ClientID: newID(), Text: "Good day"}
	first := w.want(w.call(dan, "POST", path+"/messages", answer), 202, "")
	closed(dan)
	again := w.want(w.call(dan, "POST", path+"/messages", answer), 202, "") // the first answer was lost
	if again.body["id"] != first.body["id"] || again.body["text"] != "Good day" {
		t.Errorf("sent again: %s", again.text)
	}
	w.want(w.call(dan, "POST", path+"/notes", note), 201, "")
	w.want(w.call(ben, "POST", path+"/messages", answer), 404, "conversation_missing")
	answer.ClientID = newID()
	w.want(w.call(dan, "POST", path+"/messages", answer), 404, "conversation_missing")
	if head := w.want(w.call(cem, "GET", path, nil), 200, ""); head.body["openToTeam"] != false || head.body["waitingSince"] != nil {
		t.Errorf("cem's is %s", head.text)
	}
}

func TestOneColleagueTakesWhatAWarningOpened(t *testing.T) {
	w := newWorld(t)
	c, path := w.waits("a")
	if won := w.want(w.call(dan, "POST", path+"/claim", nil), 409, "already_taken").detail("user"); won != string(cem.ID) {
		t.Errorf("it is %s's", won)
	}
	w.warnTeam(c.ID)
	w.want(w.call(ben, "POST", path+"/claim", nil), 409, "already_taken")
	taken := w.want(w.call(dan, "POST", path+"/claim", nil), 200, "")
	if who := taken.body["assignee"].(map[string]any); who["userId"] != string(dan.ID) || taken.body["openToTeam"] != false {
		t.Errorf("taken: %s", taken.text)
	}
	w.want(w.call(cem, "GET", path, nil), 404, "conversation_missing")
	if won := w.want(w.call(cem, "POST", path+"/claim", nil), 409, "already_taken").detail("user"); won != string(dan.ID) {
		t.Errorf("it is %s's", won)
	}
}
