package simulation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/infra/local/localtest"
)

// atOnce is how many conversations something happens to at the same moment.
const atOnce = 8

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
	unknown         []asked // sends of messages that we do not know yet
	scheduling      bool    // the API schedules messages
	asksPermit      bool    // the API tells permits

	// Progress hears a line for every simulated day; it may be nil.
	Progress func(string)

	mu     sync.Mutex
	byKey  map[string]*send // by message, and by text where a platform gives nothing back
	report Report
}

// New prepares a run on a machine that was started bare.
func New(m *localtest.Machine, settings Settings) *Simulation {
	return &Simulation{settings: settings, machine: m, door: newDoor(m.Addr, "admin@demo.transom", m.Password),
		dice: rand.New(rand.NewPCG(settings.Seed, 0)), byKey: map[string]*send{}, ear: &ear{heard: map[warned]int{}},
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

// play moves the clock from one moment at which something happens, or is due, to the next.
func (s *Simulation) play(ctx context.Context) error {
	for s.now.Before(s.end) {
		tick, idle := s.tick(), len(s.open) == 0
		happens, ok := s.script.next()
		if ok && !happens.After(s.end) && (idle || happens.Before(tick)) && !s.dueBefore(happens) {
			tick = happens
		} else if due, waiting := s.duties.next(); idle && waiting {
			tick = later(tick, s.jittered(ceil(due)))
		} else if idle {
			tick = s.end
		}
		if err := s.stand(ctx, tick); err != nil {
			return err
		}
		if err := s.together(ctx, s.script.until(s.now)); err != nil {
			return err
		}
	}
	return nil
}

// dueBefore reports that a tick has to come before something happens, for what is due.
func (s *Simulation) dueBefore(happens time.Time) bool {
	due, ok := s.duties.next()
	return ok && s.jittered(ceil(due)).Before(happens)
}

// together plays what happens at one moment: conversations side by side, each in its order.
func (s *Simulation) together(ctx context.Context, all []happening) error {
	if len(all) == 0 {
		return nil
	}
	byChat, order := map[*chat][]happening{}, []*chat{}
	edge, writes := false, false
	for _, h := range all {
		if len(byChat[h.chat]) == 0 {
			order = append(order, h.chat)
		}
		byChat[h.chat] = append(byChat[h.chat], h)
		edge, writes = edge || h.edge, writes || h.writes
	}
	began := time.Now()
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for _, c := range order {
		g.Go(func() error {
			for _, h := range byChat[c] {
				if err := h.do(inner); err != nil {
					return fmt.Errorf("%s of conversation %d: %w", h.word, h.order(), err)
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	s.report.spend("letting things happen", began)
	if edge || !writes { // the clock moves on while this is under way
		return nil
	}
	return s.taken(ctx)
}

// taken waits until what customers wrote has been taken. What agents wrote goes out while the clock goes on.
func (s *Simulation) taken(ctx context.Context) error {
	began := time.Now()
	defer func() { s.report.spend("waiting until it is taken", began) }()
	for try := range 3000 {
		var state struct{ Owed int }
		if err := s.door.phone(ctx, http.MethodGet, "state", nil, &state); err != nil {
			return err
		}
		if state.Owed == 0 {
			return nil
		}
		if try%50 == 49 { // what waits for its next attempt need not wait
			if err := s.door.phone(ctx, http.MethodPost, "retry", nil, nil); err != nil {
				return err
			}
		}
		time.Sleep(3 * time.Millisecond)
	}
	return fmt.Errorf("webhooks are not taken")
}

// add puts happenings into the script.
func (s *Simulation) add(all ...happening) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range all {
		if h.at.Before(s.end) {
			s.script.push(h)
		}
	}
}
