package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// message is one text as WhatsApp sends it.
func message(from, id string, at time.Time, text string) string {
	return fmt.Sprintf(`{"from":%q,"id":%q,"timestamp":"%d","type":"text","text":{"body":%q}}`, from, id, at.Unix(), text)
}

func status(id, state, correlation string, at time.Time) string {
	return fmt.Sprintf(`{"id":%q,"status":%q,"timestamp":"%d","recipient_id":"1","biz_opaque_callback_data":%q}`, id, state, at.Unix(), correlation)
}

// body puts messages and statuses into a payload for an account.
func body(account string, messages, statuses []string) string {
	return `{"object":"whatsapp_business_account","entry":[{"id":"200","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"` +
		account + `"},"messages":[` + strings.Join(messages, ",") + `],"statuses":[` + strings.Join(statuses, ",") + `]}}]}]}`
}

func (h house) find(platformID string) (rules.Entry, error) {
	return h.store.EntryByPlatformID(h.t.Context(), h.admin, h.channel.ID, platformID)
}

func (h house) quarantined() []store.Quarantined {
	h.t.Helper()
	page, err := h.store.Quarantines(h.t.Context(), h.admin, "", 100)
	must(h.t, err)
	return page.Items
}

func TestWhatIsAcknowledgedIsStoredOnce(t *testing.T) {
	h := open(t)
	now := clock.Now()
	b := body("300", []string{message("40721000111", "wamid.1", now, "Bună"), message("40721000111", "wamid.2", now.Add(time.Second), "Alo?")}, nil)
	for range 3 {
		if got := h.post(b); got != 200 {
			t.Fatalf("answered %d", got)
		}
	}
	e, err := h.find("wamid.2")
	must(t, err)
	if e.Text != "Alo?" || e.Direction != rules.In || !e.At.Equal(now.Add(time.Second).Truncate(time.Second)) {
		t.Errorf("stored %+v", e)
	}
	head, err := h.store.Head(t.Context(), h.ws, e.Conversation)
	must(t, err)
	if head.Unread != 2 || head.Address.Phone != "40721000111" || !head.WindowOpen(now) {
		t.Errorf("the head is %+v", head)
	}
	if len(h.quarantined()) != 0 {
		t.Errorf("put aside: %v", h.quarantined())
	}
}

func TestAStatusFindsItsMessageByCorrelationOrByThePlatformsId(t *testing.T) {
	h := open(t)
	now := clock.Now()
	h.post(body("300", []string{message("40721000111", "wamid.1", now, "Bună")}, nil))
	in, err := h.find("wamid.1")
	must(t, err)
	var key rules.EntryKey
	_, err = h.store.ChangeAs(t.Context(), h.admin, in.Conversation, 0, func(c rules.Conversation) (rules.Change, error) {
		change, err := rules.Reply(c, rules.Draft{ClientID: "01", At: now, By: "u1", Text: "Salut"}, now)
		key = change.Entries[0].Key
		return change, err
	})
	must(t, err)
	if got := h.post(body("300", nil, []string{status("wamid.out", "delivered", channel.Correlation(in.Conversation, key), now)})); got != 200 {
		t.Fatalf("answered %d", got)
	}
	out, err := h.find("wamid.out")
	must(t, err)
	if out.Key != key || out.Status != rules.Delivered {
		t.Errorf("by correlation: %+v", out)
	}
	h.post(body("300", nil, []string{status("wamid.out", "sent", "", now), status("wamid.out", "read", "", now)}))
	if out, err = h.find("wamid.out"); err != nil || out.Status != rules.Read {
		t.Errorf("by the platform's id: %s, %v", out.Status, err)
	}
	if got := h.post(body("300", nil, []string{status("wamid.foreign", "sent", "1.nowhere.0000000000001.abcdefghij", now)})); got != 200 {
		t.Errorf("a status of somebody else's message is answered %d", got)
	}
}

func TestWhatCannotBeUsedIsKeptWhereAnAdminSeesIt(t *testing.T) {
	now := clock.Now()
	for _, c := range []struct {
		name, body, reason, account string
	}{
		{"no JSON", `{"object":`, "bad_json", ""},
		{"another object", `{"object":"permissions","entry":[]}`, "unknown_object", ""},
		{"a Page's body with nothing in it", `{"object":"page","entry":[]}`, "bad_shape", ""},
		{"no object", `{}`, "unknown_object", ""},
		{"an account nobody connected", body("999", []string{message("40721000111", "wamid.1", now, "a")}, nil), "unknown_account", "999"},
		{"a status of such an account", body("999", nil, []string{status("wamid.1", "sent", "", now)}), "unknown_account", "999"},
		{"a message without an id", body("300", []string{`{"from":"40721"}`}, nil), "bad_shape", "300"},
		{"nothing in it", `{"object":"whatsapp_business_account"}`, "bad_shape", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			for range 2 {
				if got := h.post(c.body); got != 200 {
					t.Fatalf("answered %d", got)
				}
			}
			list := h.quarantined()
			if len(list) == 0 || list[0].Reason != c.reason || list[0].Account != c.account {
				t.Fatalf("put aside %+v", list)
			}
			if kept, ok := h.objects.All()[list[0].Object]; !ok || len(kept) != list[0].Size {
				t.Errorf("the bytes are not in the bucket: %v", h.objects.All())
			}
		})
	}
}

func TestOneBadElementDoesNotTakeItsNeighboursAlong(t *testing.T) {
	h := open(t)
	now := clock.Now()
	b := body("300", []string{message("40721000111", "wamid.1", now, "a"), `{"id":7}`, message("40721000112", "wamid.2", now, "b")}, []string{`null`, status("wamid.x", "sent", "", now)})
	if got := h.post(b); got != 200 {
		t.Fatalf("answered %d", got)
	}
	for _, id := range []string{"wamid.1", "wamid.2", "wamid.x"} {
		if _, err := h.find(id); err != nil {
			t.Errorf("%s is lost: %v", id, err)
		}
	}
	if list := h.quarantined(); len(list) != 1 || list[0].Account != "300" {
		t.Errorf("put aside %+v", list)
	}
}

func TestWhatIsAboutAnAccountIsKeptOnceWhereAnAdminSeesIt(t *testing.T) {
	h := open(t)
	b := `{"object":"whatsapp_business_account","entry":[{"id":"200","time":1750000000,"changes":[{"field":"message_template_status_update","value":{"event":"APPROVED","message_template_name":"welcome","message_template_id":12345678901234567890}}]}]}`
	for range 2 {
		if got := h.post(b); got != 200 {
			t.Fatalf("answered %d", got)
		}
	}
	page, err := h.store.AccountEvents(t.Context(), h.admin, "", "", 10)
	must(t, err)
	if len(page.Items) != 1 {
		t.Fatalf("kept %d events", len(page.Items))
	}
	e := page.Items[0]
	if e.Event != "APPROVED" || e.Subject != "welcome" || e.Account != "200" || e.At.Unix() != 1750000000 || !strings.Contains(string(e.Details), "12345678901234567890") {
		t.Errorf("kept %+v %s", e, e.Details)
	}
	if len(h.objects.All()) != 0 {
		t.Errorf("put aside %v", h.objects.All())
	}
}

func TestAPlatformIsAskedToComeAgainWhenSomethingCannotBeStored(t *testing.T) {
	h := open(t)
	h.objects.Away.Store(true)
	if got := h.post(`{"object":`); got != 500 {
		t.Errorf("a body that is neither stored nor kept is answered %d", got)
	}
	now := clock.Now()
	mixed := body("300", []string{message("40721000111", "wamid.1", now, "a"), `{"id":7}`}, nil)
	if got := h.post(mixed); got != 500 {
		t.Errorf("half a body is answered %d", got)
	}
	if _, err := h.find("wamid.1"); err != nil {
		t.Errorf("the other half is not stored: %v", err)
	}
	h.objects.Away.Store(false)
	if got := h.post(mixed); got != 200 {
		t.Errorf("the second time it is answered %d", got)
	}
	if e, err := h.find("wamid.1"); err != nil || e.Text != "a" {
		t.Errorf("after both times: %+v, %v", e, err)
	}
}

func TestAThousandMessagesInOneBodyAreStoredInTime(t *testing.T) {
	h := open(t)
	now := clock.Now()
	var messages []string
	for i := range 1000 {
		messages = append(messages, message(fmt.Sprint(40721000000+i), fmt.Sprint("wamid.", i), now.Add(time.Duration(i)*time.Second/1000), "text"))
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	if got := h.post(body("300", messages, nil)); got != 200 {
		t.Fatalf("answered %d", got)
	}
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	t.Logf("1,000 messages of 1,000 new customers: %s, %d MB allocated, %d MB held by the process", took, (after.TotalAlloc-before.TotalAlloc)>>20, after.Sys>>20)
	if after.Sys > 256<<20 {
		t.Errorf("the process holds %d MB, more than the function has", after.Sys>>20)
	}
	for _, id := range []string{"wamid.0", "wamid.500", "wamid.999"} {
		if _, err := h.find(id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestTheLogTellsNothingAboutPeople(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	h := open(t)
	now := clock.Now()
	h.post(body("300", []string{message("40721000111", "wamid.1", now, "my secret"), `{"from":"40721000112","text":"hush"}`}, nil))
	h.post(body("999", []string{message("40721000113", "wamid.2", now, "another secret")}, nil))
	for _, word := range []string{"secret", "40721000", "hush", "wamid"} {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log says %q:\n%s", word, log.String())
		}
	}
	if !strings.Contains(log.String(), `"channels":["ch1"]`) || !strings.Contains(log.String(), `"outcome":"taken"`) {
		t.Errorf("the log does not say what happened:\n%s", log.String())
	}
}

// Recorded payloads that other people keep are read from the folder that TRANSOM_PAYLOADS names.
func TestRecordedPayloadsAreAllAcknowledged(t *testing.T) {
	dir := os.Getenv("TRANSOM_PAYLOADS")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "channel", "whatsapp")
		t.Log("TRANSOM_PAYLOADS is not set: only our own payloads are tried")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no payloads in %s: %v", dir, err)
	}
	h := open(t)
	for _, account := range []string{"106540352242922", "10634295353625", "1111111111111111"} {
		ch := rules.Channel{ID: rules.ChannelID("ch" + account), Kind: rules.WhatsApp, AccountID: account, Name: "Desk", CreatedAt: clock.Now()}
		must(t, h.store.ConnectChannel(t.Context(), h.ws, ch))
	}
	slices.Sort(files)
	for _, file := range files {
		b, err := os.ReadFile(file)
		must(t, err)
		for range 2 {
			if got := h.post(string(b)); got != 200 {
				t.Errorf("%s is answered %d", filepath.Base(file), got)
			}
		}
	}
	if _, err := h.find("wamid.none"); !errors.As(err, new(*fault.Error)) {
		t.Errorf("what nobody sent is found: %v", err)
	}
}

func TestAMessageWithAnImpossibleTimeIsStoredOnce(t *testing.T) {
	h := open(t)
	b := body("300", []string{`{"from":"40721000111","id":"wamid.odd","timestamp":"TIMESTAMP","type":"text","text":{"body":"when?"}}`}, nil)
	for range 3 {
		if got := h.post(b); got != 200 {
			t.Fatalf("answered %d", got)
		}
	}
	e, err := h.find("wamid.odd")
	must(t, err)
	head, err := h.store.Head(t.Context(), h.ws, e.Conversation)
	must(t, err)
	if head.Unread != 1 || !head.WindowOpen(clock.Now()) {
		t.Errorf("%d unread, window until %s", head.Unread, head.WindowClosesAt)
	}
}

func TestAChangedNumberGoesOnInTheSameConversation(t *testing.T) {
	now := clock.Now()
	change := func(kind, members string) string {
		return fmt.Sprintf(`{"from":"40721000111","id":"wamid.change","timestamp":"%d","type":"system","system":{"body":"changed","type":%q,%s}}`, now.Unix(), kind, members)
	}
	for _, c := range []struct {
		name, change, from string
	}{
		{"the number, as it is told now", change("user_changed_number", `"wa_id":"40733000222"`), `"from":"40733000222"`},
		{"the number, as it was told", change("customer_changed_number", `"new_wa_id":"40733000222"`), `"from":"40733000222"`},
		{"the number and the id", change("user_changed_number", `"wa_id":"40733000222","user_id":"RO.2","previous_user_id":"RO.1"`), `"from_user_id":"RO.2"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			h.post(body("300", []string{message("40721000111", "wamid.1", now, "before")}, nil))
			h.post(body("300", []string{c.change}, nil))
			h.post(body("300", []string{fmt.Sprintf(`{%s,"id":"wamid.2","timestamp":"%d","type":"text","text":{"body":"after"}}`, c.from, now.Unix()+1)}, nil))
			first, err := h.find("wamid.1")
			must(t, err)
			second, err := h.find("wamid.2")
			must(t, err)
			if first.Conversation != second.Conversation {
				t.Errorf("before the change in %s, after it in %s", first.Conversation, second.Conversation)
			}
		})
	}
}
