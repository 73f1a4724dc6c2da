package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/functions/internal/awstest"
	"transom/shared/channel/meta/metatest"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

func TestADeadTokenStopsTheChannelAndNothingIsLost(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.Messenger, AccountID: "page"})
	now := clock.Now()
	b.graph.Answer = func(metatest.Request) (int, string) { return 401, `{"error":{"code":190,"error_subcode":463}}` }
	a, c := b.person("a", rules.Messages, rules.Entry{PlatformID: "m_a", At: now}), b.person("c", rules.Messages, rules.Entry{PlatformID: "m_c", At: now})
	var refs []store.Ref
	refs = append(refs, b.drafts(a, rules.Draft{Text: "one", At: now}))
	b.run()
	refs = append(refs, b.drafts(a, rules.Draft{Text: "two", At: now.Add(time.Second)}), b.drafts(c, rules.Draft{Text: "three", At: now}))
	batch, again := b.run()
	if n := len(b.graph.Seen()); n != 1 || again != 0 {
		t.Errorf("the platform was asked %d times, %d come again", n, again)
	}
	if h := b.health(); h.State != rules.Unauthorized || h.Reason != "channel_unauthorized" || h.Since.IsZero() {
		t.Errorf("the channel is %+v", h)
	}
	for _, ref := range refs {
		if e := b.entry(ref); e.Status != rules.Queued || e.Error == nil || e.Error.Reason != "channel_unauthorized" {
			t.Errorf("a message is %s %+v", e.Status, e.Error)
		}
	}
	if _, again := b.run(); again != 0 || b.again(batch) != 0 || len(b.graph.Seen()) != 1 {
		t.Errorf("what is parked is tried before its time: %d calls", len(b.graph.Seen()))
	}

	b.graph.Answer = func(metatest.Request) (int, string) { return 200, taken }
	b.must(b.desk.Store.SetHealth(t.Context(), b.ws, b.channel.ID, rules.Health{State: rules.Working, Since: clock.Now()}))
	if n := b.wakeAll(); n != 3 {
		t.Errorf("%d timers wake messages", n)
	}
	for range 2 { // the first of a conversation wakes the second
		if _, again := b.run(); again != 0 {
			t.Errorf("%d come again", again)
		}
	}
	for _, ref := range refs {
		if e := b.entry(ref); e.Status != rules.Sent || e.Error != nil {
			t.Errorf("a message is %s %+v", e.Status, e.Error)
		}
	}
	if n := len(b.graph.Seen()); n != 4 {
		t.Errorf("%d calls for three messages and one refusal", n)
	}
	if h := b.health(); h.State != rules.Working {
		t.Errorf("the channel is %+v", h)
	}
}

func TestATokenThatAnAdminReplacedIsUsedAtOnce(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.Messenger, AccountID: "page"})
	values := map[secret.Name]string{secret.ChannelToken("ch2"): "old"}
	b.courier.secrets = awstest.Secrets(t, values)
	b.graph.Answer = func(r metatest.Request) (int, string) {
		if r.Token == "Bearer old" {
			return 401, `{"error":{"code":190}}`
		}
		return 200, taken
	}
	now := clock.Now()
	id := b.person("a", rules.Messages, rules.Entry{PlatformID: "m_a", At: now})
	if _, err := b.courier.secrets.Get(t.Context(), secret.ChannelToken("ch2")); err != nil { // it is kept for minutes
		t.Fatal(err)
	}
	values[secret.ChannelToken("ch2")] = "new"
	ref := b.drafts(id, rules.Draft{Text: "one", At: now})
	b.run()
	if e, h := b.entry(ref), b.health(); e.Status != rules.Sent || h.State == rules.Unauthorized || len(b.graph.Seen()) != 2 {
		t.Errorf("the message is %s %+v, the channel %+v, after %d calls", e.Status, e.Error, h, len(b.graph.Seen()))
	}
}

func TestAChannelWithoutATokenWaitsForOne(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.WhatsApp, AccountID: "301"})
	b.courier.secrets = awstest.Secrets(t, nil)
	now := clock.Now()
	ref := b.drafts(b.person("RO.1", rules.Messages, rules.Entry{PlatformID: "m_a", At: now}), rules.Draft{Text: "one", At: now})
	b.run()
	if e, h := b.entry(ref), b.health(); e.Status != rules.Queued || e.Error == nil || h.State != rules.Unauthorized || len(b.graph.Seen()) != 0 {
		t.Errorf("the message is %s %+v, the channel %+v, after %d calls", e.Status, e.Error, h, len(b.graph.Seen()))
	}
}

func TestWhatIsParkedGoesInItsOrder(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.WhatsApp, AccountID: "301"})
	now := clock.Now()
	throttled := true
	b.graph.Answer = func(metatest.Request) (int, string) {
		if throttled {
			return 400, `{"error":{"code":131056}}`
		}
		return 200, taken
	}
	id := b.person("RO.1", rules.Messages, rules.Entry{PlatformID: "wamid.1", At: now.Add(-time.Hour)})
	for n := range 4 { // written some minutes ago, so that nobody would wait for one that is lost
		b.drafts(id, rules.Draft{Text: fmt.Sprint("n", n), At: now.Add(-10*time.Minute + time.Duration(n)*time.Second)})
	}
	if _, again := b.run(); again != 0 || len(b.graph.Seen()) != 3 {
		t.Errorf("%d come again after %d calls", again, len(b.graph.Seen()))
	}
	throttled = false
	before := len(b.graph.Seen())
	b.wakeAll()
	for range 4 { // each that has gone wakes the next
		b.run()
	}
	var sent []string
	for _, r := range b.graph.Seen()[before:] {
		sent = append(sent, r.JSON["text"].(map[string]any)["body"].(string))
	}
	if got := strings.Join(sent, " "); got != "n0 n1 n2 n3" {
		t.Errorf("sent %q", got)
	}
}

func TestATooFastConversationWaitsFourTimesAsLongEachTime(t *testing.T) {
	now := clock.Now()
	for _, c := range []struct {
		age    time.Duration
		reason string
		after  time.Duration
		want   time.Duration
	}{
		{0, "throttled_pair", 0, shortest},
		{16 * time.Second, "throttled_pair", 0, 48 * time.Second}, // 64 seconds after it was written
		{64 * time.Second, "throttled_pair", 0, 192 * time.Second},
		{time.Hour, "throttled_pair", 0, longest},
		{30 * time.Second, "throttled", 0, 30 * time.Second},
		{30 * time.Second, "throttled", 10 * time.Minute, 10 * time.Minute}, // as the platform asked
	} {
		if got := pause(rules.Entry{At: now.Add(-c.age)}, c.reason, c.after, now); got != c.want {
			t.Errorf("%s at the age of %s waits %s, want %s", c.reason, c.age, got, c.want)
		}
	}
}

func TestARestrictedChannelSaysSoAndGoesOn(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.Messenger, AccountID: "page"})
	now := clock.Now()
	b.graph.Answer = func(metatest.Request) (int, string) { return 400, `{"error":{"code":10,"error_subcode":1893063}}` }
	id := b.person("a", rules.Messages, rules.Entry{PlatformID: "m_a", At: now})
	ref := b.drafts(id, rules.Draft{Text: "one", At: now})
	b.run()
	if e, h := b.entry(ref), b.health(); e.Status != rules.Failed || e.Error.Reason != "page_restricted" || h.State != rules.Restricted || h.Reason != "page_restricted" {
		t.Errorf("the message is %s %+v, the channel %+v", e.Status, e.Error, h)
	}
	b.graph.Answer = func(metatest.Request) (int, string) { return 200, taken }
	ref = b.drafts(id, rules.Draft{Text: "two", At: now.Add(time.Second)})
	b.run()
	if e, h := b.entry(ref), b.health(); e.Status != rules.Sent || h.State != rules.Working {
		t.Errorf("then the message is %s, the channel %+v", e.Status, h)
	}
}
