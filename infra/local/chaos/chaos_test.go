package chaos

import (
	"testing"
	"time"
)

func TestARepetitionWaitsNoLongerThanMisbehaviourSays(t *testing.T) {
	for _, c := range []struct {
		name        string
		settings    Settings
		usual, want time.Duration
	}{
		{"nothing said", Settings{On: true}, time.Second, time.Second},
		{"shorter", Settings{On: true, Pause: time.Millisecond}, time.Second, time.Millisecond},
		{"no longer than usual", Settings{On: true, Pause: time.Minute}, time.Second, time.Second},
		{"switched off", Settings{Pause: time.Millisecond}, time.Second, time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			var chaos Chaos
			chaos.Set(c.settings)
			if got := chaos.Pause(c.usual); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestWhoIsSparedIsNotKilled(t *testing.T) {
	var chaos Chaos
	always := Usual
	always.Kill = 1
	chaos.Set(always)
	if _, yes := chaos.Kill("courier", false); yes {
		t.Error("the courier is killed")
	}
	if _, yes := chaos.Kill("notifier", false); !yes {
		t.Error("the notifier is not killed")
	}
	if _, yes := chaos.Kill("api", true); yes {
		t.Error("what answers a person is killed")
	}
}
