package rules

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReceiveWhatWasSentElsewhere(t *testing.T) {
	ch := Channel{ID: "ch1", Kind: Messenger, Distribution: Fewest}
	waiting := Receive(fresh(), ch, []Entry{inbound("a", noon)}, noon).Conversation
	waiting.NeedsRouting = false
	echo := func(at time.Time, via Via) Entry {
		return Entry{Kind: Message, Direction: Out, Type: Text, Text: "from the phone", PlatformID: "e", Key: MessageKey(at, "e"), At: at, Status: Sent, Via: via}
	}
	after, before := noon.Add(time.Minute), noon.Add(-time.Minute)
	closed := Close(waiting, "u1", "", noon).Conversation
	failed := waiting
	failed.Failed, failed.LastOutboundAt = true, noon
	for _, c := range []struct {
		name  string
		old   Conversation
		in    []Entry
		check func(t *testing.T, old, got Conversation)
	}{
		{"it answers the customer", waiting, []Entry{echo(after, ViaPhone)}, func(t *testing.T, old, got Conversation) {
			want(t, "handler", got.Handler, Human)
			want(t, "waiting", got.WaitingSince, time.Time{})
			want(t, "unread", got.Unread, 0)
			want(t, "activity", got.ActivityAt, after)
			want(t, "the row", got.Preview.Text, "from the phone")
			want(t, "window", got.WindowClosesAt, old.WindowClosesAt)
			want(t, "asks for routing", got.NeedsRouting, false)
		}},
		{"it answers nothing that came later", waiting, []Entry{echo(before, ViaPhone)}, func(t *testing.T, old, got Conversation) {
			want(t, "handler", got.Handler, old.Handler)
			want(t, "waiting", got.WaitingSince, noon)
			want(t, "unread", got.Unread, 1)
			want(t, "the row", got.Preview, old.Preview)
			want(t, "activity", got.ActivityAt, noon)
		}},
		{"one payload with both is taken in the order of the times", waiting, []Entry{inbound("b", after.Add(time.Second)), echo(after, ViaPage)}, func(t *testing.T, _, got Conversation) {
			want(t, "waiting", got.WaitingSince, after.Add(time.Second))
			want(t, "unread", got.Unread, 1)
		}},
		{"the platform's own answer puts no human in charge", waiting, []Entry{echo(after, ViaAuto)}, func(t *testing.T, _, got Conversation) {
			want(t, "handler", got.Handler, Nobody)
			want(t, "waiting", got.WaitingSince, time.Time{})
		}},
		{"a closed conversation stays closed, and nobody's", closed, []Entry{echo(after, ViaPhone)}, func(t *testing.T, _, got Conversation) {
			want(t, "status", got.Status, Closed)
			want(t, "handler", got.Handler, Nobody)
		}},
		{"a newer one takes the mark of a failure away", failed, []Entry{echo(after, ViaPhone)}, func(t *testing.T, _, got Conversation) {
			want(t, "failed", got.Failed, false)
		}},
		{"hiding a comment from elsewhere answers nobody", waiting, []Entry{about(Hide, "", after, Out)}, func(t *testing.T, old, got Conversation) {
			want(t, "unread", got.Unread, 1)
			want(t, "activity", got.ActivityAt, old.ActivityAt)
			want(t, "the row", got.Preview, old.Preview)
		}},
		{"a conversation that begins with it is closed", fresh(), []Entry{echo(after, ViaPhone)}, func(t *testing.T, _, got Conversation) {
			want(t, "status", got.Status, Closed)
			want(t, "episode", got.Episode, 0)
			want(t, "asks for routing", got.NeedsRouting, false)
			want(t, "asks for a timer", got.WantsTimer, false)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Receive(c.old, ch, c.in, after)
			c.check(t, c.old, got.Conversation)
		})
	}
}

func TestAnImportedHistoryDisturbsNobody(t *testing.T) {
	ch := Channel{ID: "ch1", Kind: WhatsApp, Distribution: Fewest}
	past := inbound("old", noon.AddDate(0, -1, 0))
	past.Opens, past.Counts = false, false
	imported := Receive(fresh(), ch, []Entry{past}, noon)
	want(t, "status", imported.Conversation.Status, Closed)
	want(t, "entries", len(imported.Entries), 1)
	want(t, "asks for routing", imported.Conversation.NeedsRouting, false)
	want(t, "window", imported.Conversation.WindowClosesAt, time.Time{})
	live := Receive(imported.Conversation, ch, []Entry{inbound("new", noon)}, noon)
	want(t, "status of the first episode", live.Conversation.Status, Open)
	want(t, "episode", live.Conversation.Episode, 1)
	want(t, "entries without a word of reopening", len(live.Entries), 1)
	before := Receive(fresh(), ch, []Entry{inbound("new", noon)}, noon).Conversation
	after := Receive(before, ch, []Entry{past}, noon).Conversation
	if diff := cmp.Diff(settle(after), settle(live.Conversation)); diff != "" {
		t.Errorf("the history came later (-got +want):\n%s", diff)
	}
}
