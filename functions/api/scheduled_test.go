package main

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// at is a body of a message that is to go out so far ahead.
func at(ahead time.Duration, members map[string]any) map[string]any {
	body := saying(map[string]any{"due": clock.Now().Add(ahead).Format(time.RFC3339Nano)})
	maps.Copy(body, members)
	return body
}

func TestThoseWhoLookAreToldOfEachChangeOfWhatWaits(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	version := func() int64 {
		head, err := w.store.Head(t.Context(), w.home, c.ID)
		w.must(err)
		return head.Version
	}
	path := "/conversations/" + string(c.ID) + "/scheduled"
	was := version()
	one := path + "/" + w.want(w.call(ben, "POST", path, at(time.Hour, map[string]any{"text": "x"})), 201, "").body["id"].(string)
	w.want(w.call(ben, "PATCH", one, map[string]any{"text": "y"}), 200, "")
	w.want(w.call(ben, "PATCH", one, map[string]any{"text": " "}), 400, "empty_message") // changes nothing
	w.want(w.call(ben, "DELETE", one, nil), 204, "")
	w.want(w.call(ben, "DELETE", one, nil), 404, "scheduled_missing")
	if got := version() - was; got != 3 {
		t.Errorf("told %d times, want 3", got)
	}
}

func TestAMessageIsScheduledChangedAndTakenBack(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/scheduled"
	body := at(2*time.Hour, map[string]any{"text": "Good morning"})
	s := w.want(w.call(ben, "POST", path, body), 201, "")
	if s.body["id"] != body["clientId"] || s.body["text"] != "Good morning" || s.body["authorId"] != "sub-ben" || s.body["willBeClosed"] != false || s.body["type"] != "text" {
		t.Errorf("scheduled %s", s.text)
	}
	if again := w.want(w.call(ben, "POST", path, body), 201, ""); again.text != s.text {
		t.Errorf("again %s", again.text)
	}
	w.want(w.call(cem, "POST", path, body), 409, "client_id_taken")
	later := w.want(w.call(ben, "POST", path, at(30*time.Hour, map[string]any{"text": "Tomorrow"})), 201, "")
	if later.body["willBeClosed"] != true {
		t.Errorf("after the deadline: %s", later.text)
	}
	if got := w.want(w.call(cem, "GET", path, nil), 200, "").items(); len(got) != 2 || got[0]["id"] != s.body["id"] || got[1]["willBeClosed"] != true {
		t.Errorf("waiting %v", got)
	}
	if log := w.want(w.call(ben, "GET", "/conversations/"+string(c.ID)+"/messages", nil), 200, "").items(); len(log) != 1 {
		t.Errorf("what waits stands in the thread: %v", log)
	}
	one := path + "/" + s.body["id"].(string)
	moved := w.want(w.call(cem, "PATCH", one, map[string]any{"due": clock.Now().Add(48 * time.Hour), "text": "Good evening"}), 200, "")
	if moved.body["text"] != "Good evening" || moved.body["willBeClosed"] != true || moved.body["createdAt"] != s.body["createdAt"] || moved.body["authorId"] != "sub-ben" {
		t.Errorf("changed into %s", moved.text)
	}
	w.want(w.call(ben, "PATCH", one, map[string]any{"text": " "}), 400, "empty_message")
	w.want(w.call(ben, "PATCH", one, map[string]any{"text": strings.Repeat("x", 4097)}), 400, "text_too_long")
	w.want(w.call(ben, "PATCH", one, map[string]any{"due": clock.Now().Add(-time.Hour)}), 400, "bad_due")
	w.want(w.call(ben, "PATCH", path+"/none", map[string]any{"text": "x"}), 404, "scheduled_missing")
	w.want(w.call(zoe, "PATCH", one, map[string]any{"text": "x"}), 404, "conversation_missing")
	w.want(w.call(zoe, "DELETE", one, nil), 404, "conversation_missing")
	w.want(w.call(zoe, "GET", path, nil), 404, "conversation_missing")
	w.want(w.call(zoe, "POST", path, at(time.Hour, map[string]any{"text": "x"})), 404, "conversation_missing")
	w.want(w.call(cem, "DELETE", one, nil), 204, "")
	w.want(w.call(cem, "DELETE", one, nil), 404, "scheduled_missing")
	w.want(w.call(ben, "PATCH", one, map[string]any{"text": "x"}), 404, "scheduled_missing")
	w.want(w.call(ben, "POST", path, body), 404, "scheduled_missing") // an old answer that got lost does not bring it back
	if got := w.want(w.call(ben, "GET", path, nil), 200, "").items(); len(got) != 1 {
		t.Errorf("waiting %v", got)
	}
}

func TestWhatCannotBeScheduledIsRefused(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/scheduled"
	for _, r := range []struct {
		name    string
		ahead   time.Duration
		members map[string]any
		status  int
		code    string
	}{
		{"in the past", -time.Hour, map[string]any{"text": "x"}, 400, "bad_due"},
		{"at once", 10 * time.Second, map[string]any{"text": "x"}, 400, "bad_due"},
		{"in 91 days", 91 * 24 * time.Hour, map[string]any{"text": "x"}, 400, "bad_due"},
		{"nothing", time.Hour, map[string]any{"text": " "}, 400, "empty_message"},
		{"too long", time.Hour, map[string]any{"text": strings.Repeat("x", 4097)}, 400, "text_too_long"},
		{"a reaction", time.Hour, map[string]any{"type": "reaction", "replyTo": "wamid.a.hello", "emoji": "👍"}, 400, "not_schedulable"},
		{"a picture without a file", time.Hour, map[string]any{"type": "image"}, 400, "member_missing"},
		{"no ULID", time.Hour, map[string]any{"text": "x", "clientId": "8ZZZZZZZZZZZZZZZZZZZZZZZZZ"}, 400, "invalid_input"},
		{"no time", time.Hour, map[string]any{"text": "x", "due": "tomorrow"}, 400, "invalid_input"},
	} {
		if got := w.call(ben, "POST", path, at(r.ahead, r.members)); got.status != r.status || got.code() != r.code {
			t.Errorf("%s: got %d %s", r.name, got.status, got.text)
		}
	}
	comment := w.receivesOn(w.connect(rules.Messenger, "5"), rules.Comments, "c", rules.Entry{Type: rules.Text, Text: "first!", PlatformID: "5_10", Comment: &rules.Place{PostID: "5_1"}})
	w.want(w.call(ben, "POST", "/conversations/"+string(comment.ID)+"/scheduled", at(time.Hour, map[string]any{"text": "thanks", "replyTo": "5_10"})), 400, "not_schedulable")
	for i := range rules.MaxScheduled {
		w.want(w.call(ben, "POST", path, at(time.Duration(i+1)*time.Hour, map[string]any{"text": fmt.Sprint(i)})), 201, "")
	}
	w.want(w.call(ben, "POST", path, at(time.Hour, map[string]any{"text": "the 21st"})), 422, "too_many_scheduled")
}

func TestAMessageThatIsGoingIsNotChanged(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/scheduled"
	s := w.want(w.call(ben, "POST", path, at(time.Hour, map[string]any{"text": "soon"})), 201, "")
	id := s.body["id"].(string)
	_, taken, err := w.store.TakeScheduled(t.Context(), w.home, c.ID, id, clock.Now().Add(2*time.Hour))
	w.must(err)
	if !taken {
		t.Fatal("it was not taken")
	}
	w.want(w.call(ben, "PATCH", path+"/"+id, map[string]any{"text": "x"}), 409, "scheduled_going")
	w.want(w.call(ben, "DELETE", path+"/"+id, nil), 409, "scheduled_going")
	w.must(w.store.DropScheduled(t.Context(), w.home, c.ID, id))
	w.want(w.call(ben, "DELETE", path+"/"+id, nil), 404, "scheduled_missing")
}

func TestAScheduledFileIsTakenAtOnceAndGoesWithIt(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/scheduled"
	upload := w.uploads(ben, c, "a.png", "image/png", png)
	body := at(time.Hour, map[string]any{"type": "image", "text": "Look", "uploadId": upload})
	s := w.want(w.call(ben, "POST", path, body), 201, "")
	w.want(w.call(ben, "POST", path, body), 201, "")
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", saying(map[string]any{"type": "image", "uploadId": upload})), 409, "upload_used")
	id := s.body["id"].(string)
	m, taken, err := w.store.TakeScheduled(t.Context(), w.home, c.ID, id, clock.Now().Add(2*time.Hour))
	w.must(err)
	if !taken || m.Media == nil {
		t.Fatalf("taken %v: %+v", taken, m)
	}
	_, err = w.store.Change(t.Context(), w.home, c.ID, func(old rules.Conversation) (rules.Change, error) { return rules.Release(old, m, clock.Now()), nil })
	w.must(err)
	sent, err := w.store.EntryOf(t.Context(), w.viewer(ben), store.Ref{Conversation: c.ID, Key: rules.MessageKey(m.Due, id)})
	w.must(err)
	lent := w.want(w.call(ben, "GET", "/conversations/"+string(c.ID)+"/messages/"+escape(string(sent.Key))+"/media", nil), 200, "")
	w.fetches(lent, http.StatusOK)
	if sent.ClientID != id || sent.Status != rules.Queued {
		t.Errorf("released %+v", sent)
	}
}

// viewer is a person as the store knows them.
func (w *world) viewer(m rules.Member) store.Viewer {
	w.Helper()
	v, err := w.store.Member(w.Context(), string(m.ID))
	w.must(err)
	return v
}

// Two tabs know nothing of each other and send what one of them wrote.
func TestTwoTabsThatSendTheSameDraftMakeOneMessage(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	sent, planned := saying(map[string]any{"text": "twice"}), at(time.Hour, map[string]any{"text": "twice"})
	var wait sync.WaitGroup
	var sends, plans [6]result
	for i := range sends {
		wait.Go(func() { sends[i] = w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", sent) })
		wait.Go(func() { plans[i] = w.call(ben, "POST", "/conversations/"+string(c.ID)+"/scheduled", planned) })
	}
	wait.Wait()
	for i := range sends {
		if sends[i].status != 202 || sends[i].body["id"] != sends[0].body["id"] {
			t.Errorf("sent: %d %s", sends[i].status, sends[i].text)
		}
		if plans[i].status != 201 || plans[i].text != plans[0].text {
			t.Errorf("scheduled: %d %s", plans[i].status, plans[i].text)
		}
	}
	later := maps.Clone(planned)
	later["clientId"] = sent["clientId"]
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/scheduled", later), 409, "already_sent")
	if got := w.want(w.call(ben, "GET", "/conversations/"+string(c.ID)+"/messages", nil), 200, "").items(); len(got) != 2 {
		t.Errorf("the thread has %d entries", len(got))
	}
	if got := w.want(w.call(ben, "GET", "/conversations/"+string(c.ID)+"/scheduled", nil), 200, "").items(); len(got) != 1 {
		t.Errorf("%d messages wait", len(got))
	}
}
