package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// advance moves the clock of this test.
func advance(t *testing.T, d time.Duration) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "clock")
	if err := os.WriteFile(file, []byte((clock.Offset() + d).String()), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(clock.File, file)
}

// draft makes a body with a new ULID of the present.
func draft(text string) map[string]any {
	return map[string]any{"clientId": ulid.MustNew(ulid.Timestamp(clock.Now()), ulid.DefaultEntropy()).String(), "text": text}
}

func TestAMessageIsQueuedOnceHoweverOftenItIsSent(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/messages"
	body := draft("Good morning")
	first := w.want(w.call(ben, "POST", path, body), 202, "")
	if first.body["status"] != "queued" || first.body["text"] != "Good morning" || first.body["authorId"] != "sub-ben" || first.body["direction"] != "out" {
		t.Errorf("sent %s", first.text)
	}
	again := w.want(w.call(ben, "POST", path, body), 202, "")
	if again.text != first.text {
		t.Errorf("again %s, first %s", again.text, first.text)
	}
	if got := w.want(w.call(ben, "GET", path, nil), 200, "").items(); len(got) != 2 || got[0]["id"] != first.body["id"] {
		t.Errorf("log %v", got)
	}

	ref := store.Ref{Conversation: c.ID, Key: rules.EntryKey(first.body["id"].(string))}
	_, err := w.store.Report(t.Context(), w.home, ref, rules.Report{Status: rules.Delivered, At: clock.Now(), PlatformID: "wamid.out"})
	w.must(err)
	advance(t, 25*time.Hour)
	late := w.want(w.call(ben, "POST", path, body), 202, "")
	if late.body["id"] != first.body["id"] || late.body["status"] != "delivered" {
		t.Errorf("a day later the same draft answers %s", late.text)
	}
	w.want(w.call(ben, "POST", path, draft("too late")), 422, "window_closed")
}

func TestAWrongClockIsTold(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	for _, off := range []time.Duration{-6 * time.Minute, 6 * time.Minute, -400 * 24 * time.Hour} {
		id := ulid.MustNew(ulid.Timestamp(clock.Now().Add(off)), ulid.DefaultEntropy()).String()
		r := w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", map[string]any{"clientId": id, "text": "x"}), 409, "clock_skew")
		if now, err := time.Parse(time.RFC3339, r.detail("now")); err != nil || clock.Now().Sub(now).Abs() > time.Minute {
			t.Errorf("now is %q", r.detail("now"))
		}
	}
}

func TestNobodySendsInAnothersName(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	body := draft("mine")
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", body), 202, "")
	w.want(w.call(ada, "POST", "/conversations/"+string(c.ID)+"/messages", body), 409, "client_id_taken")
	if got := w.want(w.call(ada, "GET", "/conversations/"+string(c.ID)+"/messages", nil), 200, "").items(); len(got) != 2 {
		t.Errorf("log has %d entries", len(got))
	}
}

func TestNotesStayInside(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/notes"
	r := w.want(w.call(ben, "POST", path, draft("is difficult")), 201, "")
	if r.body["kind"] != "note" || r.body["type"] != "note" || r.body["status"] != "none" || r.body["direction"] != nil {
		t.Errorf("note %s", r.text)
	}
	w.want(w.call(ben, "POST", path, draft("  ")), 400, "empty_message")
	w.want(w.call(ben, "POST", path, draft(strings.Repeat("ü", rules.NoteRunes+1))), 400, "text_too_long")
	w.want(w.call(ben, "POST", path, draft(strings.Repeat("ü", rules.NoteRunes))), 201, "")
}

func TestRepliesQuoteOnlyTheirOwnConversation(t *testing.T) {
	w := newWorld(t)
	a, b := w.says("a", "one"), w.says("b", "two")
	body := draft("quoting")
	body["replyTo"] = "wamid.b.two"
	w.want(w.call(ben, "POST", "/conversations/"+string(a.ID)+"/messages", body), 400, "reply_unknown")
	body["replyTo"] = "wamid.nowhere"
	w.want(w.call(ben, "POST", "/conversations/"+string(a.ID)+"/messages", body), 400, "reply_unknown")
	body["replyTo"] = "wamid.b.two"
	if r := w.want(w.call(ben, "POST", "/conversations/"+string(b.ID)+"/messages", body), 202, ""); r.body["replyTo"] != "wamid.b.two" {
		t.Errorf("sent %s", r.text)
	}
}

func TestALogIsReadBackwardsAndForwards(t *testing.T) {
	w := newWorld(t)
	var c rules.Conversation
	began := clock.Now().Truncate(time.Second)
	for i := range 7 {
		text := fmt.Sprint("m", i)
		c = w.receives("a", rules.Entry{Type: rules.Text, Text: text, PlatformID: "wamid." + text, At: began.Add(time.Duration(i) * time.Millisecond)})
	}
	path := "/conversations/" + string(c.ID) + "/messages"
	var back []string
	cursor := ""
	for {
		r := w.want(w.call(ben, "GET", path+"?limit=3"+with("before", cursor), nil), 200, "")
		for _, m := range r.items() {
			back = append(back, m["text"].(string))
		}
		if cursor, _ = r.body["cursor"].(string); cursor == "" {
			break
		}
	}
	if got := strings.Join(back, " "); got != "m6 m5 m4 m3 m2 m1 m0" {
		t.Errorf("backwards %s", got)
	}
	oldest := w.want(w.call(ben, "GET", path+"?limit=100", nil), 200, "").items()[6]["id"].(string)
	var forth []string
	for cursor = oldest; cursor != ""; {
		r := w.want(w.call(ben, "GET", path+"?limit=4"+with("after", cursor), nil), 200, "")
		for _, m := range r.items() {
			forth = append(forth, m["text"].(string))
		}
		cursor, _ = r.body["cursor"].(string)
	}
	if got := strings.Join(forth, " "); got != "m1 m2 m3 m4 m5 m6" {
		t.Errorf("forwards %s", got)
	}
	w.want(w.call(ben, "GET", path+"?before=forged", nil), 400, "bad_cursor")
	w.want(w.call(ben, "GET", path+"?after="+escape("M#0000000000000#../../x"), nil), 400, "bad_cursor")
}

// What nobody is shown is read past, and does not end a log.
func TestAPageOfHiddenEntriesGoesOn(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	for i := range 12 {
		body := draft(fmt.Sprint("later ", i))
		body["due"] = clock.Now().Add(time.Hour).Format(time.RFC3339)
		w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/scheduled", body), 201, "")
	}
	var texts []string
	for cursor, n := "", 0; n == 0 || cursor != ""; n++ {
		r := w.want(w.call(ben, "GET", "/conversations/"+string(c.ID)+"/messages?limit=1"+with("before", cursor), nil), 200, "")
		for _, m := range r.items() {
			texts = append(texts, m["text"].(string))
		}
		if cursor, _ = r.body["cursor"].(string); n > 20 {
			t.Fatal("the pages do not end")
		}
	}
	if got := strings.Join(texts, " "); got != "hello" {
		t.Errorf("read %q", got)
	}
}

// Characters are counted at the door, bytes are what a key holds.
func TestIdsOfManyBytesAreNoFaultOfOurs(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	long := strings.Repeat("\U0001f600", 512)
	body := draft("x")
	body["replyTo"] = long
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", body), 400, "reply_unknown")
	w.want(w.call(ben, "GET", "/messages?platformId="+escape(long), nil), 200, "")
	body = draft("")
	body["type"], body["template"] = "template", map[string]any{"name": long, "language": "en"}
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", body), 422, "template_missing")
}

func with(name, value string) string {
	if value == "" {
		return ""
	}
	return "&" + name + "=" + escape(value)
}

func TestAMessageIsFoundByThePlatformsID(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	for _, query := range []string{"platformId=wamid.a.hello", "platformId=wamid.a.hello&channelId=" + string(w.channel.ID)} {
		got := w.want(w.call(ben, "GET", "/messages?"+query, nil), 200, "").items()
		if len(got) != 1 || got[0]["id"] != string(c.Preview.Key) || got[0]["platformId"] != "wamid.a.hello" {
			t.Errorf("%s finds %v", query, got)
		}
	}
	if got := w.want(w.call(ben, "GET", "/messages?platformId=wamid.none", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	w.want(w.call(ben, "GET", "/messages", nil), 400, "invalid_input")
}

func TestAttachmentsAreLentForTenMinutes(t *testing.T) {
	w := newWorld(t)
	c := w.receives("a", rules.Entry{Type: rules.Image, PlatformID: "wamid.image", Label: "Image",
		Media: &rules.Media{PlatformID: "1", MIME: "image/jpeg", State: rules.MediaPending}})
	plain := w.says("b", "no attachment")
	key := c.Preview.Key
	path := "/conversations/" + string(c.ID) + "/messages/" + escape(string(key)) + "/media"
	w.want(w.call(ben, "GET", path, nil), 409, "media_pending")
	ref := store.Ref{Conversation: c.ID, Key: key}
	w.must(w.store.SetMedia(t.Context(), w.home, ref, 0, rules.Media{PlatformID: "1", MIME: "image/jpeg", State: rules.MediaReady, Object: "media/home/x", Size: 3}))
	r := w.want(w.call(ben, "GET", path, nil), 200, "")
	until, err := time.Parse(time.RFC3339, r.body["expiresAt"].(string))
	if err != nil || until.Sub(clock.Now()) > 10*time.Minute || until.Before(clock.Now().Add(9*time.Minute)) {
		t.Errorf("until %v: %v", r.body["expiresAt"], err)
	}
	if url, _ := r.body["url"].(string); !strings.Contains(url, "media/home/x") || !strings.Contains(url, "X-Amz-Signature=") || r.body["inline"] != true {
		t.Errorf("lent %s", r.text)
	}
	w.want(w.call(ben, "GET", "/conversations/"+string(plain.ID)+"/messages/"+escape(string(plain.Preview.Key))+"/media", nil), 404, "media_missing")
	w.want(w.call(ben, "GET", "/conversations/"+string(c.ID)+"/messages/nonsense/media", nil), 404, "message_missing")
}

func TestEachAttachmentOfAnAlbumIsLentByItsNumber(t *testing.T) {
	w := newWorld(t)
	ready := func(object, mime string) rules.Media {
		return rules.Media{MIME: mime, State: rules.MediaReady, Object: object}
	}
	first := ready("m/1", "image/png")
	c := w.receives("a", rules.Entry{Type: rules.Image, PlatformID: "mid.album", Media: &first,
		More: []rules.Media{ready("m/2", "text/html"), {MIME: "image/png", State: rules.MediaGone}, {MIME: "image/png", State: rules.MediaFailed, Problem: "media_gone"}}})
	path := "/conversations/" + string(c.ID) + "/messages/" + escape(string(c.Preview.Key)) + "/media"
	for n, object := range map[string]string{"": "/m/1", "?n=0": "/m/1", "?n=1": "/m/2"} {
		r := w.want(w.call(ben, "GET", path+n, nil), 200, "")
		if address := r.body["url"].(string); !strings.Contains(address, object+"?") || (r.body["inline"] == true) != (object == "/m/1") {
			t.Errorf("%q lends %s", n, r.text)
		}
	}
	w.want(w.call(ben, "GET", path+"?n=2", nil), 422, "media_not_kept")
	if r := w.want(w.call(ben, "GET", path+"?n=3", nil), 422, "media_failed"); r.detail("problem") != "media_gone" {
		t.Errorf("details %v", r.body["details"])
	}
	w.want(w.call(ben, "GET", path+"?n=4", nil), 404, "media_missing")
	w.want(w.call(ben, "GET", path+"?n=-1", nil), 400, "invalid_input")
	w.want(w.call(ben, "GET", path+"?n=x", nil), 400, "invalid_input")
}

func TestAStoryIsNotOursToKeep(t *testing.T) {
	w := newWorld(t)
	c := w.receivesOn(w.connect(rules.Instagram, "5"), rules.Messages, "s", rules.Entry{Type: rules.StoryMention, PlatformID: "mid.story", Label: "Story",
		Media: &rules.Media{MIME: "image/jpeg", URL: "https://lookaside.fbsbx.com/x", State: rules.MediaPending}})
	r := w.want(w.call(ben, "GET", "/conversations/"+string(c.ID)+"/messages/"+escape(string(c.Preview.Key))+"/media", nil), 422, "media_not_kept")
	if strings.Contains(r.text, "lookaside") {
		t.Errorf("tells the platform's address: %s", r.text)
	}
}

func TestAGatewayThatUnescapesPathsIsUnderstood(t *testing.T) {
	w := newWorld(t)
	c := w.says("b", "no attachment")
	w.want(w.call(ben, "GET", "/conversations/"+string(c.ID)+"/messages/"+string(c.Preview.Key)+"/media", nil), 404, "media_missing")
}
