package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/clock"
	"transom/shared/rules"
)

func TestWhatAnAgentWritesIsSentOnceWithItsPlaceInTheLog(t *testing.T) {
	o := open(t)
	now := clock.Now()
	id := o.customer("40721", now.Add(-time.Hour))
	ref := o.agent(id, "one", now)
	batch, again := o.run()
	if again != 0 {
		t.Fatalf("%d records must come again", again)
	}
	if e := o.entry(ref); e.Status != rules.Accepted || e.PlatformID != "wamid.one" {
		t.Errorf("the message is %s %s", e.Status, e.PlatformID)
	}
	got := o.platform.first()
	if got["to"] != "+40721" || got["biz_opaque_callback_data"] != channel.Correlation(id, ref.Key) || got["context"].(map[string]any)["message_id"] != "wamid.in.40721" {
		t.Errorf("sent %v", got)
	}
	if again := o.again(batch); again != 0 || o.platform.sent() != "one" {
		t.Errorf("the records again: %d left, sent %q", again, o.platform.sent())
	}
}

func TestMessagesOfOneConversationGoInOrder(t *testing.T) {
	o := open(t)
	now := clock.Now()
	a, b := o.customer("40721", now), o.customer("40722", now)
	for n := range 4 {
		at := now.Add(time.Duration(n) * time.Second)
		o.agent(a, fmt.Sprint("a", n), at)
		o.agent(b, fmt.Sprint("b", n), at)
	}
	o.platform.answer = func(n int, text string) (int, string) {
		if text == "a1" && n < 3 { // a whole call's tries
			return graphError(130429)
		}
		return accept(n, text)
	}
	batch, again := o.run()
	if again != 3 {
		t.Errorf("%d records come again, want a1, a2 and a3", again)
	}
	if sent := o.platform.sent(); strings.Contains(sent, "a2") || !strings.HasSuffix(only(sent, "b"), "b0 b1 b2 b3") {
		t.Errorf("sent %q", sent)
	}
	if again := o.again(batch); again != 0 {
		t.Errorf("%d records come a third time", again)
	}
	if got := only(o.platform.sent(), "a"); got != "a0 a1 a1 a1 a1 a2 a3" {
		t.Errorf("sent %q", got)
	}
	if batch, again := o.run(); again != 0 || len(only(o.platform.sent(), "a")) != len("a0 a1 a1 a1 a1 a2 a3") {
		t.Errorf("what went back to the queue comes by its own record too: %d of %d left, sent %q", again, len(batch.Records), o.platform.sent())
	}
}

func TestALaterMessageWaitsForAnEarlierOneInAnotherBatch(t *testing.T) {
	o := open(t)
	now := clock.Now()
	id := o.customer("40721", now.Add(-time.Hour))
	first := o.agent(id, "first", now)
	early := o.desk.Records(t, "courier")
	o.agent(id, "second", now.Add(-time.Second)) // from a device whose clock is behind
	late := o.desk.Records(t, "courier")
	if again := o.again(late); again != 1 || o.platform.sent() != "" {
		t.Errorf("before the first has gone out %d come again, sent %q", again, o.platform.sent())
	}
	if _, ok, err := o.desk.Store.Claim(t.Context(), o.ws, first, now, time.Minute); err != nil || !ok {
		t.Fatalf("claim: %t, %v", ok, err)
	}
	if again := o.again(late); again != 1 || o.platform.sent() != "" {
		t.Errorf("while the first is being sent %d come again, sent %q", again, o.platform.sent())
	}
	o.must(o.desk.Store.Requeue(t.Context(), o.ws, first))
	if again := o.again(early) + o.again(late); again != 0 || o.platform.sent() != "first second" {
		t.Errorf("then %d come again, sent %q", again, o.platform.sent())
	}
}

func TestAMessageThatIsStuckDoesNotHoldUpTheOthersForEver(t *testing.T) {
	o := open(t)
	now := clock.Now()
	id := o.customer("40721", now.Add(-time.Hour))
	stuck := o.agent(id, "stuck", now.Add(-3*time.Minute))
	o.desk.Records(t, "courier") // its record is lost
	o.agent(id, "next", now)
	if _, again := o.run(); again != 0 || o.platform.sent() != "next" || o.entry(stuck).Status != rules.Queued {
		t.Errorf("%d come again, sent %q", again, o.platform.sent())
	}
}

func TestAMessageThatWaitedLongForAnEarlierOneHasATimer(t *testing.T) {
	o := open(t)
	now := clock.Now()
	id := o.customer("40721", now.Add(-time.Hour))
	first := o.agent(id, "first", now.Add(-2*time.Minute))
	o.desk.Records(t, "courier")
	if _, ok, err := o.desk.Store.Claim(t.Context(), o.ws, first, now, time.Minute); err != nil || !ok {
		t.Fatalf("claim: %t, %v", ok, err)
	}
	second := o.agent(id, "second", now.Add(-time.Minute))
	if _, again := o.run(); again != 0 || o.entry(second).Error == nil || o.entry(second).Error.Reason != "queued_behind" {
		t.Errorf("%d come again, the message is %+v", again, o.entry(second))
	}
	_, err := o.desk.Store.Report(t.Context(), o.ws, first, rules.Report{Status: rules.Uncertain, At: now})
	o.must(err)
	due, err := o.desk.Store.Due(t.Context(), now.Add(10*time.Minute), 10)
	o.must(err)
	if len(due) != 1 || due[0].Key != second.Key {
		t.Fatalf("timers %+v", due)
	}
	o.must(o.desk.Store.Wake(t.Context(), o.ws, second))
	if _, again := o.run(); again != 0 || o.platform.sent() != "second" {
		t.Errorf("%d come again, sent %q", again, o.platform.sent())
	}
}

// only gives the texts that begin with a letter.
func only(sent, letter string) string {
	var out []string
	for _, s := range strings.Fields(sent) {
		if strings.HasPrefix(s, letter) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func TestEveryOutcomeEndsInAStateThatSomebodySees(t *testing.T) {
	for _, c := range []struct {
		name   string
		age    time.Duration
		answer func(int, string) (int, string)
		again  int
		status rules.Delivery
		reason string
		sends  int
	}{
		{"accepted", 0, accept, 0, rules.Accepted, "", 1},
		{"the platform says the window is closed", 0, func(int, string) (int, string) { return graphError(131047) }, 0, rules.Failed, "window_closed", 1},
		{"not on WhatsApp", 0, func(int, string) (int, string) { return graphError(131026) }, 0, rules.Failed, "undeliverable", 1},
		{"the token has expired", 0, func(int, string) (int, string) { return graphError(190) }, 0, rules.Queued, "channel_unauthorized", 1},
		{"the token has expired a day ago", 25 * time.Hour, func(int, string) (int, string) { return graphError(190) }, 0, rules.Failed, "channel_unauthorized", 1},
		{"throttled twice", 0, func(n int, text string) (int, string) {
			if n < 2 {
				return graphError(131056)
			}
			return accept(n, text)
		}, 0, rules.Accepted, "", 3},
		{"throttled on and on", 0, func(int, string) (int, string) { return graphError(80007) }, 1, rules.Queued, "", 3},
		{"throttled on and on, for long", time.Minute, func(int, string) (int, string) { return graphError(80007) }, 0, rules.Queued, "throttled", 3},
		{"throttled on and on, for hours", 2 * time.Hour, func(int, string) (int, string) { return graphError(80007) }, 0, rules.Failed, "throttled", 3},
		{"the attachment could not be taken", 0, func(int, string) (int, string) { return graphError(131053) }, 0, rules.Failed, "media_upload", 2},
		{"cut off after the request", 0, func(int, string) (int, string) { return 0, "" }, 0, rules.Uncertain, "", 1},
		{"a bad gateway", 0, func(int, string) (int, string) { return 502, "<html>" }, 0, rules.Uncertain, "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			now := clock.Now()
			o.platform.answer = c.answer
			ref := o.agent(o.customer("40721", now.Add(-time.Hour)), "x", now.Add(-c.age))
			batch, again := o.run()
			e := o.entry(ref)
			reason := ""
			if e.Error != nil {
				reason = e.Error.Reason
			}
			if again != c.again || e.Status != c.status || reason != c.reason || o.platform.count() != c.sends {
				t.Errorf("%s (%s) after %d sends, %d come again; want %s (%s) after %d, %d", e.Status, reason, o.platform.count(), again, c.status, c.reason, c.sends, c.again)
			}
			if c.again == 0 {
				if again := o.again(batch); again != 0 || o.platform.count() != c.sends {
					t.Errorf("the record again: %d left, %d sends", again, o.platform.count())
				}
			}
		})
	}
}

func TestAWindowThatClosedInTheMeantimeIsAskedAgain(t *testing.T) {
	o := open(t)
	now := clock.Now()
	ref := o.agent(o.customer("40721", now.Add(-25*time.Hour)), "late", now.Add(-2*time.Hour)) // was allowed then
	if _, again := o.run(); again != 0 {
		t.Errorf("%d records must come again", again)
	}
	e := o.entry(ref)
	if e.Status != rules.Failed || e.Error == nil || e.Error.Reason != "window_closed" || o.platform.count() != 0 {
		t.Errorf("the message is %s %+v after %d sends", e.Status, e.Error, o.platform.count())
	}
	head, err := o.desk.Store.Head(t.Context(), o.ws, ref.Conversation)
	o.must(err)
	if !head.Failed {
		t.Error("the row does not say that its newest message failed")
	}
}

func TestAMessageWhoseSenderDiedEndsAsUnknownAndIsNeverSentAgain(t *testing.T) {
	o := open(t)
	now := clock.Now()
	ref := o.agent(o.customer("40721", now), "x", now)
	batch := o.desk.Records(t, "courier")
	_, ok, err := o.desk.Store.Claim(t.Context(), o.ws, ref, now, o.courier.patience.lease) // and then nothing
	if err != nil || !ok {
		t.Fatalf("claim: %t, %v", ok, err)
	}
	if again := o.again(batch); again != 1 || o.entry(ref).Status != rules.Sending {
		t.Errorf("while the lease runs %d come again and the message is %s", again, o.entry(ref).Status)
	}
	o.courier.patience.lease = time.Millisecond // so that one of an earlier moment is over
	o.must(o.desk.Store.Requeue(t.Context(), o.ws, ref))
	if _, ok, err := o.desk.Store.Claim(t.Context(), o.ws, ref, now.Add(-time.Minute), time.Millisecond); err != nil || !ok {
		t.Fatalf("claim: %t, %v", ok, err)
	}
	if again := o.again(batch); again != 0 || o.entry(ref).Status != rules.Uncertain || o.platform.sent() != "" {
		t.Errorf("after the lease %d come again, the message is %s, sent %q", again, o.entry(ref).Status, o.platform.sent())
	}
}

func TestACallThatIsNearlyOverClaimsNothing(t *testing.T) {
	o := open(t)
	now := clock.Now()
	ref := o.agent(o.customer("40721", now), "x", now)
	batch := o.desk.Records(t, "courier")
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	out, err := o.courier.Handle(ctx, batch)
	o.must(err)
	if len(out.BatchItemFailures) != 1 || o.entry(ref).Status != rules.Queued {
		t.Errorf("%d come again, the message is %s", len(out.BatchItemFailures), o.entry(ref).Status)
	}
}
