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

// wheel counts what timers cost: it has the store's keys (conversation, kind, minute), the expirer's and the closer's
// habits, and the real rules.
type wheel struct {
	plan    rules.Plan
	channel rules.Channel
	heads   map[rules.ConversationID]rules.Conversation
	timers  map[int64]map[rules.ConversationID]time.Time // by minute
	puts    int
	fired   int // each would be a delete if timers were deleted
	acted   int // firings that wrote to a conversation
}

func newWheel(kind rules.ChannelKind, plan rules.Plan) *wheel {
	return &wheel{plan: plan, channel: rules.Channel{ID: "ch1", Kind: kind, OnExpiry: rules.MarkExpired, HumanAgent: kind == rules.Messenger},
		heads: map[rules.ConversationID]rules.Conversation{}, timers: map[int64]map[rules.ConversationID]time.Time{}}
}

// put keeps a head, and does what the expirer does with it.
func (w *wheel) put(c rules.Conversation, now time.Time) {
	w.heads[c.ID] = c
	if c.WantsTimer {
		for _, t := range Timers(store.Workspace{}, c, w.plan, now) {
			w.arm(c.ID, t.Due)
		}
	}
}

func (w *wheel) arm(id rules.ConversationID, due time.Time) {
	w.puts++
	minute := due.Unix() / 60
	if w.timers[minute] == nil {
		w.timers[minute] = map[rules.ConversationID]time.Time{}
	}
	w.timers[minute][id] = due
}

// sweep does what the closer does at the end of a minute.
func (w *wheel) sweep(minute int64) {
	now := time.Unix(minute*60+59, 0).UTC()
	due := w.timers[minute]
	delete(w.timers, minute)
	for id := range due {
		w.fired++
		c := w.heads[id]
		if rules.CallsLast(c, w.plan, now) {
			c = rules.SkipLastCall(c, "label", now).Conversation
		}
		change := rules.Tick(c, w.channel, w.plan, now)
		if change.Conversation.Version > w.heads[id].Version {
			w.acted++
		}
		w.put(change.Conversation, now)
		if next := rules.NextTick(change.Conversation, w.plan, now); !next.IsZero() {
			w.arm(id, next)
		}
	}
}

// step is something that happens to a conversation.
type step struct {
	at   time.Time
	id   rules.ConversationID
	what string // "in", "out", "close"
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
func (w *wheel) live(t *testing.T, steps []step) (inbound int) {
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
	steps := week(1000)
	last := rules.Usual
	last.LastCall = rules.LastCall{Do: rules.CallLabel, Label: "late", Before: 15 * time.Minute}
	for _, c := range []struct {
		name string
		kind rules.ChannelKind
		plan rules.Plan
	}{
		{"WhatsApp, the usual plan", rules.WhatsApp, rules.Usual},
		{"Messenger with seven days, the usual plan", rules.Messenger, rules.Usual},
		{"WhatsApp, no plan", rules.WhatsApp, rules.Plan{}},
		{"WhatsApp, the longest lead", rules.WhatsApp, rules.Plan{Warnings: []rules.Warning{{Before: rules.MaxLead, To: rules.ToAssignee}}}},
		{"WhatsApp, with a last call", rules.WhatsApp, last},
	} {
		w := newWheel(c.kind, c.plan)
		inbound := w.live(t, steps)
		each := float64(w.puts) / float64(inbound)
		t.Logf("%-42s %5d messages in, %5d puts, 0 deletes: %.2f writes a message (%.2f if fired timers were deleted); %d firings changed a conversation",
			c.name, inbound, w.puts, each, float64(w.puts+w.fired)/float64(inbound), w.acted)
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
