package messaging_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/shared/channel/channeltest"
	"transom/shared/rules"
)

func TestEachEventSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name, said    string
		typ           rules.Type
		text, label   string
		id, about     string
		opens, counts bool
	}{
		{"a postback", `"postback":{"mid":"p1","title":"Go","payload":"GO"}`, rules.Postback, "Go", "Chose Go", "p1", "", true, true},
		{"a postback in standby has no payload", `"postback":{"mid":"p1","title":"Go"}`, rules.Postback, "Go", "Chose Go", "p1", "", true, true},
		{"a postback without words", `"postback":{"mid":"p1","title":"","payload":"GO"}`, rules.Postback, "", "Tapped a button", "p1", "", true, true},
		{"a referral by a link", `"referral":{"ref":"r","source":"SHORTLINK","type":"OPEN_THREAD"}`, rules.Referral, "", "Came by a link", "", "", true, false},
		{"a referral by an ad", `"referral":{"source":"ADS","ad_id":"1","ads_context_data":{"ad_title":"Sale"}}`, rules.Referral, "", "Came by an ad: Sale", "", "", true, false},
		{"an opt-in", `"optin":{"type":"notification_messages","title":"News"}`, rules.OptIn, "", "Allowed you to write: News", "optin:7:1763700000000", "", false, false},
		{"a reaction", `"reaction":{"mid":"m0","action":"react","emoji":"😆","reaction":"smile"}`, rules.React, "😆", "Reaction 😆", "reaction:m0:7:1763700000000", "m0", true, false},
		{"a reaction in words", `"reaction":{"mid":"m0","action":"react","reaction":"love"}`, rules.React, "❤️", "Reaction ❤️", "reaction:m0:7:1763700000000", "m0", true, false},
		{"a reaction of a kind nobody knows is none that was taken back", `"reaction":{"mid":"m0","action":"react","reaction":"other"}`, rules.React, "❔", "Reaction ❔", "reaction:m0:7:1763700000000", "m0", true, false},
		{"a reaction taken back", `"reaction":{"mid":"m0","action":"unreact"}`, rules.React, "", "Removed a reaction", "reaction:m0:7:1763700000000", "m0", false, false},
		{"a reaction taken back, with the emoji it had", `"reaction":{"mid":"m0","action":"unreact","emoji":"😆","reaction":"smile"}`, rules.React, "", "Removed a reaction", "reaction:m0:7:1763700000000", "m0", false, false},
		{"an edit", `"message_edit":{"mid":"m0","text":"new","num_edit":2}`, rules.Edit, "new", "Edited a message", "edit:m0:2", "m0", false, false},
		{"an edit that counts in a string", `"message_edit":{"mid":"m0","text":"new","num_edit":"2"}`, rules.Edit, "new", "Edited a message", "edit:m0:2", "m0", false, false},
		{"an edit that does not count", `"message_edit":{"mid":"m0","text":"new"}`, rules.Edit, "new", "Edited a message", "edit:m0:1763700000000", "m0", false, false},
		{"a message taken back", `"message":{"mid":"m0","is_deleted":true}`, rules.Revoke, "", "Deleted a message", "revoke:m0", "m0", false, false},
		{"control passed to us", `"pass_thread_control":{"new_owner_app_id":"1"}`, rules.Handover, "", "The conversation was handed to us", "handover:7:pass:1763700000000", "", false, false},
		{"control taken from us", `"take_thread_control":{"new_owner_app_id":"1"}`, rules.Handover, "", "Another app took the conversation over", "handover:7:take:1763700000000", "", false, false},
		{"control asked of us", `"request_thread_control":{"requested_owner_app_id":"1"}`, rules.Handover, "", "Another app asks for the conversation", "handover:7:request:1763700000000", "", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := one(t, from(c.said))
			got := fmt.Sprint(e.Type, "|", e.Text, "|", e.Label, "|", e.ReplyTo, "|", e.Opens, e.Counts)
			want := fmt.Sprint(c.typ, "|", c.text, "|", c.label, "|", c.about, "|", c.opens, c.counts)
			if got != want || c.id != "" && e.PlatformID != c.id {
				t.Errorf("understood %s as %s, want %s as %s", got, e.PlatformID, want, c.id)
			}
			if again := one(t, from(c.said)); again.Key != e.Key || again.PlatformID != e.PlatformID {
				t.Errorf("told again it is %s, was %s", again.PlatformID, e.PlatformID)
			}
		})
	}
}

func TestAnOldPostbackIsKnownByWhoWhenAndWhat(t *testing.T) {
	id := func(said string) string { return one(t, said).PlatformID }
	first := id(from(`"postback":{"payload":"A"}`))
	if first != id(from(`"postback":{"payload":"A"}`)) {
		t.Error("the same tap told twice is two")
	}
	later := strings.Replace(from(`"postback":{"payload":"A"}`), "1763700000000", "1763700000001", 1)
	for name, other := range map[string]string{"another button": from(`"postback":{"payload":"B"}`), "the same button later": later} {
		if id(other) == first {
			t.Errorf("%s is taken for the first tap", name)
		}
	}
}

func TestATimeIsReadByItsSize(t *testing.T) {
	told := channeltest.Received
	for stamp, want := range map[string]time.Time{
		`1763700000123`:       time.UnixMilli(1763700000123),
		`"1763700000123"`:     time.UnixMilli(1763700000123),
		`1763700000`:          time.Unix(1763700000, 0),
		`"1763700000"`:        time.Unix(1763700000, 0),
		`null`:                told,
		`"soon"`:              told,
		`-1`:                  told,
		`0`:                   told,
		`99999999999`:         told,
		`17637000001230`:      told,
		`9223372036854775807`: told,
		`1763700000.5`:        told,
	} {
		e := one(t, `{"sender":{"id":"7"},"recipient":{"id":"100"},"timestamp":`+stamp+`,"message":{"mid":"m1","text":"a"}}`)
		if !e.At.Equal(want) {
			t.Errorf("%s is read as %s, want %s", stamp, e.At, want)
		}
		if kept := strings.Contains(string(e.Details), `"timestamp"`); kept != (want.Equal(told) && stamp != `null`) {
			t.Errorf("%s is kept aside: %t", stamp, kept)
		}
	}
}

// The time of a notification is that of its sending: told again it may be another one, so nothing is known by it.
func TestAnEventWithoutATimeKeepsItsId(t *testing.T) {
	id := func(said string, told int) string {
		p := parse(t, fmt.Sprintf(`{"entry":[{"id":"100","time":%d,"messaging":[{"sender":{"id":"7"},"recipient":{"id":"100"},%s}]}]}`, told, said))
		return p.Batches[0].Entries[0].PlatformID
	}
	for _, said := range []string{`"reaction":{"mid":"m0","action":"react","emoji":"😆"}`, `"postback":{"payload":"A"}`, `"optin":{"ref":"r"}`, `"referral":{"ref":"r"}`, `"take_thread_control":{}`} {
		if first, again := id(said, 1763700000000), id(said, 1763700099000); first != again {
			t.Errorf("%s is %s, told again %s", said, first, again)
		}
	}
	if id(`"reaction":{"mid":"m0","action":"react","emoji":"😆"}`, 1) == id(`"reaction":{"mid":"m0","action":"unreact"}`, 1) {
		t.Error("a reaction and its removal are one")
	}
}

func TestEndsAreReadWhateverTheyAre(t *testing.T) {
	for name, element := range map[string]string{
		"strings":         `{"sender":{"id":"7"},"recipient":{"id":"100"},"message":{"mid":"m1","text":"a"}}`,
		"numbers":         `{"sender":{"id":7},"recipient":{"id":100},"message":{"mid":"m1","text":"a"}}`,
		"no recipient":    `{"sender":{"id":7},"message":{"mid":"m1","text":"a"}}`,
		"blanks":          `{"sender":{"id":" 7 "},"recipient":{"id":"100"},"message":{"mid":"m1","text":"a"}}`,
		"an old number":   `{"sender":{"id":7},"recipient":{"id":100},"timestamp":"1763700000000","message":{"mid":5,"text":"a"}}`,
		"more than known": `{"sender":{"id":"7","community":{}},"recipient":{"id":"100"},"message":{"mid":"m1","text":"a"}}`,
	} {
		t.Run(name, func(t *testing.T) { one(t, element) })
	}
}

func TestWhoIsKnownByAReferenceOnlyIsKeptApart(t *testing.T) {
	p := parse(t, among(`{"recipient":{"id":"100"},"timestamp":1763700000000,"optin":{"ref":"r","user_ref":"7"}},`+
		from(`"message":{"mid":"m1","text":"a"},"prior_message":{"source":"checkbox_plugin","identifier":"7"}`)))
	if len(p.Batches) != 2 || p.Batches[0].Address.UserID != "user_ref:7" || p.Batches[1].Address.UserID != "7" {
		t.Fatalf("understood %+v", p.Batches)
	}
	if also := p.Batches[1].Also; len(also) != 1 || also[0].UserID != "user_ref:7" {
		t.Errorf("who writes is also %+v, want the one who opted in", also)
	}
}

func TestWhatIsAboutTheAccountIsAnEvent(t *testing.T) {
	for _, c := range []struct{ name, element, field, event, subject string }{
		{"a block", `{"recipient":{"id":"100"},"policy_enforcement":{"action":"block","reason":"spam"}}`, "messaging_policy_enforcement", "block", ""},
		{"a block in old spelling", `{"recipient":{"id":"100"},"policy-enforcement":{"action":"unblock"}}`, "messaging_policy_enforcement", "unblock", ""},
		{"roles", `{"recipient":{"id":"100"},"app_roles":{"1":["primary_receiver"]}}`, "messaging_handovers", "app_roles", ""},
		{"a linked account", from(`"account_linking":{"status":"linked"}`), "messaging_account_linking", "linked", "7"},
		{"an event of next year", from(`"telepathy":{"thought":"x"}`), "messaging", "telepathy", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parse(t, among(c.element))
			if len(p.Events) != 1 || len(p.Batches)+len(p.Problems) > 0 {
				t.Fatalf("understood %+v", p)
			}
			if e := p.Events[0]; e.Account != "100" || e.Field != c.field || e.Event != c.event || e.Subject != c.subject || len(e.Details) == 0 {
				t.Errorf("understood %s %s %q of %s with %s", e.Field, e.Event, e.Subject, e.Account, e.Details)
			}
		})
	}
}

func TestOneBadElementNeverTakesItsNeighboursAlong(t *testing.T) {
	good := func(n int) string {
		return fmt.Sprintf(`{"sender":{"id":"7"},"recipient":{"id":"100"},"timestamp":1763700000000,"message":{"mid":"m%d","text":"a"}}`, n)
	}
	for _, bad := range []string{
		`null`, `7`, `"x"`, `[]`, `{}`, `{"message":{}}`, `{"message":null}`, from(`"message":{"text":"no id"}`), from(`"message":{"mid":""}`), from(`"message":7`),
		from(`"message":{"mid":"` + strings.Repeat("m", 600) + `"}`), `{"recipient":{"id":"100"},"message":{"mid":"x","text":"nobody"}}`,
		`{"sender":{"id":"` + strings.Repeat("7", 600) + `"},"recipient":{"id":"100"},"message":{"mid":"x","text":"a"}}`,
		`{"sender":{"id":{}},"recipient":{"id":"100"},"message":{"mid":"x"}}`, from(`"reaction":{"action":"react"}`), from(`"reaction":[]`),
		from(`"message_edit":{"mid":"m0","num_edit":0}`), from(`"read":{}`), from(`"delivery":{"watermark":"x"}`), from(`"read":{"watermark":0}`),
		from(`"message":{"is_deleted":true}`), `{"sender":{"id":"100"},"recipient":{"id":"100"},"message":{"mid":"x","text":"to itself"}}`, to(`"timestamp":5`),
	} {
		p := parse(t, among(good(1)+","+bad+","+good(2)))
		if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 2 {
			t.Errorf("beside %.60s: %+v", bad, p.Batches)
		}
		if len(p.Problems) != 1 || p.Problems[0].Where != "entry[0].messaging[1]" {
			t.Errorf("%.60s is told as %+v", bad, p.Problems)
		}
	}
}

func TestABodyOfNothingButProblemsIsKeptAsAWhole(t *testing.T) {
	p := parse(t, among(strings.Repeat("1,", 20_000)+from(`"message":{"mid":"m1","text":"a"}`)))
	if len(p.Batches) != 1 || len(p.Problems) != 10_001 || p.Problems[10_000].Where != "body" {
		t.Errorf("%d batches and %d problems, the last of %q", len(p.Batches), len(p.Problems), p.Problems[len(p.Problems)-1].Where)
	}
}
