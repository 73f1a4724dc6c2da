// Package chaos decides, from one seed, when the machine misbehaves the way a cloud does: a call repeated, a
// batch late, a process gone in mid-call, an answer lost. It only decides; whoever asks does the damage, and
// only damage that the platform's own guarantees allow (at least once, in order per item).
package chaos

import (
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Settings say how much goes wrong. The rates are shares of calls between 0 and 1.
type Settings struct {
	On     bool          `json:"on"`
	Seed   uint64        `json:"seed"`
	Repeat float64       `json:"repeat"` // calls made twice
	Delay  float64       `json:"delay"`  // batches held back
	Hold   time.Duration `json:"-"`      // for at most how long
	Pause  time.Duration `json:"-"`      // at most so long before a call that failed is made again; 0: as usual
	Kill   float64       `json:"kill"`   // processes killed in mid-call
	Drop   float64       `json:"drop"`   // answers lost after the work was done
	Spare  []string      `json:"spare"`  // functions that are not killed
	Doors  bool          `json:"doors"`  // kill and drop at the HTTP and socket doors too, so that callers see 5xx
}

// Usual is what -chaos switches on. All of it leaves what people see as it would have been. The death of a courier
// does not: an answer may end as one of which nobody knows whether the platform has it. So it is spared here, and
// killed where that end is looked for (the stories of kills, the simulation).
var Usual = Settings{On: true, Seed: 1, Repeat: 0.1, Delay: 0.1, Hold: 200 * time.Millisecond, Kill: 0.02, Drop: 0.03, Spare: []string{"courier"}}

// Chaos decides. It is safe for concurrent use; the zero value never misbehaves.
type Chaos struct {
	mu       sync.Mutex
	settings Settings
	dice     *rand.Rand
}

// Set changes the settings and begins again from their seed.
func (c *Chaos) Set(s Settings) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.settings, c.dice = s, rand.New(rand.NewPCG(s.Seed, 0))
}

// Settings gives what is set.
func (c *Chaos) Settings() Settings {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settings
}

// Repeat reports whether a call is to be made twice.
func (c *Chaos) Repeat() bool {
	return c.roll(func(s Settings) float64 { return s.Repeat })
}

// Kill reports whether a function's process is to be killed in mid-call, and after how long. door: a person or a
// platform waits for the answer.
func (c *Chaos) Kill(function string, door bool) (after time.Duration, yes bool) {
	if slices.Contains(c.Settings().Spare, function) || !c.roll(func(s Settings) float64 { return reach(s, s.Kill, door) }) {
		return 0, false
	}
	return c.upTo(20 * time.Millisecond), true
}

// Drop reports whether the answer of a finished call is to be lost.
func (c *Chaos) Drop(door bool) bool {
	return c.roll(func(s Settings) float64 { return reach(s, s.Drop, door) })
}

// Pause is how long whoever repeats a call waits, where that is usually so long.
func (c *Chaos) Pause(usual time.Duration) time.Duration {
	if s := c.Settings(); s.On && s.Pause > 0 {
		return min(usual, s.Pause)
	}
	return usual
}

// Delay is how long a batch is to be held back; usually not at all.
func (c *Chaos) Delay() time.Duration {
	if !c.roll(func(s Settings) float64 { return s.Delay }) {
		return 0
	}
	return c.upTo(c.Settings().Hold)
}

func reach(s Settings, rate float64, door bool) float64 {
	if door && !s.Doors {
		return 0
	}
	return rate
}

func (c *Chaos) roll(rate func(Settings) float64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settings.On && c.dice.Float64() < rate(c.settings)
}

func (c *Chaos) upTo(most time.Duration) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dice == nil || most <= 0 {
		return 0
	}
	return time.Duration(c.dice.Int64N(int64(most)))
}
