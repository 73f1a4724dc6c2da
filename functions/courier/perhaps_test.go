package main

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/channel/meta/metatest"
	"transom/shared/clock"
	"transom/shared/rules"
)

// Whether the platform still takes what a person writes days after an ad, it alone knows.
func TestWhatAPersonWritesAfterAnAdIsSentPlainAndARefusalIsBelieved(t *testing.T) {
	const untagged = `{"error":{"code":100,"error_subcode":2018276}}`
	for _, c := range []struct {
		name    string
		human   bool          // the channel may use the human's longer window
		ad      time.Duration // since the click
		program bool
		answers []string
		status  rules.Delivery
		reason  string
		tags    []any
		then    rules.Permit // what a person may do afterwards
	}{
		{"the platform takes it", false, 3 * 24 * time.Hour, false, []string{taken}, rules.Sent, "", []any{nil}, rules.Perhaps},
		{"the platform does not", false, 3 * 24 * time.Hour, false, []string{outside}, rules.Failed, "window_closed", []any{nil}, rules.MustWait},
		{"a person's right is surer", true, 3 * 24 * time.Hour, false, []string{taken}, rules.Sent, "", []any{"HUMAN_AGENT"}, rules.AsHuman},
		{"a person's right is gone, the ad is left", true, 3 * 24 * time.Hour, false, []string{untagged, outside}, rules.Failed, "window_closed", []any{"HUMAN_AGENT", nil}, rules.MustWait},
		{"a program asks nobody", false, 3 * 24 * time.Hour, true, nil, rules.Failed, "must_wait", nil, rules.Perhaps},
		{"after seven days nothing is tried", false, 7*24*time.Hour + time.Minute, false, nil, rules.Failed, "must_wait", nil, rules.MustWait},
	} {
		for _, kind := range []rules.ChannelKind{rules.Messenger, rules.Instagram} {
			t.Run(c.name+" on "+string(kind), func(t *testing.T) {
				b := bureauOn(t, rules.Channel{Kind: kind, AccountID: "page", HumanAgent: c.human})
				n := 0
				b.graph.Answer = func(metatest.Request) (int, string) {
					n++
					if c.answers[n-1] == taken {
						return 200, taken
					}
					return 400, c.answers[n-1]
				}
				now := clock.Now()
				id := b.person("psid", rules.Messages, rules.Entry{PlatformID: "m_0", At: now.Add(-c.ad), ByAd: true})
				d := rules.Draft{Text: "x", At: now.Add(-c.ad + time.Minute)} // was allowed then, and waited
				if c.program {
					d.As = rules.ByProgram
				}
				ref := b.drafts(id, d)
				b.run()
				e := b.entry(ref)
				reason := ""
				if e.Error != nil {
					reason = e.Error.Reason
				}
				var tags []any
				for _, r := range b.graph.Seen() {
					tags = append(tags, r.JSON["tag"])
				}
				if e.Status != c.status || reason != c.reason || fmt.Sprint(tags) != fmt.Sprint(c.tags) {
					t.Errorf("the message is %s (%s) after calls with the tags %v", e.Status, reason, tags)
				}
				ch, err := b.desk.Store.Channel(t.Context(), b.ws, b.channel.ID)
				b.must(err)
				if v := rules.Judge(rules.Reach(b.head(id), ch), rules.ByHuman, clock.Now()); v.Permit != c.then {
					t.Errorf("afterwards a person may %s, want %s", v.Permit, c.then)
				}
				if refused := len(c.answers) > 0 && c.answers[0] == untagged; ch.HumanAgent != (c.human && !refused) {
					t.Errorf("the channel's right is %t", ch.HumanAgent)
				}
			})
		}
	}
}
