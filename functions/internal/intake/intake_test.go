package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/functions/internal/awstest"
	"transom/functions/internal/intake"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// house is a deployment with one workspace, a WhatsApp number and a Page.
type house struct {
	t       *testing.T
	in      *intake.Intake
	store   *store.Store
	objects *awstest.Objects
	ws      store.Workspace
	admin   store.Viewer
}

func open(t *testing.T) house {
	t.Helper()
	s := storetest.New(t)
	ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
	must(t, err)
	b, objects := awstest.Bucket(t)
	admin := rules.Member{ID: "u1", Email: "a@example.com", Name: "Ana", Role: rules.Admin}
	must(t, s.PutMember(t.Context(), ws, admin))
	h := house{t, intake.New(s, b), s, objects, ws, store.Viewer{Workspace: ws, Member: admin}}
	h.connect("wa", rules.WhatsApp, "300", "200")
	h.connect("fb", rules.Messenger, "400", "")
	h.connect("ig", rules.Instagram, "500", "")
	return h
}

func (h house) connect(id rules.ChannelID, kind rules.ChannelKind, account, holder string) {
	h.t.Helper()
	must(h.t, h.store.ConnectChannel(h.t.Context(), h.ws, rules.Channel{
		ID: id, Kind: kind, AccountID: account, Holder: holder, Name: "Desk", NewStatus: rules.Open, CreatedAt: clock.Now()}))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h house) take(body string) {
	h.t.Helper()
	must(h.t, h.in.Take(h.t.Context(), []byte(body)))
}

func (h house) aside() []store.Quarantined {
	h.t.Helper()
	page, err := h.store.Quarantines(h.t.Context(), h.admin, "", 100)
	must(h.t, err)
	return page.Items
}

func (h house) find(channel rules.ChannelID, id string) (rules.Entry, bool) {
	h.t.Helper()
	e, err := h.store.EntryByPlatformID(h.t.Context(), h.admin, channel, id)
	if fault.KindOf(err) == fault.Missing {
		return e, false
	}
	must(h.t, err)
	return e, true
}

// whatsapp is a body for an account with these members of its value.
func whatsapp(account, value string) string {
	return fmt.Sprintf(`{"object":"whatsapp_business_account","entry":[{"id":"200","time":1763700000,"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":%q},%s}}]}]}`, account, value)
}

func text(id string) string {
	return fmt.Sprintf(`{"from":"40721000111","id":%q,"timestamp":"%d","type":"text","text":{"body":"hello"}}`, id, time.Now().Unix())
}

func TestEveryPlatformComesInByTheSameDoor(t *testing.T) {
	h := open(t)
	now := time.Now().UnixMilli()
	h.take(whatsapp("300", `"messages":[`+text("w1")+`]`))
	h.take(fmt.Sprintf(`{"object":"page","entry":[{"id":"400","time":%d,"messaging":[{"sender":{"id":"77"},"recipient":{"id":"400"},"timestamp":%d,"message":{"mid":"m1","text":"hello"}}]}]}`, now, now))
	h.take(fmt.Sprintf(`{"object":"instagram","entry":[{"id":"500","time":%d,"changes":[{"field":"comments","value":{"id":"c1","text":"nice","from":{"id":"88","username":"max"},"media":{"id":"p1"}}}]}]}`, now))
	for channel, id := range map[rules.ChannelID]string{"wa": "w1", "fb": "m1", "ig": "c1"} {
		if e, ok := h.find(channel, id); !ok || e.Text == "" {
			t.Errorf("%s: found %t %+v", channel, ok, e)
		}
	}
	if e, _ := h.find("ig", "c1"); e.Comment == nil {
		t.Error("a comment has lost its place")
	}
	if list := h.aside(); len(list) != 0 {
		t.Errorf("put aside %+v", list)
	}
}

func TestAMarkMovesWhatTheCustomerWasSent(t *testing.T) {
	h := open(t)
	now := time.Now().UnixMilli()
	page := `{"object":"page","entry":[{"id":"400","time":%d,"messaging":[%s]}]}`
	h.take(fmt.Sprintf(page, now, fmt.Sprintf(`{"sender":{"id":"400"},"recipient":{"id":"77"},"timestamp":%d,"message":{"mid":"m1","text":"hello","is_echo":true,"app_id":1}}`, now)))
	h.take(fmt.Sprintf(page, now, fmt.Sprintf(`{"sender":{"id":"77"},"recipient":{"id":"400"},"timestamp":%d,"read":{"watermark":%d}}`, now+2000, now+1000)))
	if e, ok := h.find("fb", "m1"); !ok || e.Status != rules.Read || e.Via == "" {
		t.Errorf("found %t %+v", ok, e)
	}
}

func TestAnEventBelongsToTheChannelsItConcerns(t *testing.T) {
	h := open(t)
	h.connect("wa2", rules.WhatsApp, "301", "200")
	event := func(holder, value string) string {
		return fmt.Sprintf(`{"object":"whatsapp_business_account","entry":[{"id":%q,"time":1763700000,"changes":[{"field":"account_update","value":%s}]}]}`, holder, value)
	}
	h.take(event("200", `{"event":"ACCOUNT_RESTRICTION"}`))
	h.take(event("999", `{"event":"ACCOUNT_DELETED"}`))
	page, err := h.store.AccountEvents(t.Context(), h.admin, "", "", 50)
	must(t, err)
	got := map[string]int{}
	for _, e := range page.Items {
		got[string(e.Channel)+" "+e.Event]++
	}
	for _, want := range []string{"wa ACCOUNT_RESTRICTION", "wa2 ACCOUNT_RESTRICTION", " ACCOUNT_DELETED"} {
		if got[want] != 1 {
			t.Errorf("events are %v, want one %q", got, want)
		}
	}
	for _, id := range []rules.ChannelID{"wa", "wa2"} {
		ch, err := h.store.Channel(t.Context(), h.ws, id)
		must(t, err)
		if ch.Health.State != rules.Restricted || ch.Health.Reason != "ACCOUNT_RESTRICTION" {
			t.Errorf("%s is %+v", id, ch.Health)
		}
	}
}

func TestALookChangesNothing(t *testing.T) {
	h := open(t)
	h.take(whatsapp("300", `"messages":[`+text("w0")+`]`))
	body := whatsapp("300", `"messages":[`+text("w0")+`,`+text("w1")+`,{"id":7},{"from":"40721000111","id":"w2","timestamp":"1763700000","type":"reaction","reaction":{"message_id":"w0","emoji":"x"}}],"statuses":[{"id":"out","status":"read","timestamp":"1763700000"}]`)
	u, err := h.in.Preview(t.Context(), h.admin, []byte(body), "")
	must(t, err)
	if len(u.Messages) != 3 || len(u.Statuses) != 1 || len(u.Problems) != 1 || len(u.Accounts) != 1 || !u.Accounts[0].Known || u.Accounts[0].ChannelID != "wa" {
		t.Fatalf("understood %+v", u)
	}
	effects := strings.Join(u.Effects, "\n")
	for _, want := range []string{"Message w0 is stored already", "Message w0 is changed by w2", "gets 2 new entries", "waits for message out", "1 element is put aside"} {
		if !strings.Contains(effects, want) {
			t.Errorf("the effects do not say %q:\n%s", want, effects)
		}
	}
	for _, other := range []string{`{`, `{"object":"else"}`, whatsapp("999", `"messages":[`+text("w9")+`]`), `{"object":"page","entry":[{"id":"400","changes":[{"field":"feed","value":{"item":"post","verb":"add","post_id":"p"}}]}]}`} {
		u, err := h.in.Preview(t.Context(), h.admin, []byte(other), "")
		must(t, err)
		if len(u.Effects) == 0 {
			t.Errorf("nothing would be done about %s", other)
		}
	}
	if _, ok := h.find("wa", "w1"); ok {
		t.Error("a look has stored a message")
	}
	if e, _ := h.find("wa", "w0"); len(e.Reactions) != 0 {
		t.Error("a look has stored a reaction")
	}
	if len(h.aside())+len(h.objects.All()) != 0 {
		t.Error("a look has put something aside")
	}
	if page, err := h.store.AccountEvents(t.Context(), h.admin, "", "", 10); err != nil || len(page.Items) != 0 {
		t.Errorf("a look has kept %v, %v", page.Items, err)
	}
}

func TestOnlyAdminsLookAndTryAgain(t *testing.T) {
	h := open(t)
	agent := h.admin
	agent.Role = rules.Agent
	if _, err := h.in.Preview(t.Context(), agent, []byte(`{}`), ""); err == nil {
		t.Error("an agent may look")
	}
	if _, _, err := h.in.Replay(t.Context(), agent, h.ws, store.Quarantined{}, []byte(`{}`)); err == nil {
		t.Error("an agent may try again")
	}
}

// again replays what is in quarantine, with the bytes that are in the bucket.
func (h house) again(ctx context.Context, q store.Quarantined) bool {
	h.t.Helper()
	_, kept, err := h.store.QuarantinedOne(ctx, h.admin, q.At, q.ID)
	must(h.t, err)
	_, done, err := h.in.Replay(ctx, h.admin, kept, q, []byte(h.objects.All()[q.Object]))
	must(h.t, err)
	return done
}

func TestWhatWasPutAsideIsTakenOnceItsAccountIsConnected(t *testing.T) {
	h := open(t)
	h.take(whatsapp("999", `"messages":[`+text("w1")+`]`))
	q := h.aside()[0]
	if h.again(t.Context(), q) {
		t.Error("a body of nobody's is said to be used")
	}
	h.connect("new", rules.WhatsApp, "999", "")
	if !h.again(t.Context(), q) {
		t.Error("the body is not used")
	}
	if _, ok := h.find("new", "w1"); !ok {
		t.Error("the message is lost")
	}
	if list := h.aside(); len(list) != 0 {
		t.Errorf("still aside: %+v", list)
	}
}

func TestElementsArePutAsideInAnEnvelopeThatCanBeTriedAgain(t *testing.T) {
	h := open(t)
	h.take(whatsapp("300", `"contacts":[{"wa_id":"40721000111","profile":{"name":"Ana"}}],"messages":[`+text("w1")+`,{"type":"w2"}],"statuses":[{"id":"s","status":"sent","timestamp":"1"},{"status":"read"}]`))
	list := h.aside()
	if len(list) != 1 {
		t.Fatalf("put aside %+v", list)
	}
	part := h.objects.All()[list[0].Object]
	for word, there := range map[string]bool{`"w2"`: true, `"read"`: true, `"phone_number_id":"300"`: true, `"Ana"`: true, `"object"`: true, `"w1"`: false, `"sent"`: false} {
		if strings.Contains(part, word) != there {
			t.Errorf("the part has %s: %t\n%s", word, !there, part)
		}
	}
	if h.again(t.Context(), list[0]) || len(h.aside()) != 1 {
		t.Error("what still cannot be used has left the quarantine")
	}
	fixed := strings.Replace(strings.Replace(part, `{"type":"w2"}`, text("w2"), 1), `{"status":"read"}`, `{"id":"s","status":"read","timestamp":"1"}`, 1)
	_, done, err := h.in.Replay(t.Context(), h.admin, h.ws, list[0], []byte(fixed))
	must(t, err)
	if _, ok := h.find("wa", "w2"); !done || !ok || len(h.aside()) != 0 {
		t.Errorf("done %t, found %t, aside %+v", done, ok, h.aside())
	}
}

func TestAnotherWorkspacesAccountIsNobodysForAnAdmin(t *testing.T) {
	h := open(t)
	other, err := h.store.CreateWorkspace(t.Context(), "w2", "Other")
	must(t, err)
	stranger := h.admin
	stranger.Workspace = other
	u, err := h.in.Preview(t.Context(), stranger, []byte(whatsapp("300", `"messages":[`+text("w1")+`]`)), "")
	must(t, err)
	if u.Accounts[0].Known || u.Accounts[0].ChannelID != "" {
		t.Errorf("another workspace's channel is told: %+v", u.Accounts)
	}
	_, done, err := h.in.Replay(t.Context(), stranger, other, store.Quarantined{Reason: intake.UnknownAccount, Account: "300"}, []byte(whatsapp("300", `"messages":[`+text("w1")+`]`)))
	must(t, err)
	if _, ok := h.find("wa", "w1"); done || ok {
		t.Errorf("another workspace's admin has written: done %t, stored %t", done, ok)
	}
}
