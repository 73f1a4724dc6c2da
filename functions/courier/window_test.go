package main

import (
	"testing"
	"time"

	"transom/shared/channel/meta/metatest"
	"transom/shared/clock"
	"transom/shared/rules"
)

const outside = `{"error":{"code":10,"error_subcode":2018278}}`

func TestAPlatformThatSaysTheWindowIsClosedIsBelieved(t *testing.T) {
	for _, c := range []struct {
		name     string
		human    bool // the channel may use the human's longer window
		program  bool // nobody wrote it
		answers  []string
		status   rules.Delivery
		tags     []any
		standard bool // the standard window is closed then
		both     bool // the human's too
	}{
		{"a human may still answer, marked as such", true, false, []string{outside, taken}, rules.Sent, []any{nil, "HUMAN_AGENT"}, true, false},
		{"a program may not", true, true, []string{outside}, rules.Failed, []any{nil}, true, false},
		{"a human may not on this channel", false, false, []string{outside}, rules.Failed, []any{nil}, true, true},
		{"not even a human", true, false, []string{outside, outside}, rules.Failed, []any{nil, "HUMAN_AGENT"}, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bureauOn(t, rules.Channel{Kind: rules.Messenger, AccountID: "page", HumanAgent: c.human})
			now := clock.Now()
			n := 0
			b.graph.Answer = func(metatest.Request) (int, string) {
				n++
				if c.answers[n-1] == outside {
					return 400, outside
				}
				return 200, c.answers[n-1]
			}
			id := b.person("psid", rules.Messages, rules.Entry{PlatformID: "m_0", At: now.Add(-time.Hour)})
			d := rules.Draft{Text: "x", At: now}
			if c.program {
				d.As = rules.ByProgram
			}
			ref := b.drafts(id, d)
			b.run()
			e, h := b.entry(ref), b.head(id)
			if e.Status != c.status || n != len(c.answers) {
				t.Errorf("the message is %s %+v after %d calls", e.Status, e.Error, n)
			}
			for i, r := range b.graph.Seen() {
				if r.JSON["tag"] != c.tags[i] {
					t.Errorf("call %d has the tag %v, want %v", i, r.JSON["tag"], c.tags[i])
				}
			}
			after := clock.Now()
			if h.WindowOpen(after) == c.standard || after.Before(h.HumanWindowClosesAt) == c.both {
				t.Errorf("the window closes at %s, the human's at %s; now is %s", h.WindowClosesAt, h.HumanWindowClosesAt, after)
			}
		})
	}
}

func TestTheTagIsSetWhenAndOnlyWhenAHumanWritesBeyondTheStandardWindow(t *testing.T) {
	for _, c := range []struct {
		name     string
		age      time.Duration
		then     bool // the channel's right when the customer wrote
		now      bool
		program  bool
		status   rules.Delivery
		tag, typ any
	}{
		{"within the window", time.Hour, true, true, false, rules.Sent, nil, "RESPONSE"},
		{"beyond it", 30 * time.Hour, true, true, false, rules.Sent, "HUMAN_AGENT", "MESSAGE_TAG"},
		{"beyond it, the right came since", 30 * time.Hour, false, true, false, rules.Sent, "HUMAN_AGENT", "MESSAGE_TAG"},
		{"beyond it, the right is gone", 30 * time.Hour, true, false, false, rules.Failed, nil, nil},
		{"beyond it, by a program", 30 * time.Hour, true, true, true, rules.Failed, nil, nil},
		{"after seven days", 8 * 24 * time.Hour, true, true, false, rules.Failed, nil, nil},
	} {
		for _, kind := range []rules.ChannelKind{rules.Messenger, rules.Instagram} {
			t.Run(c.name+" on "+string(kind), func(t *testing.T) {
				b := bureauOn(t, rules.Channel{Kind: kind, AccountID: "page", HumanAgent: c.then})
				now := clock.Now()
				id := b.person("psid", rules.Messages, rules.Entry{PlatformID: "m_0", At: now.Add(-c.age)})
				d := rules.Draft{Text: "x", At: now.Add(-c.age + time.Second)} // was allowed then
				if c.program {
					d.As = rules.ByProgram
				}
				ref := b.drafts(id, d)
				ch := b.channel
				ch.HumanAgent = c.now
				b.must(b.desk.Store.UpdateChannel(t.Context(), b.ws, ch))
				b.run()
				if e := b.entry(ref); e.Status != c.status || c.status == rules.Failed && (e.Error.Reason != "must_wait" || len(b.graph.Seen()) != 0) {
					t.Fatalf("the message is %s %+v after %d calls", e.Status, e.Error, len(b.graph.Seen()))
				}
				if c.status == rules.Sent {
					if r := b.asked(); r.JSON["tag"] != c.tag || r.JSON["messaging_type"] != c.typ {
						t.Errorf("sent %v", r.JSON)
					}
				}
			})
		}
	}
}
