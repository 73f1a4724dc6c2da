package rules_test

import (
	"testing"
	"time"

	"transom/shared/rules"
)

func TestAPlatformThatRefusesForTheWindowClosesIt(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	wrote := now.Add(-time.Hour)
	on := func(kind rules.ChannelKind, human bool) rules.Conversation {
		standard, long := rules.Window(kind, human, wrote)
		return rules.Conversation{ID: "c", On: kind, Kind: rules.Messages, Status: rules.Open, Version: 7, LastInboundAt: wrote, WindowClosesAt: standard, HumanWindowClosesAt: long}
	}
	late := on(rules.Messenger, true)
	late.LastInboundAt = now.Add(time.Second)
	comment := on(rules.Messenger, true)
	comment.Kind = rules.Comments
	for _, c := range []struct {
		name            string
		head            rules.Conversation
		permit          rules.Permit
		standard, human time.Time // when they close then
		events          int
	}{
		{"WhatsApp", on(rules.WhatsApp, false), rules.Free, now, now, 1},
		{"Messenger, the human's stays", on(rules.Messenger, true), rules.Free, now, wrote.Add(rules.Lasts(rules.Human7d)), 1},
		{"Messenger, the human's too", on(rules.Messenger, true), rules.AsHuman, now, now, 1},
		{"the customer wrote since", late, rules.Free, late.WindowClosesAt, late.HumanWindowClosesAt, 0},
		{"a comment knows no window", comment, rules.Free, comment.WindowClosesAt, comment.HumanWindowClosesAt, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rules.CloseWindow(c.head, rules.Channel{}, c.permit, now, now.Add(time.Second))
			h := got.Conversation
			if !h.WindowClosesAt.Equal(c.standard) || !h.HumanWindowClosesAt.Equal(c.human) || len(got.Entries) != c.events {
				t.Errorf("closes at %s and %s with %d events, want %s and %s with %d", h.WindowClosesAt, h.HumanWindowClosesAt, len(got.Entries), c.standard, c.human, c.events)
			}
			if e := got.Entries; len(e) > 0 && (!h.WindowExpired || e[0].Event.Type != rules.EventWindowExpired || !e[0].At.Equal(now) || h.WindowOver == h.HumanWindowClosesAt.After(now)) {
				t.Errorf("told %+v, marked %t, over %t", e[0], h.WindowExpired, h.WindowOver)
			}
			again := rules.CloseWindow(h, rules.Channel{}, c.permit, now, now.Add(2*time.Second))
			if len(again.Entries) != 0 || again.Conversation != h {
				t.Errorf("saying it twice changes %+v", again)
			}
		})
	}
}

func TestTheHumansWindowFollowsWhatTheChannelMayDoNow(t *testing.T) {
	wrote := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	head := func(kind rules.ChannelKind, then bool) rules.Conversation {
		standard, long := rules.Window(kind, then, wrote)
		return rules.Conversation{On: kind, Kind: rules.Messages, LastInboundAt: wrote, WindowClosesAt: standard, HumanWindowClosesAt: long}
	}
	for _, c := range []struct {
		name      string
		kind      rules.ChannelKind
		then, now bool
		want      time.Duration
	}{
		{"never had it", rules.Messenger, false, false, rules.Lasts(rules.Meta24h)},
		{"has it", rules.Messenger, true, true, rules.Lasts(rules.Human7d)},
		{"got it since", rules.Instagram, false, true, rules.Lasts(rules.Human7d)},
		{"lost it since", rules.Instagram, true, false, rules.Lasts(rules.Meta24h)},
		{"WhatsApp has none", rules.WhatsApp, false, true, rules.Lasts(rules.WhatsApp24h)},
	} {
		got := rules.Reach(head(c.kind, c.then), rules.Channel{Kind: c.kind, HumanAgent: c.now}).HumanWindowClosesAt
		if !got.Equal(wrote.Add(c.want)) {
			t.Errorf("%s: humans may answer for %s, want %s", c.name, got.Sub(wrote), c.want)
		}
	}
}
