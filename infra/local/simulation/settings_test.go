package simulation

import "testing"

func TestARunIsChosenByTheEnvironment(t *testing.T) {
	for _, c := range []struct {
		name, variable, value string
		want                  Settings
		bad                   bool
	}{
		{"nothing said", "SIMULATE_SEED", "", small[0], false},
		{"conversations", "SIMULATE_CONVERSATIONS", "7", Settings{7, 3, 4, false}, false},
		{"days", "SIMULATE_DAYS", "21", Settings{40, 21, 4, false}, false},
		{"a seed", "SIMULATE_SEED", "18446744073709551615", Settings{40, 3, 18446744073709551615, false}, false},
		{"chaos", "SIMULATE_CHAOS", "true", Settings{40, 3, 4, true}, false},
		{"no days at all", "SIMULATE_DAYS", "0", Settings{}, true},
		{"a seed that is none", "SIMULATE_SEED", "-1", Settings{}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, name := range []string{"SIMULATE_CONVERSATIONS", "SIMULATE_DAYS", "SIMULATE_SEED", "SIMULATE_CHAOS"} {
				t.Setenv(name, "")
			}
			t.Setenv(c.variable, c.value)
			got, err := small[0].FromEnvironment()
			if (err != nil) != c.bad || !c.bad && got != c.want {
				t.Errorf("got %v (%v), want %v", got, err, c.want)
			}
		})
	}
}
