package main

import (
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

func TestAParkedMessageIsWokenWhenItsChannelWorks(t *testing.T) {
	for _, c := range []struct {
		name   string
		health rules.ChannelState
		age    time.Duration
		woken  bool
	}{
		{"throttled, in order since", rules.Working, 0, true},
		{"the channel is limited, which hinders nobody", rules.Restricted, 0, true},
		{"its access is dead", rules.Unauthorized, 0, false},
		{"its access has been dead for a day", rules.Unauthorized, 25 * time.Hour, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, rules.MarkExpired)
			now := noon
			ref := s.answers(s.writes(1, now.Add(-c.age)), now.Add(-c.age))
			must(t, s.store.Park(t.Context(), s.ws, ref, now, rules.SendError{Reason: "channel_unauthorized"}))
			must(t, s.store.SetHealth(t.Context(), s.ws, s.channel.ID, rules.Health{State: c.health, Since: now}))
			s.sweep(now.Add(time.Minute))
			_, claimed, err := s.store.Claim(t.Context(), s.ws, ref, now, time.Minute)
			must(t, err)
			if claimed != c.woken {
				t.Errorf("it may be sent: %t, want %t", claimed, c.woken)
			}
			if c.woken {
				return
			}
			must(t, s.store.SetHealth(t.Context(), s.ws, s.channel.ID, rules.Health{State: rules.Working, Since: now.Add(2 * time.Minute)}))
			s.sweep(now.Add(10 * time.Minute))
			if _, claimed, err = s.store.Claim(t.Context(), s.ws, ref, now, time.Minute); err != nil || !claimed {
				t.Errorf("once an admin has connected the channel again it may be sent: %t, %v", claimed, err)
			}
		})
	}
}

func TestASendThatNobodyReportedEndsAsUnknown(t *testing.T) {
	s := open(t, rules.MarkExpired)
	ref := s.answers(s.writes(1, noon), noon)
	const lease = time.Minute
	if _, ok, err := s.store.Claim(t.Context(), s.ws, ref, noon, lease); err != nil || !ok {
		t.Fatalf("claim: %v %v", ok, err)
	}
	must(t, s.store.Arm(t.Context(), store.Timer{Workspace: s.ws, Conversation: ref.Conversation, Kind: store.SendTimer, Key: ref.Key, Due: noon.Add(30 * time.Second)}))
	s.sweep(noon.Add(40 * time.Second))
	if e := s.entry(ref); e.Status != rules.Sending {
		t.Errorf("settled as %s while its lease holds", e.Status)
	}
	s.sweep(noon.Add(2 * lease))
	if e := s.entry(ref); e.Status != rules.Uncertain {
		t.Errorf("it is %s", e.Status)
	}
}

// A woken message whose record never reached the courier is shown again; those behind it are not its prisoners.
func TestAWokenMessageIsShownAgainUntilTheCourierTakesIt(t *testing.T) {
	s := open(t, rules.MarkExpired)
	ref := s.answers(s.writes(1, noon), noon)
	must(t, s.store.Park(t.Context(), s.ws, ref, noon.Add(time.Minute), rules.SendError{Reason: "throttled"}))
	times := shown(t, s.desk)
	s.minutes(noon, noon.Add(10*time.Minute))
	if n := times(ref); n != 3 { // after one minute, and again after two and four more
		t.Errorf("it was shown %d times, want 3", n)
	}
	if _, ok, err := s.store.Claim(t.Context(), s.ws, ref, noon.Add(11*time.Minute), time.Minute); err != nil || !ok {
		t.Fatalf("claim: %v %v", ok, err)
	}
	_, err := s.store.Report(t.Context(), s.ws, ref, rules.Report{Status: rules.Accepted, At: noon.Add(11 * time.Minute), PlatformID: "wamid.1"})
	must(t, err)
	s.minutes(noon.Add(11*time.Minute), noon.Add(3*time.Hour))
	if e := s.entry(ref); e.Status != rules.Accepted || times(ref) != 0 {
		t.Errorf("what has gone is %s, and shown again", e.Status)
	}
}

func TestAMessageThatNobodySendsFailsWithinAnHourAndAHalf(t *testing.T) {
	s := open(t, rules.MarkExpired)
	c := s.writes(1, noon)
	ref := s.answers(c, noon.Add(time.Second))
	must(t, s.store.Arm(t.Context(), store.Timer{Workspace: s.ws, Conversation: c.ID, Kind: store.SendTimer, Key: ref.Key, Due: noon.Add(10 * time.Minute)}))
	s.minutes(noon, noon.Add(69*time.Minute))
	if e := s.entry(ref); e.Status != rules.Queued {
		t.Errorf("before its hour is over it is %s", e.Status)
	}
	s.minutes(noon.Add(70*time.Minute), noon.Add(75*time.Minute))
	if e := s.entry(ref); e.Status != rules.Failed || e.Error == nil || e.Error.Reason != "not_sent" {
		t.Errorf("it is %s %+v, want failed for not_sent", e.Status, e.Error)
	}
	if !s.head(c).Failed {
		t.Error("its row does not show it")
	}
}
