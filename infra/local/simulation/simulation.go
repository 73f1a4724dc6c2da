package simulation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"transom/infra/local/localtest"
)

// Simulation is one run.
type Simulation struct {
	settings Settings
	machine  *localtest.Machine
	door     *door
	plan     plan
	lastCall time.Duration // before everybody's window ends; 0: none
	dice     *rand.Rand    // of what concerns no single conversation

	begin, now, end time.Time
	lines           []*line
	chats           []*chat
	script          queue[happening]
	duties          queue[duty]
	ear             *ear
	seen            int64 // of the sandbox's ledger
	open            []*send
	unknown         []asked        // sends of messages that we do not know yet
	written         map[*chat]bool // whose customers' last words may still be on their way to us
	calling         bool           // the last minute's call may still go on
	stirred         bool           // something happened since the clock last moved on, and may be under way
	hurry           bool           // something is due within minutes of being asked for
	scheduling      bool           // the API schedules messages
	asksPermit      bool           // the API tells permits

	// Progress hears a line for every simulated day; it may be nil.
	Progress func(string)

	mu     sync.Mutex
	byKey  map[string]*send // by message, and by text where a platform gives nothing back
	report Report
}

// New prepares a run on a machine that was started bare.
func New(m *localtest.Machine, settings Settings) *Simulation {
	return &Simulation{settings: settings, machine: m, door: newDoor(m.Addr, "admin@demo.transom", m.Password),
		dice: rand.New(rand.NewPCG(settings.Seed, 0)), byKey: map[string]*send{}, written: map[*chat]bool{}, ear: &ear{heard: map[warned]int{}},
		report: newReport(settings)}
}

// Run plays the whole time and judges it. Its error means that the run itself broke; what the system did wrong
// stands in the report.
func (s *Simulation) Run(ctx context.Context) (Report, error) {
	s.report.begin()
	for _, step := range []func(context.Context) error{s.prepare, s.play, s.settle, s.recount} {
		if err := step(ctx); err != nil {
			return s.report, fmt.Errorf("at %s: %w", s.now.Format(time.RFC3339), err)
		}
	}
	s.report.finish()
	return s.report, nil
}
