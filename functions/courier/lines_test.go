package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"transom/events"
	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// hours is a clock whose time passes only while everybody who lives by it rests.
type hours struct {
	mu     sync.Mutex
	at     time.Time
	awake  int
	asleep map[chan struct{}]time.Time
}

func (h *hours) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

// rest lets time pass.
func (h *hours) rest(_ context.Context, d time.Duration) bool {
	wake := make(chan struct{})
	h.mu.Lock()
	h.asleep[wake] = h.at.Add(max(d, 0))
	h.leave()
	h.mu.Unlock()
	<-wake
	return true
}

// live runs somebody by this clock.
func (h *hours) live(wait *sync.WaitGroup, do func()) {
	h.mu.Lock()
	h.awake++
	h.mu.Unlock()
	wait.Go(func() {
		do()
		h.mu.Lock()
		defer h.mu.Unlock()
		h.leave()
	})
}

// leave takes one from those awake, and goes on to the next moment when nobody is. The caller holds mu.
func (h *hours) leave() {
	if h.awake--; h.awake > 0 || len(h.asleep) == 0 {
		return
	}
	var first time.Time
	for _, at := range h.asleep {
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	h.at = first
	for wake, at := range h.asleep {
		if !at.After(first) {
			delete(h.asleep, wake)
			h.awake++
			close(wake)
		}
	}
}

// staff is one environment: so many who send at once.
type staff struct {
	*lines
	rng *rand.Rand
	mu  sync.Mutex
}

// some is a time below most.
func (s *staff) some(most time.Duration) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Duration(s.rng.Int64N(int64(most)))
}

func TestAllCouriersTogetherNeverExceedANumbersThroughputAndUseIt(t *testing.T) {
	for _, c := range []struct {
		name         string
		channel      rules.Channel
		environments int
		messages     int
	}{
		{"a number, all environments", rules.Channel{ID: "wa", Kind: rules.WhatsApp, AccountID: "100000000000001"}, rules.Senders, 600},
		{"a number, a few environments", rules.Channel{ID: "wa", Kind: rules.WhatsApp, AccountID: "100000000000001"}, 4, 300},
		{"a number that also runs the phone app", rules.Channel{ID: "wa", Kind: rules.WhatsApp, AccountID: "100000000000001", PhoneApp: true}, rules.Senders, 160},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			rate := rules.RateOf(c.channel, rules.Text)
			clock := &hours{at: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), asleep: map[chan struct{}]time.Time{}}
			graph := w.strict(clock.now, map[string]any{"throughput": rate.Most, "adoptPeople": true, "anyTemplate": true})
			s, meter := storetest.Metered(t)
			ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
			w.must(err)
			meter.TakeAll()
			platform := whatsapp.NewClient(graph + "/v26.0")
			queue := make(chan int, c.messages)
			for n := range c.messages {
				queue <- n
			}
			close(queue)
			began := clock.now()
			var wait sync.WaitGroup
			clock.awake++ // until everybody is there
			for env := range c.environments {
				own := &staff{lines: newLines(s), rng: rand.New(rand.NewPCG(uint64(env), 3))}
				own.now, own.rest = clock.now, clock.rest
				for range conversations {
					clock.live(&wait, func() {
						for n := range queue {
							own.send(t, ws, c.channel, rate, platform, n)
						}
					})
				}
			}
			clock.mu.Lock()
			clock.leave()
			clock.mu.Unlock()
			wait.Wait()
			took := clock.now().Sub(began)
			refused := 0
			for _, a := range w.asked() {
				if a.Code != 0 {
					refused++
				}
			}
			perSecond := float64(c.messages) / took.Seconds()
			wru := meter.Take("line").Write
			t.Logf("%d environments, %d messages: %.1f a second of %d, %.2f WRU a message", c.environments, c.messages, perSecond, rate.Most, wru/float64(c.messages))
			if got := len(w.asked()); refused > 0 || got != c.messages {
				t.Errorf("%d of %d messages were refused", refused, got)
			}
			if perSecond < 0.45*float64(rate.Most) {
				t.Errorf("%.1f a second, of %d", perSecond, rate.Most)
			}
		})
	}
}

// send waits for a turn and sends, over a network that is uneven.
func (s *staff) send(t *testing.T, ws store.Workspace, ch rules.Channel, rate rules.Rate, platform channel.Sender, n int) {
	for {
		after, err := s.turn(t.Context(), nameOf(ws, ch.ID, rate), rate, usual.longest)
		if err != nil {
			t.Errorf("wait for a turn: %v", err)
			return
		}
		if after == 0 {
			break
		}
		s.rest(t.Context(), after)
	}
	s.rest(t.Context(), s.some(rules.Slack-tardy))
	out := platform.Send(t.Context(), "t0ken", channel.Outgoing{Channel: ch, To: rules.Address{Phone: fmt.Sprintf("4915112%05d", n)},
		Message: rules.Entry{Type: rules.Template, Template: &rules.TemplateUse{Name: "hello", Language: "en_US"}}})
	if out.PlatformID == "" {
		t.Errorf("message %d: %+v %+v", n, out, out.Error)
	}
	s.rest(t.Context(), 100*time.Millisecond+s.some(200*time.Millisecond))
}

func TestNobodyWaitsOnALineThatNobodyNeeds(t *testing.T) {
	s, meter := storetest.Metered(t)
	ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
	if err != nil {
		t.Fatal(err)
	}
	meter.TakeAll()
	ch := rules.Channel{ID: "wa", Kind: rules.WhatsApp}
	rate := rules.RateOf(ch, rules.Text)
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	l := newLines(s)
	l.now = func() time.Time { return at }
	rested := time.Duration(0)
	l.rest = func(_ context.Context, d time.Duration) bool { rested += d; at = at.Add(d); return true }
	for range 20 { // one every ten seconds
		if after, err := l.turn(t.Context(), nameOf(ws, ch.ID, rate), rate, time.Second); after > 0 || err != nil {
			t.Fatalf("waits %s, %v", after, err)
		}
		at = at.Add(10 * time.Second)
	}
	if wrote := meter.Take("line").Write; rested > 0 || wrote > 0 {
		t.Errorf("single messages rest %s and cost %v WRU", rested, wrote)
	}
	for range 3 { // and three at once
		if _, err := l.turn(t.Context(), nameOf(ws, ch.ID, rate), rate, time.Second); err != nil {
			t.Fatal(err)
		}
	}
	if rested > 50*time.Millisecond {
		t.Errorf("three at once rest %s", rested)
	}
	if after, err := l.turn(t.Context(), nameOf(ws, ch.ID, rules.Rate{Types: []rules.Type{rules.Video}}), rules.Rate{}, 0); after > 0 || err != nil {
		t.Errorf("without a rate it waits %s, %v", after, err)
	}
}

func TestTheRatesAreSharedAmongAsManyAsThereCanBeAndALeaseOutlivesACall(t *testing.T) {
	for _, f := range events.Topology {
		if f.Name == "courier" && (f.Reserved != rules.Senders || f.Timeout > usual.lease) {
			t.Errorf("%d environments are reserved for %s, rates are shared among %d and leases last %s", f.Reserved, f.Timeout, rules.Senders, usual.lease)
		}
	}
}
