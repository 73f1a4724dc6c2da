package rules

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/fault"
)

// A scheduled message is judged when it is due: it goes, or stands in the thread with the reason, under one key.
func TestAScheduledMessageIsJudgedWhenItIsDue(t *testing.T) {
	for _, p := range pasts() {
		head := p.head()
		for _, f := range allFlags {
			c := head
			f.set(&c)
			for _, typ := range []Type{Text, Template, Image} {
				e := draft(typ)
				s := Scheduled{ID: "01HZX", Conversation: c.ID, Due: noon, By: "u1", Type: typ, Text: e.Text, ReplyTo: e.ReplyTo, Media: e.Media, Template: e.Template}
				got := Release(c, s, noon)
				want := p.expected(ByHuman, typ, f)
				said := got.Entries[0]
				switch {
				case said.Key != MessageKey(noon, "01HZX") || said.ClientID != "01HZX" || !said.At.Equal(noon) || said.By != "u1":
					t.Fatalf("%+v, %s, %s: it is another message: %+v", p, f.name, typ, said)
				case want == nil && (said.Status != Queued || said.Error != nil || !got.Conversation.WaitingSince.IsZero()):
					t.Fatalf("%+v, %s, %s: got %s", p, f.name, typ, said.Status)
				case want == nil:
				case said.Status != Failed || said.Error == nil || said.Error.Reason != code(want) || said.Error.Details == "":
					t.Fatalf("%+v, %s, %s: got %s %+v, want the reason %v", p, f.name, typ, said.Status, said.Error, want)
				case !got.Conversation.Failed || !got.Conversation.WaitingSince.Equal(c.WaitingSince) || got.Conversation.Status != c.Status || got.Conversation.Unread != c.Unread:
					t.Fatalf("%+v, %s, %s: a message that did not go changed the conversation", p, f.name, typ)
				}
			}
		}
	}
}

func code(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

func TestReleasingTwiceIsOneMessage(t *testing.T) {
	c := Receive(fresh(), Channel{Kind: WhatsApp}, []Entry{inbound("a", noon)}, noon).Conversation
	s := Scheduled{ID: "01HZX", Conversation: c.ID, Due: noon.Add(time.Hour), By: "u1", Type: Text, Text: "hello"}
	first, late := Release(c, s, noon.Add(time.Hour)), Release(c, s, noon.Add(2*time.Hour))
	if diff := cmp.Diff(late.Entries[0], first.Entries[0]); diff != "" {
		t.Errorf("released an hour later it is another message:\n%s", diff)
	}
	tooLate := Release(c, s, noon.Add(25*time.Hour))
	want(t, "key of one that came too late", tooLate.Entries[0].Key, first.Entries[0].Key)
	want(t, "reason", tooLate.Entries[0].Error.Reason, "window_closed")
}
