package messaging_test

import (
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/rules"
)

func TestAnEchoSaysWhoWrote(t *testing.T) {
	const body = `"message":{"mid":"m1","text":"a","is_echo":true`
	for _, c := range []struct {
		name, element string
		via           rules.Via
	}{
		{"the Page's inbox", to(body + `,"app_id":263902037430900}`), rules.ViaPage},
		{"the Page's inbox, as it is also printed", to(body + `,"app_id":"26390203743090"}`), rules.ViaPage},
		{"Instagram's inbox", to(body + `,"app_id":1217981644879628}`), rules.ViaPage},
		{"no app", to(body + `}`), rules.ViaPage},
		{"another app", to(body + `,"app_id":555}`), rules.ViaApp},
		{"another app, with a note of its own", to(body + `,"app_id":555,"metadata":"order-5"}`), rules.ViaApp},
		{"known by its sender alone", to(`"message":{"mid":"m1","text":"a"}`), rules.ViaPage},
		{"a picture", to(`"message":{"mid":"m1","text":"a","is_echo":true,"attachments":[{"type":"image","payload":{"url":"https://a.b"}}]}`), rules.ViaPage},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := one(t, c.element)
			if e.Direction != rules.Out || e.Via != c.via || e.Status != rules.Sent || e.Opens || e.Counts || e.PlatformID != "m1" || e.Text != "a" || !e.SentAt.Equal(e.At) {
				t.Errorf("understood %+v", e)
			}
		})
	}
}

func TestOurOwnMessageComesBackAsAStatus(t *testing.T) {
	id := rules.NewConversationID("ws", "ch", "co")
	key := rules.MessageKey(time.UnixMilli(1763700000000), "01J")
	p := parse(t, among(to(`"message":{"mid":"m1","text":"a","is_echo":true,"app_id":555,"metadata":"`+channel.Correlation(id, key)+`"}`)))
	if len(p.Statuses) != 1 || len(p.Batches)+len(p.Problems) > 0 {
		t.Fatalf("understood %+v", p)
	}
	want := channel.Status{Account: "100", Correlation: channel.Correlation(id, key), Report: rules.Report{Status: rules.Sent, At: time.UnixMilli(1763700000000).UTC(), PlatformID: "m1"}}
	if got := p.Statuses[0]; got != want {
		t.Errorf("understood %+v, want %+v", got, want)
	}
}

func TestACustomerCannotPassAMessageOffAsOurs(t *testing.T) {
	id, key := rules.NewConversationID("ws", "ch", "co"), rules.MessageKey(time.UnixMilli(1763700000000), "01J")
	if e := one(t, from(`"message":{"mid":"m1","text":"a","metadata":"`+channel.Correlation(id, key)+`"}`)); e.Direction != rules.In || !e.Counts {
		t.Errorf("understood %+v", e)
	}
}

func TestWhatTheAccountWritesToItselfIsNothing(t *testing.T) {
	for _, element := range []string{
		`{"sender":{"id":"100"},"recipient":{"id":"100"},"message":{"mid":"m1","text":"a","is_echo":true,"is_self":true}}`,
		`{"sender":{"id":"100"},"recipient":{"id":"7"},"message":{"mid":"m1","text":"a","is_self":"true"}}`,
	} {
		if p := parse(t, among(element)); len(p.Batches)+len(p.Problems)+len(p.Statuses)+len(p.Events) > 0 {
			t.Errorf("%s is understood as %+v", element, p)
		}
	}
}

func TestWhatWeTookBackIsAboutOurMessage(t *testing.T) {
	e := one(t, to(`"message":{"mid":"m1","is_echo":true,"is_deleted":true}`))
	if e.Type != rules.Revoke || e.Direction != rules.Out || e.ReplyTo != "m1" || e.Via != rules.ViaPage {
		t.Errorf("understood %+v", e)
	}
}

func TestWhatAStandbyAppSeesIsStored(t *testing.T) {
	p := parse(t, `{"entry":[{"id":"100","time":1763700009000,"standby":[`+from(`"message":{"mid":"m1","text":"a"}`)+`,`+
		to(`"message":{"mid":"m2","text":"b","is_echo":true}`)+`,`+from(`"postback":{"title":"Go"}`)+`]}]}`)
	if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 3 {
		t.Fatalf("understood %+v", p)
	}
	said, echo, tap := p.Batches[0].Entries[0], p.Batches[0].Entries[1], p.Batches[0].Entries[2]
	if !said.Opens || !said.Counts || !tap.Opens {
		t.Errorf("the customer's are %+v and %+v", said, tap)
	}
	if echo.Via != rules.ViaApp || echo.Direction != rules.Out {
		t.Errorf("the other app's is %+v", echo)
	}
}

func TestTheDashboardsButtonSendsMessagesAsChanges(t *testing.T) {
	p := parse(t, `{"entry":[{"id":"0","time":1763700009,"changes":[{"field":"messages","value":{"sender":{"id":"12334"},"recipient":{"id":"23245"},"timestamp":"1763700000","message":{"mid":"random_mid","text":"random_text"}}}]}]}`)
	if len(p.Batches) != 1 || p.Batches[0].Account != "23245" || p.Batches[0].Entries[0].Text != "random_text" || !p.Batches[0].Entries[0].At.Equal(time.Unix(1763700000, 0)) {
		t.Errorf("understood %+v", p)
	}
}
