// Package simulation lets weeks pass by the clock: customers write, agents answer, platforms fail, webhooks come
// twice and late, the machine is killed, and a model of its own (small, and nothing of the rules' code) says what
// should have come of it. It knows the built machine by its public doors only: the API, the sandbox phone, and the
// runner's controls. The clock stands while something happens and moves only between two happenings, so that a
// run's times are those of its seed and not of the computer it runs on.
package simulation

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// Settings are what a run is made of.
type Settings struct {
	Conversations int
	Days          int
	Seed          uint64
	Chaos         bool
}

// FromEnvironment reads SIMULATE_CONVERSATIONS, SIMULATE_DAYS, SIMULATE_SEED and SIMULATE_CHAOS over the settings.
func (s Settings) FromEnvironment() (Settings, error) {
	for name, set := range map[string]func(string) error{
		"SIMULATE_CONVERSATIONS": func(v string) (err error) { s.Conversations, err = strconv.Atoi(v); return err },
		"SIMULATE_DAYS":          func(v string) (err error) { s.Days, err = strconv.Atoi(v); return err },
		"SIMULATE_SEED":          func(v string) (err error) { s.Seed, err = strconv.ParseUint(v, 10, 64); return err },
		"SIMULATE_CHAOS":         func(v string) (err error) { s.Chaos, err = strconv.ParseBool(v); return err },
	} {
		v := os.Getenv(name)
		if v == "" {
			continue
		}
		if err := set(v); err != nil {
			return s, fmt.Errorf("read %s=%q: %w", name, v, err)
		}
	}
	if s.Conversations < 1 || s.Days < 1 {
		return s, fmt.Errorf("%d conversations over %d days: at least one of each", s.Conversations, s.Days)
	}
	return s, nil
}

func (s Settings) String() string {
	return fmt.Sprintf("CONVERSATIONS=%d DAYS=%d SEED=%d CHAOS=%t", s.Conversations, s.Days, s.Seed, s.Chaos)
}

func (s Settings) length() time.Duration { return time.Duration(s.Days) * day }
