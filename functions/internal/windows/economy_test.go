package windows

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// desk counts what timers cost: it has the expirer's habits and the real rules. The closer finds by the index what is
// to come, for nothing.
type desk struct {
	plan    rules.Plan
	channel rules.Channel
	heads   map[rules.ConversationID]rules.Conversation
	next    map[rules.ConversationID]time.Time // when something is due
	puts    int
	acted   int // looks that wrote to a conversation
}

func newDesk(kind rules.ChannelKind, plan rules.Plan) *desk {
	return &desk{plan: plan, channel: rules.Channel{ID: "ch1", Kind: kind, OnExpiry: rules.MarkExpired, HumanAgent: kind == rules.Messenger},
		heads: map[rules.ConversationID]rules.Conversation{}, next: map[rules.ConversationID]time.Time{}}
}

// put keeps a head, and does what the expirer does with it.
func (d *desk) put(c rules.Conversation, now time.Time) {
	d.heads[c.ID] = c
	if c.WantsTimer {
		d.puts += len(Timers(store.Workspace{}, c, d.plan, now))
	}
	d.next[c.ID] = rules.NextTick(c, d.plan, now)
}

// sweep does what the closer does at the end of a minute.
func (d *desk) sweep(minute int64) {
	now := time.Unix(minute*60+59, 0).UTC()
	for id, at := range d.next {
		if at.IsZero() || at.After(now) {
			continue
		}
		d.acted++
		if c := d.heads[id]; rules.CallsLast(c, d.plan, now) {
			d.put(rules.SkipLastCall(c, "label", now).Conversation, now)
		}
		d.put(rules.Tick(d.heads[id], d.channel, d.plan, now).Conversation, now)
	}
}

// step is something that happens to a conversation.
type step struct {
	at   time.Time
	id   rules.ConversationID
	what string // "in", "out", "close"
}

// alone is what happens where hardly anybody answers: a visit is one to three messages, and the next comes days later or
// within seconds of the end of the window.
func alone(customers int) []step {
	rng := rand.New(rand.NewPCG(7, 13))
	var all []step
	for i := range customers {
		id := rules.ConversationID(fmt.Sprint("c", i))
		at := noon.Add(time.Duration(rng.IntN(24*60)) * time.Minute)
		for at.Before(noon.Add(7 * 24 * time.Hour)) {
			for range 1 + rng.IntN(3) {
				all = append(all, step{at, id, "in"})
				at = at.Add(time.Duration(1+rng.IntN(300)) * time.Second)
			}
			if rng.IntN(4) == 0 {
				at = at.Add(24*time.Hour - time.Duration(rng.IntN(600))*time.Second)
			} else {
				at = at.Add(time.Duration(10+rng.IntN(4*24*60)) * time.Minute)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b step) int { return a.at.Compare(b.at) })
	return all
}

// week is what a thousand customers and their agents do in a week. A customer comes one to three times, writes two to
// eight messages within an hour or two, is answered within minutes nine times in ten, within hours otherwise, and by
// nobody once in twenty; six in ten conversations are closed by the agent.
func week(customers int) []step {
	rng := rand.New(rand.NewPCG(7, 11))
	var all []step
	for i := range customers {
		id := rules.ConversationID(fmt.Sprint("c", i))
		for range 1 + rng.IntN(3) {
			at := noon.Add(time.Duration(rng.IntN(6*24*60)) * time.Minute)
			patience := time.Duration(1+rng.IntN(15)) * time.Minute
			switch n := rng.IntN(20); {
			case n == 0:
				patience = 0
			case n <= 2:
				patience = time.Duration(1+rng.IntN(6)) * time.Hour
			}
			for range 2 + rng.IntN(7) {
				all = append(all, step{at, id, "in"})
				if patience > 0 {
					all = append(all, step{at.Add(patience), id, "out"})
				}
				at = at.Add(patience + time.Duration(1+rng.IntN(15))*time.Minute)
			}
			if patience > 0 && rng.IntN(10) < 6 {
				all = append(all, step{at.Add(time.Minute), id, "close"})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b step) int { return a.at.Compare(b.at) })
	return all
}

// live plays steps and sweeps every minute until a week after the last; it gives how many messages came in.
func (w *desk) live(t *testing.T, steps []step) (inbound int) {
	t.Helper()
	minute := noon.Unix() / 60
	for i, s := range steps {
		for ; minute < s.at.Unix()/60; minute++ {
			w.sweep(minute)
		}
		c, known := w.heads[s.id]
		if !known {
			c = rules.Conversation{ID: s.id, Contact: "p", Channel: "ch1", On: w.channel.Kind, Kind: rules.Messages, Address: rules.Address{UserID: "u"}}
		}
		id := fmt.Sprint(s.id, i)
		switch s.what {
		case "in":
			inbound++
			e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, PlatformID: id, Key: rules.MessageKey(s.at, id), At: s.at, Opens: true, Counts: true}
			w.put(rules.Receive(c, w.channel, []rules.Entry{e}, s.at).Conversation, s.at)
		case "out":
			if change, err := rules.Reply(c, rules.Draft{ClientID: id, At: s.at, By: "ana", Text: "yes"}, s.at); err == nil {
				w.put(change.Conversation, s.at)
			}
		case "close":
			w.put(rules.Close(c, "ana", "", s.at).Conversation, s.at)
		}
	}
	for end := minute + 9*24*60; minute < end; minute++ {
		w.sweep(minute)
	}
	return inbound
}

func TestTimersCostLittleForEachMessage(t *testing.T) {
	usual, quiet := week(200), alone(200)
	last := rules.Usual
	last.LastCall = rules.LastCall{Do: rules.CallLabel, Label: "late", Before: 15 * time.Minute}
	long := rules.Plan{Warnings: []rules.Warning{{Before: rules.MaxLead, To: rules.ToAssignee}}, LastCall: last.LastCall}
	for _, c := range []struct {
		name  string
		kind  rules.ChannelKind
		plan  rules.Plan
		steps []step
	}{
		{"WhatsApp, the usual plan", rules.WhatsApp, rules.Usual, usual},
		{"Messenger with seven days, the usual plan", rules.Messenger, rules.Usual, usual},
		{"WhatsApp, no plan", rules.WhatsApp, rules.Plan{}, usual},
		{"WhatsApp, the longest lead", rules.WhatsApp, long, usual},
		{"WhatsApp, with a last call", rules.WhatsApp, last, usual},
		{"WhatsApp, nobody answers", rules.WhatsApp, last, quiet},
		{"WhatsApp, nobody answers, the longest lead", rules.WhatsApp, long, quiet},
		{"Messenger with seven days, nobody answers", rules.Messenger, last, quiet},
	} {
		w := newDesk(c.kind, c.plan)
		inbound := w.live(t, c.steps)
		each := float64(w.puts) / float64(inbound)
		t.Logf("%-42s %5d messages in, %4d timers written: %.3f a message; %d looks changed a conversation", c.name, inbound, w.puts, each, w.acted)
		if each > 0.5 {
			t.Errorf("%s: %.2f timer writes for each inbound message, may be 0.5", c.name, each)
		}
		for id, head := range w.heads {
			if head.Status != rules.Closed && !head.WindowOver {
				t.Errorf("%s: the end of %s's window was never acted on", c.name, id)
			}
		}
	}
}
