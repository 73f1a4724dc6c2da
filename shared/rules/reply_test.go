package rules

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestReplyIsJudgedByTheSecond(t *testing.T) {
	c := Receive(fresh(), Channel{}, []Entry{inbound("a", noon)}, noon).Conversation
	end := noon.Add(24 * time.Hour)
	nowhere := c
	nowhere.Address = Address{}
	web := c
	web.On = WebChat
	for _, k := range []struct {
		name string
		c    Conversation
		text string
		now  time.Time
		want error
	}{
		{"a second before the deadline it goes", c, "hello", end.Add(-time.Second), nil},
		{"at the deadline it is refused", c, "hello", end, ErrWindowClosed},
		{"a second after the deadline it is refused", c, "hello", end.Add(time.Second), ErrWindowClosed},
		{"web chat has no window", web, "hello", end.Add(1000 * time.Hour), nil},
		{"white space is no message", c, " \n\t", noon, ErrEmptyMessage},
		{"4096 characters go", c, strings.Repeat("ă", 4096), noon, nil},
		{"4097 characters do not", c, strings.Repeat("ă", 4097), noon, ErrTooLong},
		{"without an address there is nowhere to send", nowhere, "hello", noon, ErrNoAddress},
	} {
		t.Run(k.name, func(t *testing.T) {
			_, err := Reply(k.c, Draft{ClientID: "01J", At: k.now, By: "u1", Text: k.text}, k.now)
			if !errors.Is(err, k.want) || (err == nil) != (k.want == nil) {
				t.Errorf("got %v, want %v", err, k.want)
			}
		})
	}
}

func TestReplyAnswersTheCustomer(t *testing.T) {
	c := Receive(fresh(), Channel{}, []Entry{inbound("a", noon)}, noon).Conversation
	at := noon.Add(time.Minute)
	change, err := Reply(c, Draft{ClientID: "01J", At: at, By: "u1", Text: "hello"}, at)
	if err != nil {
		t.Fatal(err)
	}
	got := change.Conversation
	want(t, "waiting since", got.WaitingSince, time.Time{})
	want(t, "unread", got.Unread, 0)
	want(t, "handler", got.Handler, Human)
	want(t, "preview direction", got.Preview.Direction, Out)
	want(t, "status of the message", change.Entries[0].Status, Queued)
	want(t, "deadline", got.WindowClosesAt, c.WindowClosesAt)
	again, err := Reply(c, Draft{ClientID: "01J", At: at, By: "u1", Text: "hello"}, at)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "key of the same draft", again.Entries[0].Key, change.Entries[0].Key)
}

func TestReplyReopensWhatWasClosed(t *testing.T) {
	c := Receive(fresh(), Channel{}, []Entry{inbound("a", noon)}, noon).Conversation
	c = Close(c, "u1", "", noon).Conversation
	change, err := Reply(c, Draft{ClientID: "01J", At: noon, By: "u1", Text: "one more thing"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "status", change.Conversation.Status, Open)
	want(t, "episode", change.Conversation.Episode, 2)
	want(t, "event", change.Entries[1].Event.Type, EventReopened)
}

func TestANoteIsNeverQueuedAndAnswersNobody(t *testing.T) {
	c := Receive(fresh(), Channel{}, []Entry{inbound("a", noon)}, noon).Conversation
	change, err := Annotate(c, Draft{ClientID: "01J", At: noon, By: "u1", Text: "vip"})
	if err != nil {
		t.Fatal(err)
	}
	e := change.Entries[0]
	want(t, "kind", e.Kind, Note)
	want(t, "status", e.Status, "")
	want(t, "direction", e.Direction, "")
	want(t, "waiting since", change.Conversation.WaitingSince, noon)
	want(t, "preview", change.Conversation.Preview.Key, c.Preview.Key)
}
