package sendapi_test

import (
	"context"
	"testing"

	"transom/shared/channel"
	"transom/shared/channel/meta/metatest"
	"transom/shared/rules"
)

func TestAGateIsAskedRightBeforeWhatSends(t *testing.T) {
	place := &rules.Place{PostID: "post"}
	for _, c := range []struct {
		name  string
		entry rules.Entry
		calls int // that send nothing and come before
	}{
		{"a text", rules.Entry{Type: rules.Text, Text: "a"}, 0},
		{"a picture goes up first", rules.Entry{Type: rules.Image, Media: &rules.Media{MIME: "image/png"}}, 1},
		{"a reaction", rules.Entry{Type: rules.React, Text: "🎉", ReplyTo: "m_0"}, 0},
		{"an answer to a comment", rules.Entry{Type: rules.Text, Text: "a", ReplyTo: "c_1", Comment: place}, 0},
		{"a comment to hide", rules.Entry{Type: rules.Hide, ReplyTo: "c_1", Comment: place}, 0},
	} {
		for _, shut := range []bool{true, false} {
			g := metatest.Open(t, 200, sent)
			d := desks(g)["messenger"]
			asked := 0
			m := channel.Outgoing{Channel: d.channel, To: rules.Address{UserID: "psid"}, Message: c.entry, Gate: func(context.Context) *channel.Outcome {
				if asked++; len(g.Seen()) != c.calls {
					t.Errorf("%s: the gate is asked after %d calls, want %d", c.name, len(g.Seen()), c.calls)
				}
				if shut {
					return &channel.Outcome{Error: &rules.SendError{Reason: "throttled"}, Class: channel.Retry}
				}
				return nil
			}}
			if c.entry.Media != nil {
				m.File = file("bytes")
			}
			out := d.sender.Send(t.Context(), "t", m)
			if want := c.calls + map[bool]int{true: 0, false: 1}[shut]; asked != 1 || len(g.Seen()) != want || (out.Error != nil) != shut {
				t.Errorf("%s, shut: %t: asked %d times, %d calls, outcome %+v", c.name, shut, asked, len(g.Seen()), out)
			}
		}
	}
}
