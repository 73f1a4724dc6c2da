package main

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// looks does every other minute what the closer does, from one moment to another.
func (s *shop) looks(from, to time.Time) {
	s.t.Helper()
	for at := from; !at.After(to); at = at.Add(2 * time.Minute) {
		s.sweep(at)
		must(s.t, s.closer.look(s.t.Context(), at))
	}
}

// settled are the states in which a message of ours may rest: an agent sees each of them.
var settled = map[rules.Delivery]bool{rules.Failed: true, rules.Uncertain: true, rules.Accepted: true, rules.Sent: true, rules.Delivered: true, rules.Read: true}

// Messages are put into every state that losing a record, a timer or a courier can leave them in. The courier of this
// world is dead: nothing is ever sent. All end where an agent sees them, and none that was sent is touched.
func TestNoMessageIsStuck(t *testing.T) {
	const lease = 45 * time.Second
	why := rules.SendError{Reason: "throttled"}
	states := []struct {
		name string
		put  func(s *shop, ref store.Ref)
		want rules.Delivery
	}{
		{"queued, its record lost", func(*shop, store.Ref) {}, rules.Failed},
		{"claimed by a courier that died", func(s *shop, ref store.Ref) { s.claims(ref, noon, lease) }, rules.Uncertain},
		{"parked, its timer lost", func(s *shop, ref store.Ref) { s.parks(ref, noon.Add(time.Minute), why) }, rules.Failed},
		{"parked for an hour, its timer lost", func(s *shop, ref store.Ref) { s.parks(ref, noon.Add(time.Hour), why) }, rules.Failed},
		{"woken, its record lost", func(s *shop, ref store.Ref) {
			s.parks(ref, noon.Add(time.Minute), why)
			must(s.t, s.store.Wake(s.t.Context(), s.ws, ref))
		}, rules.Failed},
		{"given back, its record lost", func(s *shop, ref store.Ref) {
			s.claims(ref, noon, lease)
			must(s.t, s.store.Requeue(s.t.Context(), s.ws, ref))
		}, rules.Failed},
		{"accepted", func(s *shop, ref store.Ref) { s.reports(ref, rules.Accepted) }, rules.Accepted},
		{"delivered", func(s *shop, ref store.Ref) { s.reports(ref, rules.Delivered) }, rules.Delivered},
		{"unknown", func(s *shop, ref store.Ref) { s.reports(ref, rules.Uncertain) }, rules.Uncertain},
		{"failed", func(s *shop, ref store.Ref) { s.reports(ref, rules.Failed) }, rules.Failed},
	}
	for _, more := range []struct {
		name  string
		after func(s *shop, c rules.Conversation, i int)
	}{
		{"quiet", func(*shop, rules.Conversation, int) {}},
		{"busy", func(s *shop, c rules.Conversation, i int) {
			for m := range 12 { // the customer writes on, and agents close
				s.writes(i, noon.Add(time.Duration(m*7)*time.Minute))
			}
			s.changes(c, noon.Add(90*time.Minute), func(old rules.Conversation) rules.Change { return rules.Close(old, "u1", "", noon.Add(90*time.Minute)) })
		}},
	} {
		t.Run(more.name, func(t *testing.T) {
			s := open(t, rules.MarkExpired)
			s.looks(noon.Add(-time.Minute), noon.Add(-time.Minute))
			refs := make([]store.Ref, len(states))
			for i, state := range states {
				c := s.writes(i, noon.Add(-time.Hour))
				refs[i] = s.answers(c, noon)
				state.put(s, refs[i])
				s.loses(refs[i])
				more.after(s, c, i)
			}
			s.looks(noon, noon.Add(3*time.Hour))
			for i, state := range states {
				if e := s.entry(refs[i]); e.Status != state.want || !settled[e.Status] {
					t.Errorf("%s: it is %s %+v, want %s", state.name, e.Status, e.Error, state.want)
				}
			}
		})
	}
}

// Our own channel takes a message any number of times and has it once, so what was claimed there is given back.
func TestAWebChatsMessageWhoseSenderDiedIsShownAgain(t *testing.T) {
	s := openOn(t, rules.Channel{Kind: rules.WebChat, OnExpiry: rules.MarkExpired})
	s.looks(noon.Add(-time.Minute), noon.Add(-time.Minute))
	ref := s.answers(s.writes(1, noon.Add(-time.Hour)), noon)
	s.claims(ref, noon, 45*time.Second)
	s.desk.Records(t, "courier")
	s.looks(noon, noon.Add(12*time.Minute))
	if e := s.entry(ref); e.Status != rules.Queued {
		t.Errorf("it is %s", e.Status)
	}
	if shown := s.desk.Records(t, "courier"); len(shown.Records) == 0 {
		t.Error("the courier is not shown it")
	}
	s.looks(noon.Add(13*time.Minute), noon.Add(3*time.Hour))
	if e := s.entry(ref); e.Status != rules.Failed || e.Error.Reason != "not_sent" {
		t.Errorf("that nobody sends it ends as %s %+v", e.Status, e.Error)
	}
}

// What leaves its row where it was, like a reaction, is not found by activity: it has a timer from the start.
func TestAReactionThatNobodySendsIsFoundToo(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.looks(noon, noon)
	c := s.writes(1, noon)
	at := noon.Add(3 * time.Hour)
	must(t, s.closer.look(t.Context(), noon.Add(30*time.Minute))) // the next look begins after the customer's message
	ref := store.Ref{Conversation: c.ID}
	_, err := s.store.Change(t.Context(), s.ws, c.ID, func(old rules.Conversation) (rules.Change, error) {
		change, err := rules.Reply(old, rules.Draft{ClientID: "r1", At: at, By: "u1", Type: rules.React, Text: "👍", ReplyTo: "mid"}, at)
		if err == nil {
			ref.Key = change.Entries[0].Key
		}
		return change, err
	})
	must(t, err)
	s.looks(at.Add(time.Minute), at.Add(3*time.Hour))
	if e := s.entry(ref); e.Status != rules.Failed || e.Error.Reason != "not_sent" {
		t.Errorf("it is %s", e.Status)
	}
}

// A courier that is only late finds the message, and it goes once.
func TestAMessageWhoseRecordWasLostIsShownAgain(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.looks(noon, noon)
	ref := s.answers(s.writes(1, noon), noon)
	times := shown(t, s.desk)
	s.looks(noon.Add(time.Minute), noon.Add(11*time.Minute))
	if n := times(ref); n != 1 {
		t.Errorf("within eleven minutes it was shown %d times, want once", n)
	}
	s.reports(ref, rules.Accepted)
	s.looks(noon.Add(12*time.Minute), noon.Add(2*time.Hour))
	if e, n := s.entry(ref), times(ref); e.Status != rules.Accepted || n != 0 {
		t.Errorf("once gone it is %s and shown %d times", e.Status, n)
	}
}

// A look that outlasts its call goes on in the next, and one that was away looks at all it missed.
func TestALookGoesOnWhereItEndedAndMissesNothing(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.looks(noon, noon)
	var refs []store.Ref
	for i := range 20 {
		refs = append(refs, s.answers(s.writes(i, noon.Add(time.Duration(i)*10*time.Minute)), noon.Add(time.Duration(i)*10*time.Minute)))
	}
	s.looks(noon.Add(9*time.Hour), noon.Add(11*time.Hour)) // after nine hours away
	for i, ref := range refs {
		if e := s.entry(ref); e.Status != rules.Failed {
			t.Errorf("message %d is %s", i, e.Status)
		}
	}
}

// Where nothing is wrong a look writes its mark and nothing else, whatever there is to read.
func TestALookCostsLittle(t *testing.T) {
	db, meter := storetest.Metered(t)
	s := openIn(t, db, rules.Channel{Kind: rules.WhatsApp})
	must(t, s.closer.look(t.Context(), noon))
	meter.TakeAll()
	must(t, s.closer.look(t.Context(), noon.Add(10*time.Minute)))
	idle := total(meter.TakeAll())
	if idle.Write != 1 || idle.Read > 3 {
		t.Errorf("when nobody writes a look consumes %.1f WRU and %.1f RRU", idle.Write, idle.Read)
	}
	t.Logf("when nobody writes: %.1f RRU and %.1f WRU a look, %.0f RRU and %.0f WRU a month", idle.Read, idle.Write, idle.Read*4320, idle.Write*4320)
	const conversations = 50
	for i := range conversations {
		at := noon.Add(11*time.Minute + time.Duration(i)*time.Second)
		ref := s.answers(s.writes(i, at), at)
		s.reports(ref, rules.Sent)
	}
	meter.TakeAll()
	must(t, s.closer.look(t.Context(), noon.Add(20*time.Minute)))
	used := total(meter.TakeAll())
	each := (used.Read - idle.Read) / conversations
	t.Logf("each conversation that was active: %.2f RRU", each)
	if used.Write != 1 || each > 1 {
		t.Errorf("%d conversations consume %.1f WRU and %.2f RRU each", conversations, used.Write, each)
	}
}

func total(all map[string]store.Capacity) (sum store.Capacity) {
	for _, c := range all {
		sum.Read, sum.Write = sum.Read+c.Read, sum.Write+c.Write
	}
	return sum
}

func (s *shop) claims(ref store.Ref, at time.Time, lease time.Duration) {
	s.t.Helper()
	if _, ok, err := s.store.Claim(s.t.Context(), s.ws, ref, at, lease); err != nil || !ok {
		s.t.Fatal(fmt.Errorf("claim: %t %w", ok, err))
	}
}

func (s *shop) parks(ref store.Ref, until time.Time, why rules.SendError) {
	s.t.Helper()
	must(s.t, s.store.Park(s.t.Context(), s.ws, ref, until, why))
}

func (s *shop) reports(ref store.Ref, status rules.Delivery) {
	s.t.Helper()
	_, err := s.store.Report(s.t.Context(), s.ws, ref, rules.Report{Status: status, At: noon, PlatformID: "wamid." + string(ref.Key)})
	must(s.t, err)
}

// loses removes every timer of a message, as if the table had lost them.
func (s *shop) loses(ref store.Ref) {
	s.t.Helper()
	all, err := s.store.Due(s.t.Context(), noon.Add(30*24*time.Hour), 1000)
	must(s.t, err)
	for _, timer := range all {
		if timer.Key == ref.Key {
			must(s.t, s.store.Disarm(s.t.Context(), []store.Timer{timer}))
		}
	}
}
