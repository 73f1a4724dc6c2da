package store_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// newDesk is a workspace with a channel of another kind.
func newDesk(t testing.TB, s *store.Store, id string, kind rules.ChannelKind) *world {
	w := settle(t, s, id)
	w.channel = rules.Channel{ID: rules.NewChannelID(id, kind, "20"+id), Kind: kind, AccountID: "20" + id, Name: "Page", CreatedAt: noon}
	must(t, s.ConnectChannel(w.ctx, w.ws, w.channel))
	return w
}

// sent is an answer that the platform has taken.
func (w *world) sent(id rules.ConversationID, n int) store.Ref {
	w.t.Helper()
	ref := w.reply(id, fmt.Sprint("client", n))
	_, ok, err := w.Claim(w.ctx, w.ws, ref, time.Now(), time.Minute)
	must(w.t, err)
	equal(w.t, "claimed", ok, true)
	_, err = w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Accepted, At: time.Now(), PlatformID: fmt.Sprint("mid.", n)})
	must(w.t, err)
	return ref
}

func TestAWatermarkMovesWhatWasSentUpToIt(t *testing.T) {
	s, m := storetest.Metered(t)
	w := newDesk(t, s, "demo", rules.Messenger)
	person := rules.Address{UserID: "psid1"}
	c := w.receive(store.Sender{Address: person, Name: "Ana"}, inbound("hello", noon))
	w.sent(c.ID, 100)
	m.TakeAll()
	refs := []store.Ref{w.sent(c.ID, 0)}
	now, err := w.Conversation(w.ctx, w.admin, c.ID)
	must(t, err)
	_, _, err = w.Advance(w.ctx, w.ws, []store.Touch{{Conversation: c.ID, Version: now.Version}})
	must(t, err)
	within(t, "outbound message on Messenger, to accepted, with the way back (ADR 0007)",
		plus(m.Take("change"), m.Take("claim"), m.Take("report"), m.Take("advance")), 10, 3)
	for i := range 2 {
		refs = append(refs, w.sent(c.ID, i+1))
	}
	m.TakeAll()
	for i, ref := range refs { // their echoes, which tell the platform's time
		_, err := w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Sent, At: noon.Add(time.Duration(i) * time.Minute), PlatformID: fmt.Sprint("mid.", i)})
		must(t, err)
	}
	within(t, "echo of an own message, each", over(m.Take("report"), 3), 1, 1)
	mark := store.Mark{Address: person, Status: rules.Delivered, Watermark: noon.Add(time.Minute), At: noon.Add(time.Hour)}
	m.TakeAll()
	must(t, w.Mark(w.ctx, w.ws, w.channel, mark))
	within(t, "a watermark that marks 2 messages", m.Take("mark"), 2, 2)
	must(t, w.Mark(w.ctx, w.ws, w.channel, mark))
	within(t, "the same again", m.Take("mark"), 0, 2)
	for i, st := range []rules.Delivery{rules.Delivered, rules.Delivered, rules.Sent} {
		equal(t, fmt.Sprint("message ", i), w.entry(refs[i]).Status, st)
	}
	mark.Status, mark.Watermark = rules.Read, time.Now().Add(time.Minute)
	must(t, w.Mark(w.ctx, w.ws, w.channel, mark))
	for i := range refs {
		equal(t, fmt.Sprint("message ", i), w.entry(refs[i]).Status, rules.Read)
		equal(t, "read implies delivered", w.entry(refs[i]).DeliveredAt.IsZero(), false)
	}
	must(t, w.Mark(w.ctx, w.ws, w.channel, store.Mark{Address: rules.Address{UserID: "stranger"}, Status: rules.Read, Watermark: time.Now()}))
}

func TestAMarkByIDCoversWhatStandsBefore(t *testing.T) {
	w := newDesk(t, storetest.New(t), "demo", rules.Instagram)
	person := rules.Address{UserID: "igsid1"}
	c := w.receive(store.Sender{Address: person}, inbound("hello", noon))
	first, failed, second, third := w.sent(c.ID, 1), w.reply(c.ID, "failing"), w.sent(c.ID, 2), w.sent(c.ID, 3)
	_, err := w.Report(w.ctx, w.ws, failed, rules.Report{Status: rules.Failed, At: noon, Error: &rules.SendError{Reason: "undeliverable"}})
	must(t, err)
	must(t, w.Mark(w.ctx, w.ws, w.channel, store.Mark{Address: person, Status: rules.Read, PlatformIDs: []string{"mid.2"}, At: noon.Add(time.Hour)}))
	for _, c := range []struct {
		name string
		ref  store.Ref
		want rules.Delivery
	}{{"before it", first, rules.Read}, {"it", second, rules.Read}, {"after it", third, rules.Accepted}, {"a failure before it", failed, rules.Failed}} {
		equal(t, c.name, w.entry(c.ref).Status, c.want)
	}
	must(t, w.Mark(w.ctx, w.ws, w.channel, store.Mark{Address: person, Status: rules.Read, PlatformIDs: []string{"mid.9"}, At: noon.Add(time.Hour)}))
	late := w.sent(c.ID, 9)
	equal(t, "a message that came after its mark", w.entry(late).Status, rules.Read)
}

func TestADeliveryAfterAFailureClearsTheRow(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("hello", noon))
	ref := w.reply(c.ID, "01")
	report := func(st rules.Delivery) {
		r := rules.Report{Status: st, At: noon, PlatformID: "wamid.1"}
		if st == rules.Failed {
			r.Error = &rules.SendError{Code: 131026, Reason: "undeliverable"}
		}
		_, err := w.Report(w.ctx, w.ws, ref, r)
		must(t, err)
	}
	failed := func() bool {
		h, err := w.Head(w.ctx, w.ws, c.ID)
		must(t, err)
		return h.Failed
	}
	report(rules.Failed)
	equal(t, "failed", failed(), true)
	report(rules.Delivered)
	equal(t, "failed after it was delivered", failed(), false)
	report(rules.Failed)
	equal(t, "failed after a late failure", failed(), false)
}
