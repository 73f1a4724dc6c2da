package store_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

func TestOneOfTwentyCouriersClaimsAMessage(t *testing.T) {
	w := newWorld(t)
	ref := w.reply(w.receive(sender(1), inbound("a", noon)).ID, "c1")
	var won atomic.Int64
	parallel(t, 20, func(int) error {
		e, ok, err := w.Claim(w.ctx, w.ws, ref, noon, time.Minute)
		if ok {
			won.Add(1)
			equal(t, "status", e.Status, rules.Sending)
			equal(t, "text", e.Text, "It left this morning and arrives tomorrow.")
		}
		return err
	})
	equal(t, "winners", won.Load(), 1)
}

func TestAClaimedMessageIsStuckWhenItsLeaseIsOver(t *testing.T) {
	w := newWorld(t)
	ref := w.reply(w.receive(sender(1), inbound("a", noon)).ID, "c1")
	stuck := func(after time.Duration) bool {
		s, err := w.Stuck(w.ctx, w.ws, ref, noon.Add(after))
		must(t, err)
		return s
	}
	equal(t, "queued", stuck(time.Hour), false)
	_, _, err := w.Claim(w.ctx, w.ws, ref, noon, time.Minute)
	must(t, err)
	equal(t, "within the lease", stuck(time.Minute), false)
	equal(t, "after it", stuck(time.Minute+time.Second), true)
	must(t, w.Requeue(w.ctx, w.ws, ref))
	equal(t, "given back", w.entry(ref).Status, rules.Queued)
	_, ok, err := w.Claim(w.ctx, w.ws, ref, noon, time.Minute)
	must(t, err)
	equal(t, "claimed again", ok, true)
	_, err = w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Accepted, At: noon, PlatformID: "wamid.o"})
	must(t, err)
	equal(t, "reported", stuck(time.Hour), false)
	must(t, w.Requeue(w.ctx, w.ws, ref))
	equal(t, "what was accepted is not queued again", w.entry(ref).Status, rules.Accepted)
}

func TestAStatusFindsItsMessageInEitherOrder(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	status := func(st rules.Delivery, after time.Duration) {
		t.Helper()
		must(t, w.ReportByPlatformID(w.ctx, w.ws, w.channel.ID, rules.Report{Status: st, At: noon.Add(after), PlatformID: "wamid.echo"}))
	}
	status(rules.Read, 3*time.Second)
	status(rules.Sent, time.Second)
	parked, err := w.EntryByPlatformID(w.ctx, w.admin, w.channel.ID, "wamid.echo")
	must(t, err)
	equal(t, "parked", parked.Status, rules.Read)
	equal(t, "parked conversation", parked.Conversation, "")

	echo := inbound("echo", noon)
	echo.Direction, echo.Status, echo.PlatformID = rules.Out, rules.Accepted, "wamid.echo"
	w.receive(sender(1), echo)
	status(rules.Delivered, 2*time.Second)
	e, err := w.EntryByPlatformID(w.ctx, w.admin, w.channel.ID, "wamid.echo")
	must(t, err)
	equal(t, "conversation", e.Conversation, c.ID)
	equal(t, "status", e.Status, rules.Read)
	equal(t, "sent", e.SentAt, noon.Add(time.Second))
	equal(t, "delivered", e.DeliveredAt, noon.Add(2*time.Second))
	equal(t, "read", e.ReadAt, noon.Add(3*time.Second))

	// A message of our own: the first status by correlation brings in the one that was parked.
	ref := w.reply(c.ID, "c1")
	must(t, w.ReportByPlatformID(w.ctx, w.ws, w.channel.ID, rules.Report{Status: rules.Delivered, At: noon, PlatformID: "wamid.own"}))
	_, err = w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Sent, At: noon, PlatformID: "wamid.own"})
	must(t, err)
	equal(t, "own message", w.entry(ref).Status, rules.Delivered)
	in, err := w.EntryByPlatformID(w.ctx, w.admin, w.channel.ID, inbound("a", noon).PlatformID)
	must(t, err)
	equal(t, "inbound by its platform id", in.Direction, rules.In)
	_, err = w.EntryByPlatformID(w.ctx, w.admin, w.channel.ID, "wamid.nobody")
	equal(t, "unknown id", fault.KindOf(err), fault.Missing)
}

func TestReportsOfOneMessageAtOnceLoseNothing(t *testing.T) {
	w := newWorld(t)
	ref := w.reply(w.receive(sender(1), inbound("a", noon)).ID, "c1")
	states := []rules.Delivery{rules.Accepted, rules.Sent, rules.Delivered, rules.Read}
	parallel(t, 16, func(i int) error {
		_, err := w.Report(w.ctx, w.ws, ref, rules.Report{Status: states[i%4], At: noon.Add(time.Duration(i%4) * time.Second), PlatformID: "wamid.o"})
		return err
	})
	e := w.entry(ref)
	equal(t, "status", e.Status, rules.Read)
	equal(t, "sent", e.SentAt, noon.Add(time.Second))
	equal(t, "delivered", e.DeliveredAt, noon.Add(2*time.Second))
}

func TestAFailureMarksTheConversation(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	ref := w.reply(c.ID, "c1")
	r := rules.Report{Status: rules.Failed, At: noon, Error: &rules.SendError{Code: 131026, Reason: "undeliverable", Details: "gone"}}
	for range 2 {
		_, err := w.Report(w.ctx, w.ws, ref, r)
		must(t, err)
	}
	head, err := w.Head(w.ctx, w.ws, c.ID)
	must(t, err)
	equal(t, "failed", head.Failed, true)
	equal(t, "version", head.Version, 3)
	equal(t, "error", *w.entry(ref).Error, *r.Error)
	equal(t, "what only moves the row is not in the log", len(w.log(c.ID)), 2)

	_, err = w.Report(w.ctx, w.ws, store.Ref{Conversation: c.ID, Key: inbound("a", noon).Key}, r)
	equal(t, "a report on an inbound message", fault.KindOf(err), fault.Missing)
	_, err = w.Report(w.ctx, w.ws, store.Ref{Conversation: c.ID, Key: rules.MessageKey(noon, "none")}, r)
	equal(t, "a report on no message", fault.KindOf(err), fault.Missing)
}

func TestAnAttachmentThatIsReadyStaysReady(t *testing.T) {
	w := newWorld(t)
	e := inbound("a", noon)
	e.Type, e.Media = rules.Image, &rules.Media{PlatformID: "m1", MIME: "image/png", State: rules.MediaPending}
	ref := store.Ref{Conversation: w.receive(sender(1), e).ID, Key: e.Key}
	ready := rules.Media{PlatformID: "m1", MIME: "image/png", State: rules.MediaReady, Object: "m/1", Size: 9}
	must(t, w.SetMedia(w.ctx, w.ws, ref, 0, ready))
	must(t, w.SetMedia(w.ctx, w.ws, ref, 0, rules.Media{PlatformID: "m1", State: rules.MediaFailed}))
	equal(t, "media", *w.entry(ref).Media, ready)
	ref.Key = rules.MessageKey(noon, "none")
	equal(t, "media of nothing", fault.KindOf(w.SetMedia(w.ctx, w.ws, ref, 0, ready)), fault.Missing)
}

func TestTheSameDraftTwiceIsOneMessage(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	at := time.Now().UTC()
	send := func(seen int64) (rules.Conversation, error) {
		return w.ChangeAs(w.ctx, w.admin, c.ID, seen, func(c rules.Conversation) (rules.Change, error) {
			return rules.Reply(c, rules.Draft{ClientID: "01J", At: at, By: w.admin.ID, Text: "hello"}, at)
		})
	}
	first, err := send(c.Version)
	must(t, err)
	second, err := send(c.Version)
	must(t, err)
	equal(t, "second", second, first)
	_, err = send(0)
	must(t, err)
	equal(t, "log", len(w.log(c.ID)), 2)
}

func TestAStaleEditIsToldThePresentVersion(t *testing.T) {
	w := newWorld(t)
	w.receive(sender(1), inbound("a", noon))
	c := w.receive(sender(1), inbound("b", noon.Add(time.Second)))
	_, err := w.ChangeAs(w.ctx, w.admin, c.ID, 1, func(c rules.Conversation) (rules.Change, error) {
		return rules.Close(c, w.admin.ID, "", noon), nil
	})
	var f *fault.Error
	if !errors.Is(err, rules.ErrStaleVersion) || !errors.As(err, &f) || f.Details["version"] != "2" {
		t.Errorf("got %v", err)
	}
}

func TestAnUnchangedAnswerWritesNothing(t *testing.T) {
	w, m := meteredWorld(t)
	c := w.receive(sender(1), inbound("a", time.Now().UTC().Add(-13*time.Hour))) // so late that it asks for a timer
	m.TakeAll()
	got, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) { return rules.Change{Conversation: c}, nil })
	must(t, err)
	equal(t, "conversation", got, c)
	equal(t, "consumed", m.Take("change"), store.Capacity{Read: 1, Reads: 1})
	flagless, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		c.WantsTimer = false
		return rules.Change{Conversation: c}, nil
	})
	must(t, err)
	equal(t, "a flag that is cleared moves the version", flagless.Version, c.Version+1)
}

func TestConcurrentChangesAllHappen(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	const n = 20
	done := make(chan error, n)
	for i := range n {
		go func() {
			_, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
				return rules.Annotate(c, rules.Draft{ClientID: fmt.Sprint("n", i), At: noon.Add(time.Duration(i) * time.Second), By: "u", Text: "note"})
			})
			done <- err
		}()
	}
	for range n {
		must(t, <-done)
	}
	equal(t, "log", len(w.log(c.ID)), n+1)
	_, err := w.Change(w.ctx, w.ws, "nonesuch", func(c rules.Conversation) (rules.Change, error) { return rules.Change{}, nil })
	equal(t, "no conversation", errors.Is(err, rules.ErrNoConversation), true)
}
