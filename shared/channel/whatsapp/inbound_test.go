package whatsapp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

// by puts a value into a change that came by a subscription, for number 300 that is shown as +40 211.
func by(field, value string) string {
	return fmt.Sprintf(`{"object":"whatsapp_business_account","entry":[{"id":"200","time":1763700100,"changes":[{"field":%q,"value":{"metadata":{"phone_number_id":"300","display_phone_number":"+40 211"},%s}}]}]}`, field, value)
}

func said(p channel.Payload) (lines []string) {
	for _, b := range p.Batches {
		for _, e := range b.Entries {
			who := b.Address.Phone + b.Address.UserID
			lines = append(lines, strings.Join([]string{who, string(e.Direction), string(e.Via), string(e.Status), string(e.Type), e.PlatformID, e.ReplyTo, e.Text, fmt.Sprint(e.Opens, e.Counts)}, "|"))
		}
	}
	return lines
}

func TestWhatWasSentOrSeenElsewhereIsAnEntryThatAsksForNothing(t *testing.T) {
	const text = `"timestamp":"1763700000","type":"text","text":{"body":"a"}`
	for _, c := range []struct{ name, body, want string }{
		{"an echo of the phone app", by("smb_message_echoes", `"message_echoes":[{"from":"40211","to":"40721","id":"w1",`+text+`}]`), "40721|out|phone_app|sent|text|w1||a|false false"},
		{"an echo to a hidden number", by("smb_message_echoes", `"message_echoes":[{"from":"40211","to_user_id":"RO.1","id":"w1",`+text+`}]`), "RO.1|out|phone_app|sent|text|w1||a|false false"},
		{"an edit in the phone app", by("smb_message_echoes", `"message_echoes":[{"from":"40211","to":"40721","id":"w2","timestamp":"1763700000","type":"edit","edit":{"original_message_id":"w1","message":{"type":"image","image":{"caption":"new"}}}}]`), "40721|out|phone_app|sent|edit|w2|w1|new|false false"},
		{"a deletion in the phone app", by("smb_message_echoes", `"message_echoes":[{"from":"40211","to":"40721","id":"w2","timestamp":"1763700000","type":"revoke","revoke":{"original_message_id":"w1"}}]`), "40721|out|phone_app|sent|revoke|w2|w1||false false"},
		{"a customer whom another app answers", by("standby", `"standby":{"messages":[{"from":"40721","id":"w1",`+text+`}]}`), "40721|in||received|text|w1||a|true true"},
		{"the other app's answer", by("standby", `"standby":{"message_echoes":[{"id":"w1","timestamp":"1763700000","message":{"to":"+40 721","type":"text","text":{"body":"a"},"context":{"message_id":"w0"}}}]}`), "40721|out|other_app|sent|text|w1|w0|a|false false"},
		{"the other app's template", by("standby", `"standby":{"message_echoes":[{"id":"w1","timestamp":"1763700000","message":{"to":"40721","type":"template","template":{"name":"welcome"}}}]}`), "40721|out|other_app|sent|template|w1|||false false"},
		{"the past, said by the customer", by("history", `"history":[{"threads":[{"id":"40721","messages":[{"from":"40721","id":"w1",`+text+`}]}]}]`), "40721|in||received|text|w1||a|false false"},
		{"the past, said by us", by("history", `"history":[{"threads":[{"id":"40721","messages":[{"from":"40211","id":"w1",`+text+`,"history_context":{"status":"READ"}}]}]}]`), "40721|out|phone_app|read|text|w1||a|false false"},
		{"the past, said by us to a hidden number", by("history", `"history":[{"threads":[{"id":"x","context":{"user_id":"RO.1"},"messages":[{"id":"w1",`+text+`,"history_context":{"status":"SENT","from_me":true}}]}]}]`), "RO.1|out|phone_app|sent|text|w1||a|false false"},
		{"a file of the past", by("history", `"history":[{"threads":[{"id":"40721","messages":[{"from":"40721","id":"w1","timestamp":"1763700000","type":"media_placeholder"}]}]}]`), "40721|in||received|unsupported|placeholder:w1|||false false"},
		{"the file itself", by("history", `"messages":[{"from":"40721","id":"w1","timestamp":"1763700000","type":"image","image":{"id":"9","caption":"c"}}]`), "40721|in||received|image|w1||c|false false"},
		{"an edited caption", by("messages", `"messages":[{"from":"40721","id":"w2","timestamp":"1763700000","type":"edit","edit":{"original_message_id":"w1","message":{"type":"video","video":{"caption":"new"}}}}]`), "40721|in||received|edit|w2|w1|new|false false"},
		{"the thread is passed to us", by("messaging_handovers", `"sender":{"phone_number":"40721"},"recipient":{"phone_number_id":"300"},"type":"control_passed","timestamp":"1763700000","control_passed":{"new_owner_role":"customer_service"}`), "40721|in||received|handover|handover:pass::40721:1763700000|||false false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parse(t, c.body)
			if got := said(p); !slices.Equal(got, []string{c.want}) || len(p.Problems)+len(p.Events) > 0 {
				t.Errorf("understood %q, want %q; beside it %+v %+v", got, c.want, p.Problems, p.Events)
			}
		})
	}
}

func TestAChangedIdLeadsToTheSamePerson(t *testing.T) {
	for _, c := range []struct {
		name, message string
		known         rules.Address
		also          []rules.Address
	}{
		{"a number", `"from":"40721","system":{"type":"user_changed_number","wa_id":"40722"}`, rules.Address{Phone: "40721"}, []rules.Address{{Phone: "40722"}}},
		{"a number, in old words", `"from":"40721","system":{"type":"customer_changed_number","new_wa_id":"40722"}`, rules.Address{Phone: "40721"}, []rules.Address{{Phone: "40722"}}},
		{"a number and with it the id", `"from":"40721","from_user_id":"RO.2","system":{"type":"user_changed_number","wa_id":"40722","user_id":"RO.2","previous_user_id":"RO.1"}`, rules.Address{Phone: "40721", UserID: "RO.1"}, []rules.Address{{Phone: "40722", UserID: "RO.2"}}},
		{"an id", `"system":{"type":"user_changed_user_id","user_id":"RO.2","previous_user_id":"RO.1"}`, rules.Address{UserID: "RO.1"}, []rules.Address{{UserID: "RO.2"}}},
		{"an id, without the old one", `"system":{"type":"user_changed_user_id","user_id":"RO.2"}`, rules.Address{UserID: "RO.2"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, e := one(t, `{"id":"w1","timestamp":"1763700000","type":"system",`+c.message+`}`)
			if b.Address != c.known || !slices.Equal(b.Also, c.also) || e.Opens || e.Counts || e.Type != rules.System {
				t.Errorf("understood %+v, also %+v, %+v", b.Address, b.Also, e)
			}
		})
	}
}

func TestARenamingThatIsNoFieldIsUnderstoodAllTheSame(t *testing.T) {
	p := parse(t, by("user_id_update", `"user_id_update":[{"wa_id":"40721","user_id":{"previous":"RO.1","current":"RO.2"},"timestamp":1763700000}]`))
	if len(p.Batches) != 1 || p.Batches[0].Address != (rules.Address{UserID: "RO.1", Phone: "40721"}) || !slices.Equal(p.Batches[0].Also, []rules.Address{{UserID: "RO.2"}}) || len(p.Events) != 1 {
		t.Errorf("understood %+v", p)
	}
}

func TestWhatIsAboutTheAccountSaysWhatAndWhen(t *testing.T) {
	for _, c := range []struct {
		name, field, value, want string
		health                   rules.ChannelState
		told                     bool
	}{
		{"a template's review", "message_template_status_update", `"event":"REJECTED","message_template_name":"hi"`, "message_template_status_update|REJECTED|hi|0", "", false},
		{"a template's quality under the wrong field", "message_template_status_update", `"new_quality_score":"YELLOW","message_template_id":9007199254740993,"message_template_name":"hi"`, "message_template_quality_update|YELLOW|hi|0", "", false},
		{"a template's category", "template_category_update", `"new_category":"MARKETING","message_template_name":"hi"`, "template_category_update|MARKETING|hi|0", "", false},
		{"a restriction", "account_update", `"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING"}]`, "account_update|ACCOUNT_RESTRICTION|+40 211|0", rules.Restricted, true},
		{"a ban", "account_update", `"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE"}`, "account_update|DISABLED_UPDATE|+40 211|0", rules.Restricted, true},
		{"its end", "account_update", `"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE"}`, "account_update|DISABLED_UPDATE|+40 211|0", rules.Working, true},
		{"the owner left", "account_update", `"event":"PARTNER_REMOVED"`, "account_update|PARTNER_REMOVED|+40 211|0", rules.Unauthorized, true},
		{"a flagged number", "phone_number_quality_update", `"event":"FLAGGED","display_phone_number":"40211"`, "phone_number_quality_update|FLAGGED|40211|0", rules.Working, true},
		{"a name's decision", "phone_number_name_update", `"decision":"APPROVED","display_phone_number":"40211"`, "phone_number_name_update|APPROVED|40211|0", "", false},
		{"an alert", "account_alerts", `"entity_id":"7","alert_info":{"alert_type":"OBA_APPROVED"}`, "account_alerts|OBA_APPROVED|7|0", "", false},
		{"no more marketing", "user_preferences", `"user_preferences":[{"wa_id":"40721","value":"stop","timestamp":1763700100}]`, "user_preferences|stop|40721|0", "", false},
		{"an error of the account", "messages", `"errors":[{"code":130429}]`, "messages|error|+40 211|130429", "", false},
		{"a history that is not shared", "history", `"history":[{"errors":[{"code":2593109}]}]`, "history|error|+40 211|2593109", "", false},
		{"a group's message", "messages", `"messages":[{"from":"40721","group_id":"g1","id":"w1","timestamp":"1763700100","type":"text","text":{"body":"a"}}]`, "messages|group_message|g1|0", "", false},
		{"a thread of nobody", "messaging_handovers", `"type":"control_taken","recipient":{"phone_number_id":"300"},"control_taken":{"new_owner_role":"ai_agent"},"timestamp":"1763700100"`, "messaging_handovers|control_taken|ai_agent|0", "", false},
		{"no field at all", "", `"event":"ACCOUNT_OFFBOARDED","waba_info":{}`, "account_update|ACCOUNT_OFFBOARDED|+40 211|0", rules.Unauthorized, true},
		{"what nobody knows", "calls", `"calls":[{"id":"c"}]`, "calls||+40 211|0", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parse(t, by(c.field, c.value))
			if len(p.Events) != 1 || len(p.Batches)+len(p.Problems) > 0 {
				t.Fatalf("understood %+v", p)
			}
			e := p.Events[0]
			if got := fmt.Sprintf("%s|%s|%s|%d", e.Field, e.Event, e.Subject, e.Code); got != c.want || e.Account != "300" || e.Holder != "200" || len(e.Details) == 0 {
				t.Errorf("understood %s %+v, want %s", got, e, c.want)
			}
			if e.At.Unix() != 1763700100 {
				t.Errorf("at %s", e.At)
			}
			if h, told := whatsapp.HealthOf(e); told != c.told || h.State != c.health {
				t.Errorf("health %+v %t", h, told)
			}
		})
	}
}

// bodyOf is a webhook with n messages of as many senders, half of them with more than text.
func bodyOf(n int) []byte {
	var messages, contacts []string
	for i := range n {
		messages = append(messages, fmt.Sprintf(`{"from":"4072100%04d","from_user_id":"RO.%d","id":"wamid.%d","timestamp":"1763700000","type":"text","text":{"body":"Does it come in another colour?"},"context":{"id":"wamid.x","forwarded":true}}`, i, i, i))
		if i < 50 {
			contacts = append(contacts, fmt.Sprintf(`{"profile":{"name":"Ana"},"wa_id":"4072100%04d"}`, i))
		}
	}
	return []byte(around(`"contacts":[` + strings.Join(contacts, ",") + `],"messages":[` + strings.Join(messages, ",") + `]`))
}

// A message costs at most 50 µs; how often memory is asked for is guarded, because time on a busy machine is not.
func TestAMessageIsCheapToUnderstand(t *testing.T) {
	body := bodyOf(1000)
	began := time.Now()
	allocations := testing.AllocsPerRun(3, func() {
		tree, err := meta.Read(body)
		if err != nil || len(whatsapp.Parse(tree, received).Batches) != 1000 {
			t.Fatal("not understood")
		}
	}) / 1000
	t.Logf("%.0f allocations and %s a message", allocations, time.Since(began)/4000)
	if allocations > 120 {
		t.Errorf("a message costs %.0f allocations", allocations)
	}
}

func BenchmarkParse(b *testing.B) {
	body := bodyOf(1000)
	for b.Loop() {
		tree, _ := meta.Read(body)
		whatsapp.Parse(tree, received)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/message")
}
