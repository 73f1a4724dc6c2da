package main

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// noon is in the future: the store arms what was due in the past for the present moment.
var noon = clock.Now().Truncate(time.Hour).Add(time.Hour)

// shop is a workspace with one channel and the sweeper under test.
type shop struct {
	t       *testing.T
	store   *store.Store
	ws      store.Workspace
	channel rules.Channel
	sweeper sweeper
}

func open(t *testing.T, policy rules.ExpiryPolicy) shop {
	t.Helper()
	s := storetest.New(t)
	ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
	must(t, err)
	ch := rules.Channel{ID: "ch1", Kind: rules.WhatsApp, AccountID: "1555", Name: "Desk", NewStatus: rules.Open, Distribution: rules.Manual, OnExpiry: policy, CreatedAt: noon}
	must(t, s.ConnectChannel(t.Context(), ws, ch))
	return shop{t, s, ws, ch, sweeper{store: s}}
}

// writes has a customer write at a time and arms the timer as the expirer would.
func (s shop) writes(customer int, at time.Time) rules.Conversation {
	s.t.Helper()
	id := fmt.Sprintf("wamid.%d.%d", customer, at.Unix())
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: id,
		Key: rules.MessageKey(at, id), At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
	got, err := s.store.Receive(s.t.Context(), s.ws, s.channel, store.Sender{Address: rules.Address{Phone: fmt.Sprintf("49151%07d", customer)}}, []rules.Entry{e})
	must(s.t, err)
	return got.Conversation
}

func (s shop) arms(c rules.Conversation, at time.Time) {
	s.t.Helper()
	must(s.t, s.store.Arm(s.t.Context(), store.Timer{Workspace: s.ws, Conversation: c.ID, Kind: store.ExpireTimer, Due: at}))
}

func (s shop) head(c rules.Conversation) rules.Conversation {
	s.t.Helper()
	h, err := s.store.Head(s.t.Context(), s.ws, c.ID)
	must(s.t, err)
	return h
}

func TestAWindowThatClosedIsActedOnOnce(t *testing.T) {
	s := open(t, rules.CloseExpired)
	c := s.writes(1, noon)
	s.arms(c, c.WindowClosesAt)
	must(t, s.sweeper.sweep(t.Context(), noon.Add(23*time.Hour)))
	if s.head(c).WindowExpired {
		t.Fatal("acted an hour too early")
	}
	for range 3 {
		must(t, s.sweeper.sweep(t.Context(), noon.Add(24*time.Hour+30*time.Second)))
	}
	h := s.head(c)
	if !h.WindowExpired || h.Status != rules.Closed {
		t.Errorf("got expired %v, status %s; want expired and closed", h.WindowExpired, h.Status)
	}
	if h.Version != c.Version+1 {
		t.Errorf("three sweeps made %d changes, want 1", h.Version-c.Version)
	}
	if !h.ClosedAt.Equal(c.WindowClosesAt) {
		t.Errorf("closed at %s, want the true deadline %s", h.ClosedAt, c.WindowClosesAt)
	}
}

func TestATimerMovesWhenTheCustomerWroteAgain(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	s.arms(c, c.WindowClosesAt)
	s.writes(1, noon.Add(10*time.Hour))
	must(t, s.sweeper.sweep(t.Context(), noon.Add(25*time.Hour)))
	if s.head(c).WindowExpired {
		t.Fatal("the window is open until ten hours later")
	}
	must(t, s.sweeper.sweep(t.Context(), noon.Add(34*time.Hour+time.Minute)))
	if h := s.head(c); !h.WindowExpired || h.Status != rules.Open {
		t.Errorf("got expired %v, status %s; want marked and still open", h.WindowExpired, h.Status)
	}
}

func TestADayOfMissedSweepsIsCaughtUp(t *testing.T) {
	s := open(t, rules.CloseExpired)
	const conversations = 60
	var all []rules.Conversation
	for i := range conversations {
		c := s.writes(i, noon.Add(time.Duration(i)*20*time.Minute))
		s.arms(c, c.WindowClosesAt)
		all = append(all, c)
	}
	must(t, s.sweeper.sweep(t.Context(), noon.Add(72*time.Hour)))
	for _, c := range all {
		if h := s.head(c); h.Status != rules.Closed || !h.ClosedAt.Equal(c.WindowClosesAt) {
			t.Errorf("conversation %s: status %s closed at %s, want closed at %s", c.ID, h.Status, h.ClosedAt, c.WindowClosesAt)
		}
	}
	due, err := s.store.Due(t.Context(), noon.Add(72*time.Hour), 100)
	must(t, err)
	if len(due) != 0 {
		t.Errorf("%d timers are left", len(due))
	}
}

func TestASnoozeEnds(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	until := noon.Add(2 * time.Hour)
	_, err := s.store.Change(t.Context(), s.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Snooze(c, until, "ana", noon), nil
	})
	must(t, err)
	must(t, s.store.Arm(t.Context(), store.Timer{Workspace: s.ws, Conversation: c.ID, Kind: store.SnoozeTimer, Due: until}))
	must(t, s.sweeper.sweep(t.Context(), until.Add(time.Minute)))
	if h := s.head(c); h.Status != rules.Open {
		t.Errorf("got %s after the snooze, want open", h.Status)
	}
}

func TestASendThatNobodyReportedEndsAsUnknown(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	var key rules.EntryKey
	_, err := s.store.Change(t.Context(), s.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
		change, err := rules.Reply(c, rules.Draft{ClientID: "01J", At: noon, By: "ana", Text: "hello"}, noon)
		key = change.Entries[0].Key
		return change, err
	})
	must(t, err)
	ref := store.Ref{Conversation: c.ID, Key: key}
	const lease = time.Minute
	if _, ok, err := s.store.Claim(t.Context(), s.ws, ref, noon, lease); err != nil || !ok {
		t.Fatalf("claim: %v %v", ok, err)
	}
	timer := store.Timer{Workspace: s.ws, Conversation: c.ID, Kind: store.SendTimer, Key: key, Due: noon.Add(lease + time.Second)}
	must(t, s.store.Arm(t.Context(), timer))
	must(t, s.sweeper.sweep(t.Context(), noon.Add(2*lease)))
	stuck, err := s.store.Stuck(t.Context(), s.ws, ref, noon.Add(10*lease))
	must(t, err)
	if stuck {
		t.Error("the message is still being sent")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
