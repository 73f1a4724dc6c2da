package store_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

func (w *world) waiting(c rules.Conversation) []rules.Scheduled {
	w.t.Helper()
	all, err := w.ScheduledOf(w.ctx, w.admin, c.ID)
	must(w.t, err)
	return all
}

func later(c rules.Conversation, id string, due time.Time) rules.Scheduled {
	return rules.Scheduled{ID: id, Conversation: c.ID, Due: due, CreatedAt: noon, By: "ana", Type: rules.Text, Text: "Good morning"}
}

func TestAScheduledMessageReadsBackAndIsTakenAtItsTime(t *testing.T) {
	w, m := meteredWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	full := later(c, "01A", noon.Add(3*time.Hour))
	full.Type, full.ReplyTo, full.Media = rules.Image, "wamid.1", &rules.Media{MIME: "image/png", Name: "a.png", Size: 7, State: rules.MediaReady, Object: "m/x"}
	full.Template = &rules.TemplateUse{Name: "hi", Language: "en_US"}
	full.Interactive = &rules.Interactive{Buttons: []rules.Choice{{ID: "1", Title: "Yes"}}}
	m.TakeAll()
	got, err := w.Schedule(w.ctx, w.admin, full)
	must(t, err)
	if diff := cmp.Diff(full, got); diff != "" {
		t.Errorf("(-scheduled +answered):\n%s", diff)
	}
	within(t, "scheduling a message", m.Take("schedule"), 3, 2)
	_, err = w.Schedule(w.ctx, w.admin, later(c, "01B", noon.Add(2*time.Hour)))
	must(t, err)
	if diff := cmp.Diff([]rules.Scheduled{later(c, "01B", noon.Add(2*time.Hour)), full}, w.waiting(c)); diff != "" {
		t.Errorf("(-scheduled +waiting):\n%s", diff)
	}
	due, err := w.Due(w.ctx, noon.Add(150*time.Minute), 10)
	must(t, err)
	want := store.Timer{Workspace: w.ws, Conversation: c.ID, Kind: store.PostTimer, Key: "01B", Due: noon.Add(2 * time.Hour)}
	if len(due) != 1 || due[0] != want {
		t.Errorf("timers due: %+v", due)
	}
	_, ok, err := w.TakeScheduled(w.ctx, w.ws, c.ID, "01A", noon.Add(3*time.Hour-time.Millisecond))
	must(t, err)
	equal(t, "taken too early", ok, false)
	for range 2 { // whoever took it first may have died
		taken, ok, err := w.TakeScheduled(w.ctx, w.ws, c.ID, "01A", noon.Add(3*time.Hour))
		must(t, err)
		equal(t, "taken", ok, true)
		if diff := cmp.Diff(full, taken); diff != "" {
			t.Errorf("(-scheduled +taken):\n%s", diff)
		}
	}
	must(t, w.DropScheduled(w.ctx, w.ws, c.ID, "01A"))
	must(t, w.DropScheduled(w.ctx, w.ws, c.ID, "01A"))
	must(t, w.DropScheduled(w.ctx, w.ws, c.ID, "none"))
	_, ok, err = w.TakeScheduled(w.ctx, w.ws, c.ID, "01A", noon.Add(4*time.Hour))
	must(t, err)
	equal(t, "taken after it was dropped", ok, false)
	equal(t, "waiting", len(w.waiting(c)), 1)
	if _, err := w.Schedule(w.ctx, w.admin, full); !errors.Is(err, rules.ErrNoScheduled) {
		t.Errorf("scheduling again what has gone: %v", err)
	}
}

func TestAScheduledMessageIsMovedAndTakenBack(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	_, err := w.Schedule(w.ctx, w.admin, later(c, "01A", noon.Add(2*time.Hour)))
	must(t, err)
	move := func(by time.Duration) (rules.Scheduled, error) {
		return w.Reschedule(w.ctx, w.admin, c.ID, "01A", func(s rules.Scheduled) (rules.Scheduled, error) {
			s.Due, s.Text, s.ID, s.Conversation = s.Due.Add(by), "Good evening", "another", "elsewhere"
			return s, nil
		})
	}
	moved, err := move(time.Hour)
	must(t, err)
	want := later(c, "01A", noon.Add(3*time.Hour))
	want.Text = "Good evening"
	if diff := cmp.Diff(want, moved); diff != "" {
		t.Errorf("(-want +moved):\n%s", diff)
	}
	_, ok, err := w.TakeScheduled(w.ctx, w.ws, c.ID, "01A", noon.Add(2*time.Hour)) // the timer of before
	must(t, err)
	equal(t, "taken at its former time", ok, false)
	refused := errors.New("no")
	if _, err := w.Reschedule(w.ctx, w.admin, c.ID, "01A", func(s rules.Scheduled) (rules.Scheduled, error) { return s, refused }); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	_, ok, err = w.TakeScheduled(w.ctx, w.ws, c.ID, "01A", noon.Add(3*time.Hour))
	must(t, err)
	equal(t, "taken", ok, true)
	if _, err := move(time.Hour); !errors.Is(err, rules.ErrGoing) {
		t.Errorf("moving what is going: %v", err)
	}
	if err := w.Unschedule(w.ctx, w.admin, c.ID, "01A"); !errors.Is(err, rules.ErrGoing) {
		t.Errorf("taking back what is going: %v", err)
	}
	_, err = w.Schedule(w.ctx, w.admin, later(c, "01B", noon.Add(2*time.Hour)))
	must(t, err)
	must(t, w.Unschedule(w.ctx, w.admin, c.ID, "01B"))
	for name, err := range map[string]error{
		"taken back twice": w.Unschedule(w.ctx, w.admin, c.ID, "01B"), "none": w.Unschedule(w.ctx, w.admin, c.ID, "none"), "no id": w.Unschedule(w.ctx, w.admin, c.ID, "a#b"),
	} {
		if !errors.Is(err, rules.ErrNoScheduled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestScheduledMessagesAreForThoseWhoSeeTheConversation(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	_, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, rules.Assignee{User: "bob"}, "bob", noon), nil
	})
	must(t, err)
	_, err = w.Schedule(w.ctx, w.admin, later(c, "01A", noon.Add(2*time.Hour)))
	must(t, err)
	ana := w.member("ana", rules.Agent)
	_, schedule := w.Schedule(w.ctx, ana, later(c, "01B", noon.Add(2*time.Hour)))
	_, list := w.ScheduledOf(w.ctx, ana, c.ID)
	_, move := w.Reschedule(w.ctx, ana, c.ID, "01A", func(s rules.Scheduled) (rules.Scheduled, error) { return s, nil })
	_, nowhere := w.Schedule(w.ctx, w.admin, later(rules.Conversation{ID: "none"}, "01C", noon.Add(2*time.Hour)))
	for name, err := range map[string]error{"schedule": schedule, "list": list, "move": move, "take back": w.Unschedule(w.ctx, ana, c.ID, "01A"), "nowhere": nowhere} {
		if !errors.Is(err, rules.ErrNoConversation) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTwentyMessagesWaitAndTheSameOneOnce(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	parallel(t, 8, func(int) error {
		_, err := w.Schedule(w.ctx, w.admin, later(c, "01A", noon.Add(2*time.Hour)))
		return err
	})
	equal(t, "waiting", len(w.waiting(c)), 1)
	for i := range rules.MaxScheduled - 1 {
		_, err := w.Schedule(w.ctx, w.admin, later(c, fmt.Sprint("01B", i), noon.Add(2*time.Hour)))
		must(t, err)
	}
	if _, err := w.Schedule(w.ctx, w.admin, later(c, "01C", noon.Add(2*time.Hour))); !errors.Is(err, rules.ErrManyAhead) {
		t.Errorf("the 21st: %v", err)
	}
	_, err := w.Schedule(w.ctx, w.admin, later(c, "01A", noon.Add(2*time.Hour)))
	must(t, err)
	must(t, w.Unschedule(w.ctx, w.admin, c.ID, "01A"))
	_, err = w.Schedule(w.ctx, w.admin, later(c, "01C", noon.Add(2*time.Hour)))
	must(t, err)
}

// Of taking back and going out at once, one happens.
func TestAMessageIsTakenBackOrGoesOut(t *testing.T) {
	w := newWorld(t)
	c := w.receive(sender(1), inbound("a", noon))
	for i := range 10 {
		id := fmt.Sprint("01A", i)
		_, err := w.Schedule(w.ctx, w.admin, later(c, id, noon))
		must(t, err)
		var gone, back atomic.Int32
		parallel(t, 6, func(i int) error {
			if i%2 == 0 {
				_, ok, err := w.TakeScheduled(w.ctx, w.ws, c.ID, id, noon)
				if ok {
					gone.Store(1)
				}
				return err
			}
			err := w.Unschedule(w.ctx, w.admin, c.ID, id)
			if err == nil {
				back.Add(1)
			} else if fault.KindOf(err) != fault.Conflict && fault.KindOf(err) != fault.Missing {
				return err
			}
			return nil
		})
		equal(t, "went or came back", gone.Load()+back.Load(), 1)
	}
}

// The customer turned out to be known: what waits on their threads is seen, changed and taken back where they go on.
func TestWhatWaitsOnAMergedThreadIsSeenWhereItGoesOn(t *testing.T) {
	w := newWorld(t)
	known := func(id string) rules.Address { return rules.Address{UserID: id} }
	first := w.receive(store.Sender{Address: known("US.A")}, inbound("1", noon))
	second := w.receive(store.Sender{Address: known("US.B")}, inbound("2", noon.Add(time.Minute)))
	third := w.receive(store.Sender{Address: known("US.C")}, inbound("3", noon.Add(2*time.Minute)))
	for _, m := range []rules.Scheduled{later(first, "01A", noon.Add(3*time.Hour)), later(second, "01B", noon.Add(2*time.Hour)),
		later(second, "01C", noon.Add(4*time.Hour)), later(third, "01D", noon.Add(time.Hour))} {
		_, err := w.Schedule(w.ctx, w.admin, m)
		must(t, err)
	}
	w.receive(store.Sender{Address: known("US.B"), Also: []rules.Address{known("US.C")}}, inbound("4", noon.Add(3*time.Minute)))
	w.receive(store.Sender{Address: known("US.A"), Also: []rules.Address{known("US.B")}}, inbound("5", noon.Add(4*time.Minute)))
	ids := func() (out []string) {
		for _, m := range w.waiting(first) {
			out = append(out, m.ID)
		}
		return out
	}
	if got := fmt.Sprint(ids()); got != "[01D 01B 01A 01C]" {
		t.Fatalf("where the threads go on %s waits", got)
	}
	_, err := w.Reschedule(w.ctx, w.admin, first.ID, "01D", func(m rules.Scheduled) (rules.Scheduled, error) {
		m.Due, m.Text = noon.Add(5*time.Hour), "Good evening"
		return m, nil
	})
	must(t, err)
	must(t, w.Unschedule(w.ctx, w.admin, first.ID, "01B"))
	if got := fmt.Sprint(ids()); got != "[01A 01C 01D]" {
		t.Errorf("after one was moved and one taken back %s waits", got)
	}
	moved := w.waiting(first)[2]
	equal(t, "its words", moved.Text, "Good evening")
	equal(t, "where its timer leads", moved.Conversation, third.ID)
	again, err := w.Schedule(w.ctx, w.admin, later(first, "01C", noon.Add(time.Hour)))
	must(t, err)
	equal(t, "the same request again", again.Due, noon.Add(4*time.Hour))
	if err := w.Unschedule(w.ctx, w.admin, first.ID, "01X"); !errors.Is(err, rules.ErrNoScheduled) {
		t.Errorf("one that nobody knows: %v", err)
	}
	if err := w.Unschedule(w.ctx, w.admin, first.ID, "01B"); !errors.Is(err, rules.ErrNoScheduled) {
		t.Errorf("one that was taken back: %v", err)
	}
}
