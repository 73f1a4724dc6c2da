package main

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// schedules keeps a message until a time.
func (s *shop) schedules(c rules.Conversation, id string, due time.Time) rules.Scheduled {
	s.t.Helper()
	m, err := s.store.Schedule(s.t.Context(), system(s.ws), rules.Scheduled{ID: id, Conversation: c.ID, Due: due, CreatedAt: noon, By: "u1", Type: rules.Text, Text: "see you"})
	must(s.t, err)
	return m
}

// sentOut gives the messages of ours in a conversation.
func (s *shop) sentOut(c rules.Conversation) []rules.Entry {
	s.t.Helper()
	var out []rules.Entry
	for _, e := range s.log(c) {
		if e.Kind == rules.Message && e.Direction == rules.Out {
			out = append(out, e)
		}
	}
	return out
}

func TestAScheduledMessageIsReleasedAtItsTime(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.sweep(noon)
	c := s.writes(1, noon)
	due := noon.Add(2 * time.Hour)
	s.schedules(c, "S1", due)
	s.schedules(c, "S2", noon.Add(30*time.Hour)) // when the window has closed
	must(t, s.store.Unschedule(t.Context(), system(s.ws), c.ID, s.schedules(c, "S3", due).ID))
	s.minutes(due.Add(-time.Minute), due.Add(-time.Second))
	if got := s.sentOut(c); len(got) != 0 {
		t.Fatalf("released too early: %+v", got)
	}
	s.minutes(due, due.Add(5*time.Minute))
	got := s.sentOut(c)
	if len(got) != 1 || got[0].Status != rules.Queued || !got[0].At.Equal(due) || got[0].ClientID != "S1" || got[0].By != "u1" {
		t.Fatalf("released: %+v", got)
	}
	s.sweep(noon.Add(31 * time.Hour))
	got = s.sentOut(c)
	if len(got) != 2 || got[1].Status != rules.Failed || got[1].Error == nil || got[1].Error.Reason != "window_closed" {
		t.Errorf("one that may not go by then: %+v", got[len(got)-1])
	}
	if left, err := s.store.ScheduledOf(t.Context(), system(s.ws), c.ID); err != nil || len(left) != 0 {
		t.Errorf("%d still wait, %v", len(left), err)
	}
}

func TestAMessageMovedToAnotherTimeGoesThenAndOnce(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.sweep(noon)
	c := s.writes(1, noon)
	s.schedules(c, "S1", noon.Add(2*time.Hour))
	_, err := s.store.Reschedule(t.Context(), system(s.ws), c.ID, "S1", func(m rules.Scheduled) (rules.Scheduled, error) {
		m.Due = noon.Add(3 * time.Hour)
		return m, nil
	})
	must(t, err)
	s.minutes(noon.Add(2*time.Hour), noon.Add(2*time.Hour+3*time.Minute))
	if got := s.sentOut(c); len(got) != 0 {
		t.Fatalf("it went at its old time: %+v", got)
	}
	s.minutes(noon.Add(3*time.Hour), noon.Add(3*time.Hour+3*time.Minute))
	if got := s.sentOut(c); len(got) != 1 || !got[0].At.Equal(noon.Add(3*time.Hour)) {
		t.Errorf("released: %+v", got)
	}
}

// Wherever the process ends between taking, queueing and dropping, what follows makes it one message.
func TestAScheduledMessageIsOneWhereverTheCloserEnds(t *testing.T) {
	for name, how := range map[string]storetest.Mishap{"before": storetest.Before, "after": storetest.Lost} {
		for n := range 6 {
			t.Run(fmt.Sprint(name, " write ", n), func(t *testing.T) {
				db, trouble := storetest.Troubled(t)
				s := openIn(t, db, rules.Channel{Kind: rules.WhatsApp})
				s.sweep(noon)
				c := s.writes(1, noon)
				due := noon.Add(2 * time.Hour)
				s.schedules(c, "S1", due)
				trouble.Plan(func(write int) storetest.Mishap {
					if write == n {
						return how
					}
					return storetest.None
				})
				if err := s.closer.sweep(t.Context(), due); err != nil && !errors.Is(err, storetest.ErrCrash) {
					t.Fatal(err)
				}
				if trouble.Writes() <= n && n < 4 { // taken, queued, dropped, watermark
					t.Fatalf("only %d writes", trouble.Writes())
				}
				trouble.Plan(nil)
				for _, later := range []time.Duration{time.Minute, 2 * time.Minute, 3 * time.Minute, time.Hour} {
					s.restart()
					s.sweep(due.Add(later))
				}
				if got := s.sentOut(c); len(got) != 1 || got[0].Status != rules.Queued {
					t.Errorf("it became %d messages: %+v", len(got), got)
				}
				if left, err := s.store.ScheduledOf(t.Context(), system(s.ws), c.ID); err != nil || len(left) != 0 {
					t.Errorf("%d still wait, %v", len(left), err)
				}
			})
		}
	}
}

// The customer turned out to be known: their thread goes on elsewhere, and so does what waits on it.
func TestAScheduledMessageFollowsItsConversationTwice(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.sweep(noon)
	first, second, third := s.writes(1, noon), s.writes(2, noon.Add(time.Minute)), s.writes(3, noon.Add(2*time.Minute))
	due := noon.Add(3 * time.Hour)
	s.schedules(third, "S1", due)
	s.merges(third, second, noon.Add(time.Hour))
	s.merges(second, first, noon.Add(2*time.Hour))
	for range 2 {
		s.sweep(due.Add(time.Second))
		s.restart()
	}
	if got := s.sentOut(first); len(got) != 1 || got[0].Status != rules.Queued {
		t.Errorf("where the thread goes on: %+v", got)
	}
	for _, c := range []rules.Conversation{second, third} {
		if got := s.sentOut(c); len(got) != 0 {
			t.Errorf("where it ended: %+v", got)
		}
	}
}

// merges has one customer turn out to be another: their thread goes on in the other's.
func (s *shop) merges(from, into rules.Conversation, at time.Time) {
	s.t.Helper()
	id := "mid.me." + string(from.ID)
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "it is me", PlatformID: id, Key: rules.MessageKey(at, id),
		At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
	_, err := s.store.Receive(s.t.Context(), s.ws, s.channel, store.Sender{Address: into.Address, Also: []rules.Address{from.Address}}, []rules.Entry{e})
	must(s.t, err)
	if s.head(from).Merged != into.ID {
		s.t.Fatal("the threads were not merged")
	}
}

func TestAScheduledMessageFollowsItsConversation(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.sweep(noon)
	into := s.writes(1, noon)
	from := s.writes(2, noon.Add(time.Minute))
	due := noon.Add(2 * time.Hour)
	s.schedules(from, "S1", due)
	at := noon.Add(time.Hour)
	s.merges(from, into, at)
	for range 2 {
		s.sweep(due.Add(time.Second))
		s.restart()
	}
	if got := s.sentOut(into); len(got) != 1 || got[0].Status != rules.Queued {
		t.Errorf("where the thread goes on: %+v", got)
	}
	if got := s.sentOut(from); len(got) != 0 {
		t.Errorf("where it ended: %+v", got)
	}
}
