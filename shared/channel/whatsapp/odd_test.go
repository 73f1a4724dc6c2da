package whatsapp_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

// around puts messages (and more) into a body.
func around(value string) string {
	return `{"object":"whatsapp_business_account","entry":[{"id":"200","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"300"},` + value + `}}]}]}`
}

func parse(t *testing.T, body string) channel.Payload {
	t.Helper()
	tree, err := meta.Read([]byte(body))
	if err != nil {
		t.Fatalf("read %s: %v", body, err)
	}
	return whatsapp.Parse(tree, received)
}

// one gives the only entry of a body with one message.
func one(t *testing.T, message string) (channel.Batch, rules.Entry) {
	t.Helper()
	p := parse(t, around(`"messages":[`+message+`]`))
	if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 1 {
		t.Fatalf("understood %+v", p)
	}
	return p.Batches[0], p.Batches[0].Entries[0]
}

func TestEachTypeSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name, message string
		typ           rules.Type
		text, label   string
		opens, counts bool
	}{
		{"text", `"type":"text","text":{"body":"hi"}`, rules.Text, "hi", "", true, true},
		{"text without a body", `"type":"text"`, rules.Text, "", "", true, true},
		{"type left out", `"text":{"body":"hi"}`, rules.Text, "hi", "", true, true},
		{"location", `"type":"location","location":{"latitude":1.5,"longitude":2,"name":"Gara"}`, rules.Location, "", "Location: Gara", true, true},
		{"one contact card", `"type":"contacts","contacts":[{"name":{"formatted_name":"John"}}]`, rules.Contacts, "John", "Contact card: John", true, true},
		{"a card without a name", `"type":"contacts","contacts":[{}]`, rules.Contacts, "", "Contact card", true, true},
		{"two cards", `"type":"contacts","contacts":[{"name":{"formatted_name":"A"}},{}]`, rules.Contacts, "A", "2 contact cards", true, true},
		{"button", `"type":"button","button":{"text":"Yes","payload":"y"}`, rules.Button, "Yes", "Chose Yes", true, true},
		{"button reply", `"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"1","title":"Go"}}`, rules.ButtonReply, "Go", "Chose Go", true, true},
		{"flow", `"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"body":"Sent","response_json":"[1]"}}`, rules.FlowReply, "Sent", "Answered a form", true, true},
		{"call permission", `"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"accept"}}`, rules.Unsupported, "", "Call permission: accept", true, true},
		{"reaction", `"type":"reaction","reaction":{"message_id":"wamid.X","emoji":"👍"}`, rules.React, "👍", "Reaction 👍", true, false},
		{"reaction removed, no emoji", `"type":"reaction","reaction":{"message_id":"wamid.X"}`, rules.React, "", "Removed a reaction", false, false},
		{"reaction removed, empty emoji", `"type":"reaction","reaction":{"message_id":"wamid.X","emoji":""}`, rules.React, "", "Removed a reaction", false, false},
		{"order", `"type":"order","order":{"text":"pls","product_items":[{"item_price":4.99},{}]}`, rules.Order, "pls", "Order, 2 items", true, true},
		{"order of one", `"type":"order","order":{"product_items":[{}]}`, rules.Order, "", "Order, 1 item", true, true},
		{"number changed", `"type":"system","system":{"type":"user_changed_number","wa_id":"41"}`, rules.System, "", "Changed their number", false, false},
		{"edit", `"type":"edit","edit":{"original_message_id":"wamid.X","message":{"type":"text","text":{"body":"b"}}}`, rules.Edit, "b", "Edited a message", false, false},
		{"revoke", `"type":"revoke","revoke":{"original_message_id":"wamid.X"}`, rules.Revoke, "", "Deleted a message", false, false},
		{"poll", `"type":"unsupported","unsupported":{"type":"poll_creation"},"errors":[{"code":131051}]`, rules.Unsupported, "", "Message of a kind that cannot be shown here (poll_creation)", true, true},
		{"withheld", `"type":"unsupported","errors":[{"code":131060}]`, rules.Unsupported, "", "Message that WhatsApp did not pass on: ask the customer to send it again", true, true},
		{"a type of next year", `"type":"hologram","hologram":{"id":"7"}`, rules.Unsupported, "", "Message of a kind that cannot be shown here (hologram)", true, true},
		{"welcome", `"type":"request_welcome"`, rules.Unsupported, "", "Opened the chat for the first time", false, false},
		{"no type at all", `"x":1`, rules.Unsupported, "", "Message of a kind that cannot be shown here", true, true},
		{"type is a number", `"type":5`, rules.Unsupported, "", "Message of a kind that cannot be shown here (5)", true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, e := one(t, `{"from":"40721000111","id":"wamid.1","timestamp":"1763700000",`+c.message+`}`)
			got := fmt.Sprint(e.Type, "|", e.Text, "|", e.Label, "|", e.Opens, e.Counts)
			want := fmt.Sprint(c.typ, "|", c.text, "|", c.label, "|", c.opens, c.counts)
			if got != want {
				t.Errorf("understood %s, want %s", got, want)
			}
			if len(e.Details) > 0 && !json.Valid(e.Details) {
				t.Errorf("details are %s", e.Details)
			}
			if e.Type == rules.React && e.ReplyTo != "wamid.X" {
				t.Errorf("a reaction points at %q", e.ReplyTo)
			}
		})
	}
}

func TestAnImpossibleTimeGivesWayToTheTimeOfArrival(t *testing.T) {
	for stamp, want := range map[string]time.Time{
		`"1763700000"`:    time.Unix(1763700000, 0),
		`1763700000`:      time.Unix(1763700000, 0),
		`"1763700000123"`: time.UnixMilli(1763700000123),
		`"TIMESTAMP"`:     received,
		`"-5"`:            received,
		`"0"`:             received,
		`"1000000000"`:    received,
		`"99999999999"`:   received,
		`null`:            received,
		`"1763700000.5"`:  received,
		fmt.Sprint(received.Add(23 * time.Hour).Unix()):    received.Add(23 * time.Hour),
		fmt.Sprint(received.Add(25 * time.Hour).Unix()):    received,
		`"9223372036854775807"`:                            received,
		fmt.Sprint(received.Add(-90 * 24 * 3600e9).Unix()): received.Add(-90 * 24 * time.Hour),
	} {
		_, e := one(t, `{"from":"40721000111","id":"wamid.1","timestamp":`+stamp+`,"type":"text","text":{"body":"a"}}`)
		if !e.At.Equal(want) {
			t.Errorf("%s is read as %s, want %s", stamp, e.At, want)
		}
		if kept := strings.Contains(string(e.Details), `"timestamp"`); kept != (want.Equal(received) && stamp != `null`) && stamp != `null` {
			t.Errorf("%s is kept in the details: %t", stamp, kept)
		}
	}
}

func TestASenderIsKnownByTheScopedIdFirst(t *testing.T) {
	const text = `"id":"wamid.1","timestamp":"1763700000","type":"text","text":{"body":"a"}}`
	for _, c := range []struct {
		name, value string
		want        rules.Address
		who         string
	}{
		{"phone", `"contacts":[{"wa_id":"40721","profile":{"name":"Ana"}}],"messages":[{"from":"40721",` + text + `]`, rules.Address{Phone: "40721"}, "Ana"},
		{"phone as a number", `"messages":[{"from":40721,` + text + `]`, rules.Address{Phone: "40721"}, ""},
		{"phone with punctuation", `"messages":[{"from":"+40 (721) 1-1",` + text + `]`, rules.Address{Phone: "4072111"}, ""},
		{"both", `"messages":[{"from":"40721","from_user_id":"RO.1",` + text + `]`, rules.Address{Phone: "40721", UserID: "RO.1"}, ""},
		{"scoped id in from", `"messages":[{"from":"RO.1",` + text + `]`, rules.Address{UserID: "RO.1"}, ""},
		{"scoped id of a parent business", `"messages":[{"from":"US.ENT.1",` + text + `]`, rules.Address{UserID: "US.ENT.1"}, ""},
		{"scoped id from the profile", `"contacts":[{"wa_id":"9","user_id":"RO.9"},{"wa_id":"40721","user_id":"RO.1","profile":{"name":"Ana","username":"@ana"}}],"messages":[{"from":"40721",` + text + `]`,
			rules.Address{Phone: "40721", UserID: "RO.1", Username: "ana"}, "Ana"},
		{"only the profile knows", `"contacts":[{"user_id":"RO.1","profile":{"username":"ana"}}],"messages":[{` + text + `]`, rules.Address{UserID: "RO.1", Username: "ana"}, ""},
		{"a lone profile under another form of the number gives its name only", `"contacts":[{"wa_id":"55119","user_id":"BR.1","profile":{"name":"Bia"}}],"messages":[{"from":"5519",` + text + `]`, rules.Address{Phone: "5519"}, "Bia"},
		{"of two profiles neither fits", `"contacts":[{"wa_id":"1","profile":{"name":"A"}},{"wa_id":"2","profile":{"name":"B"}}],"messages":[{"from":"3",` + text + `]`, rules.Address{Phone: "3"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parse(t, around(c.value))
			if len(p.Batches) != 1 {
				t.Fatalf("understood %+v", p)
			}
			if got := p.Batches[0]; got.Address != c.want || got.Name != c.who {
				t.Errorf("written by %+v %q, want %+v %q", got.Address, got.Name, c.want, c.who)
			}
		})
	}
}

func TestMessagesOfOnePersonAreOneBatch(t *testing.T) {
	message := func(who, id string) string {
		return `{` + who + `,"id":"` + id + `","timestamp":"1763700000","type":"text","text":{"body":"a"}}`
	}
	p := parse(t, around(`"messages":[`+strings.Join([]string{
		message(`"from":"40721"`, "a"), message(`"from":"40722"`, "b"), message(`"from":"40721","from_user_id":"RO.1"`, "c"),
		message(`"from_user_id":"RO.1"`, "d"), message(`"from":"40721"`, "a"),
	}, ",")+`]`))
	if len(p.Batches) != 2 {
		t.Fatalf("%d batches, want 2: %+v", len(p.Batches), p.Batches)
	}
	var ids []string
	for _, e := range p.Batches[0].Entries {
		ids = append(ids, e.PlatformID)
	}
	if strings.Join(ids, "") != "acd" {
		t.Errorf("the first person wrote %v, want a, c and d, once each", ids)
	}
	if got := p.Batches[0].Address; got != (rules.Address{Phone: "40721", UserID: "RO.1"}) {
		t.Errorf("the first person is %+v", got)
	}
}

func TestOneBadElementNeverTakesItsNeighboursAlong(t *testing.T) {
	good := `{"from":"40721","id":"wamid.%d","timestamp":"1763700000","type":"text","text":{"body":"a"}}`
	for _, bad := range []string{
		`null`, `5`, `"x"`, `[]`, `{}`, `{"id":"wamid.1"}`, `{"from":"40721"}`, `{"from":"40721","id":""}`, `{"from":{},"id":[]}`,
		`{"from":"40721","id":"` + strings.Repeat("x", 600) + `"}`,
	} {
		p := parse(t, around(`"messages":[`+fmt.Sprintf(good, 1)+`,`+bad+`,`+fmt.Sprintf(good, 2)+`]`))
		if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 2 {
			t.Errorf("beside %.40s: %+v", bad, p.Batches)
		}
		if len(p.Problems) != 1 || p.Problems[0].Code != channel.BadShape || p.Problems[0].Where != "entry[0].changes[0].value.messages[1]" {
			t.Errorf("%.40s is told as %+v", bad, p.Problems)
		}
	}
}

func TestAnyPartOfAnyOtherTypeIsAProblemAndNoMore(t *testing.T) {
	for _, body := range []string{
		`{}`, `{"entry":5}`, `{"entry":[]}`, `{"entry":[null]}`, `{"entry":[{"changes":{}}]}`, `{"entry":[{"changes":[{"value":null}]}]}`,
		`{"entry":[{"changes":[7]}]}`, around(`"statuses":[{}]`), around(`"statuses":[3,{"id":7}]`),
		`{"entry":[{"changes":[{"value":{"messages":[{"id":"a","from":"1"}]}}]}]}`,
	} {
		p := parse(t, body)
		if len(p.Batches)+len(p.Statuses) != 0 || len(p.Problems)+len(p.Events) == 0 {
			t.Errorf("%s is understood as %+v", body, p)
		}
	}
}

func TestWhatAStandbyAppSeesIsStored(t *testing.T) {
	p := parse(t, `{"object":"whatsapp_business_account","entry":[{"id":"200","changes":[{"field":"standby","value":{"metadata":{"phone_number_id":"300"},"standby":{"messages":[{"from":"40721","id":"wamid.1","timestamp":"1763700000","type":"text","text":{"body":"a"}}]}}}]}]}`)
	if len(p.Batches) != 1 || !p.Batches[0].Entries[0].Opens || !p.Batches[0].Entries[0].Counts {
		t.Errorf("understood %+v", p)
	}
}

func TestDetailsStayBelowTheirBound(t *testing.T) {
	long := strings.Repeat(`{"name":{"formatted_name":"`+strings.Repeat("ș", 50)+`"}},`, 400)
	_, e := one(t, `{"from":"40721","id":"wamid.1","timestamp":"1763700000","type":"contacts","referral":{"source_id":"AD"},"contacts":[`+strings.TrimSuffix(long, ",")+`]}`)
	if len(e.Details) > rules.MaxDetails || !json.Valid(e.Details) {
		t.Errorf("%d bytes of details: %.80s", len(e.Details), e.Details)
	}
	if !strings.Contains(string(e.Details), `"AD"`) || !strings.Contains(string(e.Details), `"truncated":["contacts"]`) {
		t.Errorf("what fits is not kept, or what does not is not named: %s", e.Details)
	}
}

func TestMIMEParametersAreKeptAside(t *testing.T) {
	_, e := one(t, `{"from":"40721","id":"wamid.1","timestamp":"1763700000","type":"audio","audio":{"id":"7","mime_type":"Audio/OGG; codecs=opus","voice":true,"sha256":"x","url":"https://lookaside.fbsbx.com/a"}}`)
	if m := e.Media; m.MIME != "audio/ogg" || !m.Voice || m.State != rules.MediaPending || m.URL == "" || m.SHA256 != "x" {
		t.Errorf("media is %+v", m)
	}
	if !strings.Contains(string(e.Details), "codecs=opus") {
		t.Errorf("details are %s", e.Details)
	}
	_, e = one(t, `{"from":"40721","id":"wamid.1","timestamp":"1763700000","type":"image"}`)
	if m := e.Media; m == nil || m.State != rules.MediaFailed || m.Problem == "" {
		t.Errorf("a picture without a file is %+v", m)
	}
}

func TestAFailedStatusSaysWhy(t *testing.T) {
	p := parse(t, around(`"statuses":[{"id":"wamid.1","status":"failed","timestamp":"1763700000","biz_opaque_callback_data":"x","errors":[{"code":"131047","title":"Re-engagement message","error_data":{"details":"more than 24 hours"}}]},{"id":"wamid.2","status":"failed","timestamp":"1"},{"id":"wamid.3","status":"warning"}]`))
	if len(p.Statuses) != 2 || len(p.Events) != 1 {
		t.Fatalf("understood %+v", p)
	}
	if got := *p.Statuses[0].Report.Error; got != (rules.SendError{Code: 131047, Reason: "window_closed", Details: "more than 24 hours"}) {
		t.Errorf("the reason is %+v", got)
	}
	if p.Statuses[0].Correlation != "x" || p.Statuses[1].Report.Error.Reason != "refused" {
		t.Errorf("understood %+v", p.Statuses)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(around(`"messages":[{"from":"40721","id":"wamid.1","timestamp":"1763700000","type":"text","text":{"body":"a"},"context":{"id":"b"}}]`)))
	f.Add([]byte(around(`"messages":[{"from":1,"id":2,"timestamp":3,"type":"contacts","contacts":{"name":5}},null,[[]],{"type":"interactive","interactive":{"type":"list_reply","list_reply":[]}}]`)))
	f.Add([]byte(around(`"statuses":[{"id":"a","status":"failed","errors":{}}],"errors":[1],"standby":{"messages":{}},"contacts":[[],{"profile":"x"}]`)))
	f.Add([]byte(`{"entry":{"changes":{"value":{"messages":{"id":"a","from":"b"},"metadata":{"phone_number_id":1}}}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		tree, err := meta.Read(body)
		if err != nil {
			return
		}
		p := whatsapp.Parse(tree, received)
		for _, b := range p.Batches {
			for _, e := range b.Entries {
				if !e.Key.Valid() || e.PlatformID == "" || len(e.Details) > rules.MaxDetails || (len(e.Details) > 0 && !json.Valid(e.Details)) {
					t.Errorf("entry %+v", e)
				}
			}
			if b.Account == "" || len(b.Entries) == 0 || b.Address.UserID+b.Address.Phone == "" {
				t.Errorf("batch %+v", b)
			}
		}
	})
}
