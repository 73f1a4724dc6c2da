package rules

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// patience is the longest that anything due may go unnoticed: the closer comes every minute, a few seconds late.
const patience = 65 * time.Second

// clockwork is the system as far as time goes. An index has every deadline, up to an hour too early: a conversation is
// looked at within patience of each of the plan's leads before that, again when that was too early, and where its head
// asks for a timer and something is due. Nothing else ever looks at a conversation.
type clockwork struct {
	*rapid.T
	head    Conversation
	ch      Channel
	plan    Plan
	now     time.Time
	index   time.Time // what the index has; zero where the conversation is not in it
	swept   time.Time // until when leads were followed
	awaited []time.Time
	log     []Entry
	n       int  // messages so far
	turns   bool // the right to answer for seven days comes and goes
}

// slack is how much too early the index may have a deadline.
const slack = IndexSlack

func drawPlan(t *rapid.T) Plan {
	var p Plan
	for range rapid.IntRange(0, MaxWarnings).Draw(t, "warnings") {
		p.Warnings = append(p.Warnings, Warning{
			Before: time.Duration(rapid.IntRange(1, int(MaxLead/time.Minute)).Draw(t, "lead")) * time.Minute,
			To:     rapid.SampledFrom([]Audience{ToAssignee, ToTeam, ToSupervisors}).Draw(t, "to"),
		})
	}
	if rapid.Bool().Draw(t, "calls") {
		p.LastCall = LastCall{Do: CallLabel, Label: "soon", Before: time.Duration(rapid.IntRange(1, int(MaxLead/time.Minute)).Draw(t, "call")) * time.Minute}
	}
	return p.Sorted()
}

func newClockwork(t *rapid.T) *clockwork {
	on := rapid.SampledFrom([]ChannelKind{WhatsApp, Messenger, Instagram}).Draw(t, "on")
	w := &clockwork{T: t, head: fresh(), now: noon, plan: drawPlan(t)}
	w.head.On = on
	w.ch = Channel{ID: w.head.Channel, Kind: on, HumanAgent: rapid.Bool().Draw(t, "human agent"),
		OnExpiry: rapid.SampledFrom([]ExpiryPolicy{MarkExpired, CloseExpired, CloseUnassigned, CloseAnswered}).Draw(t, "policy")}
	return w
}

// apply takes a change as the store does, and looks whether something is due as the expirer does.
func (w *clockwork) apply(c Change) {
	if c.Conversation.Version == w.head.Version {
		return
	}
	w.head = c.Conversation
	w.log = append(w.log, c.Entries...)
	switch end := w.head.Deadline(); {
	case w.head.Status == Closed || w.head.WindowOver || end.IsZero():
		w.index = time.Time{}
	case w.index.IsZero() || w.index.After(end) || end.Sub(w.index) >= slack:
		w.index = end
	}
	if w.head.WantsTimer {
		w.await()
	}
}

// await has what comes within the index's slack looked at.
func (w *clockwork) await() {
	if next := NextTick(w.head, w.plan, w.now); !next.IsZero() && next.Sub(w.now) <= slack {
		w.awaited = append(w.awaited, next)
	}
}

// pass lets time go by; everything is looked at within patience of its moment.
func (w *clockwork) pass(d time.Duration) {
	end := w.now.Add(d)
	for {
		due := w.next()
		if due.IsZero() || due.After(end) {
			w.now, w.swept = end, end
			return
		}
		late := time.Duration(rapid.IntRange(0, 60).Draw(w.T, "late")) * time.Second
		w.now = later(w.now, due).Add(late)
		end = later(end, w.now)
		w.swept = w.now
		w.awaited = slices.DeleteFunc(w.awaited, func(at time.Time) bool { return !at.After(w.now) })
		w.fire()
	}
}

// next is the first look that is to come.
func (w *clockwork) next() time.Time {
	all := slices.Clone(w.awaited)
	for _, lead := range w.plan.Leads() {
		if at := w.index.Add(-lead); !w.index.IsZero() && at.After(w.swept) {
			all = append(all, at)
		}
	}
	if len(all) == 0 {
		return time.Time{}
	}
	return slices.MinFunc(all, time.Time.Compare)
}

// fire is what the closer does.
func (w *clockwork) fire() {
	if CallsLast(w.head, w.plan, w.now) {
		w.apply(SkipLastCall(w.head, "label", w.now))
	}
	change := Tick(w.head, w.ch, w.plan, w.now)
	for _, e := range change.Entries {
		if e.Event.Type == EventWarned && (!w.now.Before(w.head.Deadline()) || w.head.WaitingSince.IsZero() || w.head.Status == Closed) {
			w.Fatalf("warned at %s of what is over: %+v", w.now, w.head)
		}
	}
	w.apply(change)
	if Due(w.head, w.plan, w.now) {
		w.Fatalf("at %s something is left to do: %+v", w.now, w.head)
	}
	w.await()
}

// live does one thing that may happen to a conversation.
func (w *clockwork) live() {
	w.n++
	id := fmt.Sprint("m", w.n)
	who := UserID(rapid.SampledFrom([]string{"u1", "u2"}).Draw(w.T, "who"))
	switch rapid.IntRange(0, 11).Draw(w.T, "act") {
	case 0, 1, 2:
		w.write(inbound(id, w.now))
	case 3: // late, as a platform repeats what it could not deliver
		w.write(inbound(id, w.now.Add(-time.Duration(w.late())*time.Minute)))
	case 4: // opens, and wants no answer
		e := inbound(id, w.now)
		e.Type, e.Counts = React, false
		w.write(e)
	case 5, 6:
		if c, err := Reply(Reach(w.head, w.ch), Draft{ClientID: id, At: w.now, By: who, Text: "yes"}, w.now); err == nil {
			c.Conversation.HumanWindowClosesAt = w.head.HumanWindowClosesAt // as the api keeps it
			w.apply(c)
		}
	case 7:
		w.apply(Close(w.head, who, "", w.now))
	case 8:
		w.apply(Reopen(w.head, who, w.now))
	case 9:
		w.apply(Assign(w.head, Assignee{User: who}, who, w.now))
	case 10:
		v := Judge(Reach(w.head, w.ch), ByHuman, w.now)
		if v.Permit == Free || v.Permit == AsHuman || v.Permit == Perhaps {
			w.apply(CloseWindow(w.head, w.ch, v.Permit, w.now, w.now))
		}
	case 11: // the platform gives the right to answer for seven days, or takes it
		w.ch.HumanAgent = w.ch.HumanAgent != w.turns
	}
}

// late is how many minutes a message is late; where leads may have passed it is drawn more often.
func (w *clockwork) late() int {
	span := rapid.SampledFrom([][2]int{{1, 2400}, {640, 800}}).Draw(w.T, "how late")
	return rapid.IntRange(span[0], span[1]).Draw(w.T, "minutes")
}

func (w *clockwork) write(e Entry) {
	e.ByAd = rapid.IntRange(0, 5).Draw(w.T, "ad") == 0
	w.apply(Receive(w.head, w.ch, []Entry{e}, w.now))
}

// unnoticed is what should have been done by now; "" for nothing.
func (w *clockwork) unnoticed(before Conversation) string {
	if w.head.Version != before.Version { // something happened meanwhile
		return ""
	}
	if then := w.now.Add(-patience); Due(w.head, w.plan, then) {
		return fmt.Sprintf("at %s %v was due", then, Tick(w.head, w.ch, w.plan, then).Entries)
	}
	return ""
}

// The index is enough: whatever happens in whatever order, nothing that is due goes unnoticed for more
// than 65 seconds, no warning is given twice in a window, and none after its end.
func TestTheIndexOfDeadlinesIsEnough(t *testing.T) {
	for range 20 { // a hundred lives each: what is left out by mistake shows in one of a few hundred
		rapid.Check(t, oneLife)
	}
}

func oneLife(t *rapid.T) {
	w := newClockwork(t)
	w.turns = true
	w.write(inbound("m0", w.now.Add(-time.Duration(rapid.SampledFrom([]int{0, 0, 0, 10, 30}).Draw(t, "hours late"))*time.Hour)))
	for range rapid.IntRange(1, 30).Draw(t, "steps") {
		w.live()
		before := w.head
		for range rapid.IntRange(1, 4).Draw(t, "looks") {
			w.pass(time.Duration(rapid.SampledFrom([]int{1, 10, 50, 60, 100, 400, 1000, 2000, 6000}).Draw(t, "minutes")) * time.Minute)
			w.pass(patience)
			if what := w.unnoticed(before); what != "" {
				t.Fatalf("%s, and nobody looked: %+v, awaited %v, index %s", what, w.head, w.awaited, w.index)
			}
			before = w.head
		}
	}
	w.holds()
}

// holds reads a log: a warning that is due at one moment is given as often as the plan has it, and no two entries fall
// on one key.
func (w *clockwork) holds() {
	given, keys := map[string]int{}, map[EntryKey]bool{}
	for _, e := range w.log {
		if keys[e.Key] {
			w.Fatalf("two entries have the key %s", e.Key)
		}
		keys[e.Key] = true
		if e.Event == nil || e.Event.Type != EventWarned {
			continue
		}
		planned := 0
		for _, warning := range w.plan.Warnings {
			if string(warning.To) == e.Event.Reason {
				planned++
			}
		}
		what := e.At.String() + e.Event.Reason
		if given[what]++; given[what] > planned {
			w.Fatalf("%s were warned %d times of %s", e.Event.Reason, given[what], e.At)
		}
	}
}
