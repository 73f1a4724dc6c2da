package main

import (
	"testing"
	"time"

	"transom/shared/clock"
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
			now := clock.Now()
			conversation := s.writes(1, now.Add(-c.age))
			ref := store.Ref{Conversation: conversation.ID}
			_, err := s.store.Change(t.Context(), s.ws, conversation.ID, func(h rules.Conversation) (rules.Change, error) {
				change, err := rules.Reply(h, rules.Draft{ClientID: "c1", At: now.Add(-c.age), By: "u1", Text: "x"}, now.Add(-c.age))
				ref.Key = change.Entries[0].Key
				return change, err
			})
			must(t, err)
			must(t, s.store.Park(t.Context(), s.ws, ref, now, rules.SendError{Reason: "channel_unauthorized"}))
			must(t, s.store.SetHealth(t.Context(), s.ws, s.channel.ID, rules.Health{State: c.health, Since: now}))
			must(t, s.sweeper.sweep(t.Context(), now.Add(time.Minute)))
			_, claimed, err := s.store.Claim(t.Context(), s.ws, ref, now, time.Minute)
			must(t, err)
			if claimed != c.woken {
				t.Errorf("it may be sent: %t, want %t", claimed, c.woken)
			}
			if c.woken {
				return
			}
			must(t, s.store.SetHealth(t.Context(), s.ws, s.channel.ID, rules.Health{State: rules.Working, Since: now.Add(2 * time.Minute)}))
			must(t, s.sweeper.sweep(t.Context(), now.Add(10*time.Minute)))
			if _, claimed, err = s.store.Claim(t.Context(), s.ws, ref, now, time.Minute); err != nil || !claimed {
				t.Errorf("once an admin has connected the channel again it may be sent: %t, %v", claimed, err)
			}
		})
	}
}
