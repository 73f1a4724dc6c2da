package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// about is a message of the customer about another one of theirs.
func about(t rules.Type, target, text string, at time.Time) rules.Entry {
	e := inbound(string(t)+" "+text, at)
	e.Type, e.Text, e.ReplyTo, e.Label = t, text, inbound(target, at).PlatformID, "About "+target
	e.Opens, e.Counts = t == rules.React, false
	return e
}

func (w *world) found(platformID string) rules.Entry {
	w.t.Helper()
	e, err := w.EntryByPlatformID(w.ctx, w.admin, w.channel.ID, platformID)
	must(w.t, err)
	return e
}

func TestWhatIsAboutAMessageChangesItInAnyOrder(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	wants := func(at int) time.Time { return noon.Add(time.Duration(at) * time.Second) }
	all := []rules.Entry{
		inbound("m1", wants(0)), inbound("m2", wants(1)),
		about(rules.React, "m1", "👍", wants(2)), about(rules.React, "m1", "", wants(3)),
		about(rules.Edit, "m2", "second", wants(4)), about(rules.Edit, "m2", "third", wants(5)),
	}
	reference := ""
	for seed := range 40 {
		o := settle(t, w.Store, fmt.Sprint("s", seed))
		rng := rand.New(rand.NewPCG(uint64(seed), 3))
		told := append(append([]rules.Entry(nil), all...), all[rng.IntN(len(all))])
		rng.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
		for len(told) > 0 {
			n := 1 + rng.IntN(len(told))
			o.receive(sender(1), told[:n]...)
			told = told[n:]
		}
		m1, m2 := o.found(all[0].PlatformID), o.found(all[1].PlatformID)
		if len(m1.Reactions) != 1 || m1.Reactions[0].Emoji != "" || m2.Text != "third" || len(m2.Versions) != 3 {
			t.Fatalf("seed %d: reactions %v, text %q, versions %v", seed, m1.Reactions, m2.Text, m2.Versions)
		}
		got, err := o.outcome()
		must(t, err)
		if seed == 0 {
			reference = got
		}
		if got != reference {
			t.Fatalf("seed %d (-first +this):\n%s", seed, cmp.Diff(reference, got))
		}
	}
}

func TestADeletedMessageIsGoneFromTheLogAndTheRow(t *testing.T) {
	for name, order := range map[string][]int{"after": {0, 1}, "before": {1, 0}, "together": {-1}} {
		w := newWorld(t)
		said := inbound("secret", noon)
		said.Type, said.Media = rules.Image, &rules.Media{PlatformID: "media", State: rules.MediaReady, Object: "m/1"}
		said.More = []rules.Media{{PlatformID: "media2", State: rules.MediaPending}}
		all := []rules.Entry{said, about(rules.Revoke, "secret", "", noon.Add(time.Minute))}
		var c rules.Conversation
		for _, i := range order {
			if i < 0 {
				c = w.receive(sender(1), all...)
				break
			}
			c = w.receive(sender(1), all[i])
		}
		got := w.found(said.PlatformID)
		if got.Text != "" || got.DeletedAt.IsZero() || got.Media.State != rules.MediaDoomed || got.More[0].State != rules.MediaGone {
			t.Errorf("%s: %+v %+v %+v", name, got, got.Media, got.More)
		}
		now, err := w.Head(w.ctx, w.ws, c.ID)
		must(t, err)
		equal(t, name+": text of the row", now.Preview.Text, "")
		equal(t, name+": type of the row", now.Preview.Type, rules.Revoke)
		ref := store.Ref{Conversation: c.ID, Key: said.Key}
		must(t, w.SetMedia(w.ctx, w.ws, ref, 1, rules.Media{State: rules.MediaReady, Object: "m/2", MIME: "image/png"}))
		equal(t, name+": a file that comes after it", w.entry(ref).More[0].State, rules.MediaDoomed)
		must(t, w.SetMedia(w.ctx, w.ws, ref, 0, rules.Media{State: rules.MediaGone}))
		equal(t, name+": a file that was removed", w.entry(ref).Media.State, rules.MediaGone)
		must(t, w.SetMedia(w.ctx, w.ws, ref, 0, rules.Media{State: rules.MediaFailed}))
		equal(t, name+": it stays removed", w.entry(ref).Media.State, rules.MediaGone)
	}
}

func TestAReactionMovesTheRowAndAnEditDoesNotReplaceIt(t *testing.T) {
	w := newWorld(t)
	w.receive(sender(1), inbound("m1", noon), inbound("m2", noon.Add(time.Second)))
	c := w.receive(sender(1), about(rules.Edit, "m1", "other words", noon.Add(2*time.Second)))
	equal(t, "the row after an edit of an older message", c.Preview.Key, inbound("m2", noon.Add(time.Second)).Key)
	c = w.receive(sender(1), about(rules.React, "m1", "👍", noon.Add(3*time.Second)))
	equal(t, "the row after a reaction", c.Preview.Type, rules.React)
	equal(t, "activity", c.ActivityAt, noon.Add(3*time.Second))
}

func TestOurReactionCountsOnceThePlatformHasIt(t *testing.T) {
	w := newWorld(t)
	at := noon.Add(time.Minute)
	react := func(client string, target string) store.Ref {
		c := w.receive(sender(1), inbound("m0", noon))
		_, err := w.ChangeAs(w.ctx, w.admin, c.ID, 0, func(c rules.Conversation) (rules.Change, error) {
			return rules.Reply(c, rules.Draft{ClientID: client, At: at, By: w.admin.ID, Type: rules.React, Text: "🎉", ReplyTo: target}, at)
		})
		must(t, err)
		return store.Ref{Conversation: c.ID, Key: rules.MessageKey(at, client)}
	}
	late := inbound("late", noon.Add(time.Second)).PlatformID
	ref := react("01", late)
	must(t, w.Amend(w.ctx, w.ws, w.channel.ID, w.entry(ref))) // as the courier does, for a message that is not here yet
	w.receive(sender(1), inbound("late", noon.Add(time.Second)))
	equal(t, "reactions that are on their way", len(w.found(late).Reactions), 0)
	_, err := w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Accepted, At: at, PlatformID: "wamid.r"})
	must(t, err)
	for range 2 {
		must(t, w.Amend(w.ctx, w.ws, w.channel.ID, w.entry(ref)))
	}
	got := w.found(late).Reactions
	if len(got) != 1 || got[0].By != rules.ByUs {
		t.Errorf("reactions: %+v", got)
	}
}

// Wherever a process dies between the entry, the way back and the message it is about.
func TestACrashWhileAmendingIsHealedByRepetition(t *testing.T) {
	s, trouble := storetest.Troubled(t)
	said, edit, gone := inbound("m1", noon), about(rules.Edit, "m1", "second", noon.Add(time.Second)), about(rules.Revoke, "m1", "", noon.Add(2*time.Second))
	for name, order := range map[string][]rules.Entry{"after": {said, edit, gone}, "before": {gone, edit, said}} {
		trouble.Plan(nil)
		plain := settle(t, s, "plain"+name)
		tell := func(w *world) {
			for _, e := range order {
				for {
					if _, err := w.Receive(w.ctx, w.ws, w.channel, sender(1), []rules.Entry{e}); err == nil {
						break
					}
				}
			}
		}
		trouble.Plan(nil)
		tell(plain)
		writes := trouble.Writes()
		want, err := plain.outcome()
		must(t, err)
		for n := range writes {
			for how, mishap := range map[string]storetest.Mishap{"b": storetest.Before, "a": storetest.Lost} {
				trouble.Plan(nil)
				w := settle(t, s, fmt.Sprint(name, n, how))
				trouble.Plan(func(write int) storetest.Mishap {
					if write == n {
						return mishap
					}
					return storetest.None
				})
				tell(w)
				got, err := w.outcome()
				must(t, err)
				if got != want {
					t.Errorf("told %s, a crash at write %d (%s) leads elsewhere (-want +got):\n%s", name, n, how, cmp.Diff(want, got))
				}
			}
		}
	}
}
