package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// whole is what a webhook and a courier do, each piece of which is repeated until it succeeds, as Meta and
// the streams do.
func (w *world) whole(again func(func() error) error) error {
	echo := inbound("echo", noon.Add(2*time.Second))
	echo.Direction, echo.Status, echo.Opens, echo.Counts = rules.Out, rules.Accepted, false, false
	id := rules.ConversationID("")
	ref := store.Ref{}
	at := noon.Add(3 * time.Second)
	for _, do := range []func() error{
		func() error {
			return w.ReportByPlatformID(w.ctx, w.ws, w.channel.ID, rules.Report{Status: rules.Delivered, At: noon.Add(4 * time.Second), PlatformID: echo.PlatformID})
		},
		func() error {
			got, err := w.Receive(w.ctx, w.ws, w.channel, sender(1), []rules.Entry{inbound("a", noon), inbound("b", noon.Add(time.Second)), echo})
			id = got.Conversation.ID
			return err
		},
		func() error {
			_, err := w.ChangeAs(w.ctx, w.admin, id, 0, func(c rules.Conversation) (rules.Change, error) {
				return rules.Reply(c, rules.Draft{ClientID: "c1", At: at, By: "sam", Text: "hello"}, at)
			})
			ref = store.Ref{Conversation: id, Key: rules.MessageKey(at, "c1")}
			return err
		},
		func() error {
			_, err := w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Sent, At: at, PlatformID: "wamid.own"})
			return err
		},
		func() error {
			_, err := w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Failed, At: at, PlatformID: "wamid.own", Error: &rules.SendError{Reason: "undeliverable"}})
			return err
		},
	} {
		if err := again(do); err != nil {
			return err
		}
	}
	_, err := w.EntryByPlatformID(w.ctx, w.admin, w.channel.ID, "wamid.own")
	return err
}

// Wherever a process dies, before a write or right after it, what is repeated completes it.
func TestACrashBetweenAnyTwoWritesIsHealedByRepetition(t *testing.T) {
	s, trouble := storetest.Troubled(t)
	untilDone := func(do func() error) error {
		for {
			if err := do(); !errors.Is(err, storetest.ErrCrash) {
				return err
			}
		}
	}
	plain := settle(t, s, "plain")
	trouble.Plan(nil)
	must(t, plain.whole(untilDone))
	writes := trouble.Writes()
	want, err := plain.outcome()
	must(t, err)
	if writes < 8 {
		t.Fatalf("only %d writes", writes)
	}
	for n := range writes {
		for name, mishap := range map[string]storetest.Mishap{"before": storetest.Before, "after": storetest.Lost} {
			trouble.Plan(nil)
			w := settle(t, s, fmt.Sprint("w", n, name))
			trouble.Plan(func(write int) storetest.Mishap {
				if write == n {
					return mishap
				}
				return storetest.None
			})
			must(t, w.whole(untilDone))
			got, err := w.outcome()
			must(t, err)
			if got != want {
				t.Errorf("a crash %s write %d leads elsewhere (-want +got):\n%s", name, n, cmp.Diff(want, got))
			}
		}
	}
}

func TestConflictsAndThrottlesAreTriedAgain(t *testing.T) {
	s, trouble := storetest.Troubled(t)
	w := settle(t, s, "demo")
	once := func(do func() error) error { return do() }
	trouble.Plan(func(write int) storetest.Mishap {
		return []storetest.Mishap{storetest.Conflict, storetest.Throttle, storetest.None}[write%3]
	})
	must(t, w.whole(once))
	trouble.Plan(func(int) storetest.Mishap { return storetest.Conflict })
	_, err := w.Receive(w.ctx, w.ws, w.channel, sender(2), []rules.Entry{inbound("z", noon)})
	if code(err) != "busy" || fault.KindOf(err) != fault.Later {
		t.Errorf("a conversation that is never free: got %v", err)
	}
}
