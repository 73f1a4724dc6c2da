package rules

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func inbound(id string, at time.Time) Entry {
	return Entry{Kind: Message, Direction: In, Type: Text, Text: "text of " + id, PlatformID: id, Key: MessageKey(at, id),
		At: at, Status: Received, Opens: true, Counts: true}
}

func fresh() Conversation {
	return Conversation{ID: "c1", Contact: "p1", Channel: "ch1", On: WhatsApp, Kind: Messages, Address: Address{Phone: "4915112345678"}}
}

func TestReceive(t *testing.T) {
	manual := Channel{ID: "ch1", Kind: WhatsApp}
	fewest := Channel{ID: "ch1", Kind: WhatsApp, Distribution: Fewest}
	botFirst := Channel{ID: "ch1", Kind: WhatsApp, NewStatus: Closed}
	open := Receive(fresh(), manual, []Entry{inbound("a", noon)}, noon).Conversation
	closed := Close(open, "u1", "", noon.Add(time.Hour)).Conversation
	snoozed := Snooze(open, noon.Add(48*time.Hour), "u1", noon).Conversation
	later := noon.Add(2 * time.Hour)

	for _, c := range []struct {
		name  string
		old   Conversation
		ch    Channel
		in    []Entry
		check func(t *testing.T, old, got Conversation, entries []Entry)
	}{
		{"a first message opens a conversation, its window and its wait", fresh(), manual, []Entry{inbound("a", noon)},
			func(t *testing.T, _, got Conversation, _ []Entry) {
				want(t, "status", got.Status, Open)
				want(t, "episode", got.Episode, 1)
				want(t, "unread", got.Unread, 1)
				want(t, "waiting since", got.WaitingSince, noon)
				want(t, "window", got.WindowClosesAt, noon.Add(24*time.Hour))
				want(t, "asks for a timer", got.WantsTimer, false)
				want(t, "asks for routing", got.NeedsRouting, false)
				want(t, "version", got.Version, 1)
			}},
		{"a channel that distributes asks the router", fresh(), fewest, []Entry{inbound("a", noon)},
			func(t *testing.T, _, got Conversation, _ []Entry) {
				want(t, "asks for routing", got.NeedsRouting, true)
			}},
		{"a channel whose conversations start closed keeps them closed", fresh(), botFirst, []Entry{inbound("a", noon)},
			func(t *testing.T, _, got Conversation, _ []Entry) { want(t, "status", got.Status, Closed) }},
		{"a later message moves the deadline and asks for no timer", open, manual, []Entry{inbound("b", later)},
			func(t *testing.T, _, got Conversation, _ []Entry) {
				want(t, "window", got.WindowClosesAt, later.Add(24*time.Hour))
				want(t, "asks for a timer", got.WantsTimer, false)
				want(t, "waiting since", got.WaitingSince, noon)
				want(t, "preview", got.Preview.Text, "text of b")
			}},
		{"a late message never moves preview, activity or deadline back", open, manual, []Entry{inbound("old", noon.Add(-time.Hour))},
			func(t *testing.T, old, got Conversation, _ []Entry) {
				want(t, "preview", got.Preview.Key, old.Preview.Key)
				want(t, "activity", got.ActivityAt, noon)
				want(t, "window", got.WindowClosesAt, old.WindowClosesAt)
				want(t, "unread", got.Unread, 2)
				want(t, "waiting since", got.WaitingSince, noon.Add(-time.Hour))
			}},
		{"a closed conversation opens again as a new episode, with an event", closed, manual, []Entry{inbound("b", later)},
			func(t *testing.T, _, got Conversation, entries []Entry) {
				want(t, "status", got.Status, Open)
				want(t, "episode", got.Episode, 2)
				want(t, "closed at", got.ClosedAt, time.Time{})
				want(t, "entries", len(entries), 2)
				want(t, "event", entries[1].Event.Type, EventReopened)
			}},
		{"a snoozed conversation comes back", snoozed, manual, []Entry{inbound("b", later)},
			func(t *testing.T, _, got Conversation, _ []Entry) { want(t, "status", got.Status, Open) }},
		{"what neither opens nor counts (an edit) leaves window, unread and status alone", closed, manual,
			[]Entry{{Kind: Message, Direction: In, Type: Edit, Key: MessageKey(later, "e"), At: later, Label: "Edited a message"}},
			func(t *testing.T, old, got Conversation, _ []Entry) {
				want(t, "status", got.Status, Closed)
				want(t, "unread", got.Unread, old.Unread)
				want(t, "window", got.WindowClosesAt, old.WindowClosesAt)
			}},
		{"a message so old that its window has closed asks for a timer: its end is to be acted on", fresh(), manual, []Entry{inbound("a", noon.Add(-30*24*time.Hour))},
			func(t *testing.T, _, got Conversation, _ []Entry) {
				want(t, "asks for a timer", got.WantsTimer, true)
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			change := Receive(c.old, c.ch, c.in, noon.Add(3*time.Hour))
			c.check(t, c.old, change.Conversation, change.Entries)
			deltas := Counters{}
			for _, e := range change.Entries {
				deltas = deltas.Plus(e.Deltas)
				want(t, "entry version", e.Version, c.old.Version+1)
			}
			want(t, "deltas", deltas, Tally(change.Conversation).Minus(Tally(c.old)))
		})
	}
}

// Everything a customer does, on channels with and without a window: any order, any batches and any repetition of
// batches that were not stored lead to one head, and to one text on the row.
func TestReceiveLeadsToOneHeadWhateverOrderAndBatches(t *testing.T) {
	for _, kind := range []ChannelKind{WhatsApp, Instagram} {
		ch := Channel{ID: "ch1", Kind: kind, Distribution: Fewest, HumanAgent: true}
		begin := fresh()
		begin.On = kind
		var all []Entry
		for i := range 12 {
			all = append(all, inbound(string(rune('a'+i)), noon.Add(time.Duration((i+1)/3)*time.Minute)))
		}
		for i, typ := range []Type{React, Edit, Revoke} {
			e := about(typ, "x", noon.Add(time.Duration(i+2)*time.Minute+time.Second), In)
			e.ReplyTo, e.Label, e.Opens = "l", "about l", typ == React
			all = append(all, e)
		}
		past := inbound("history", noon.AddDate(0, -3, 0))
		past.Opens, past.Counts = false, false
		all = append(all, past)
		reference := settle(shown(Receive(begin, ch, all, noon).Conversation, all))
		want(t, "the row shows that its message was deleted", reference.Preview.Type, Revoke)
		rng := rand.New(rand.NewPCG(1, 2))
		for range 500 {
			rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			c := begin
			for rest := all; len(rest) > 0; {
				n := 1 + rng.IntN(len(rest))
				c = shown(Receive(c, ch, rest[:n], noon).Conversation, all[:len(all)-len(rest)+n])
				rest = rest[n:]
			}
			if diff := cmp.Diff(settle(c), reference); diff != "" {
				t.Fatalf("%s: another order, another head (-got +want):\n%s", kind, diff)
			}
		}
	}
}

// shown brings the row in line with what became of the messages that have come so far, as the store does.
func shown(c Conversation, come []Entry) Conversation {
	for _, e := range come {
		if e.Type.Amends() {
			continue
		}
		for _, by := range come {
			if by.Type.Amends() && by.ReplyTo == e.PlatformID {
				e, _ = Amend(e, by)
			}
		}
		c = Refresh(c, e, noon).Conversation
	}
	return c
}

// settle leaves out what counts transactions rather than messages.
func settle(c Conversation) Conversation {
	c.Version, c.WantsTimer = 0, false
	return c
}

func want[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
