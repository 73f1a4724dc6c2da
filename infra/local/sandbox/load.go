package sandbox

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// LoadOrder asks for many messages at once.
type LoadOrder struct {
	Customers   int    `json:"customers"`   // how many write
	Messages    int    `json:"messages"`    // how many messages, in all
	Concurrency int    `json:"concurrency"` // webhooks on their way at once
	PerPayload  int    `json:"perPayload"`  // messages in a webhook
	To          string `json:"to,omitempty"`
	Text        string `json:"text,omitempty"` // the messages' text; a number is added
	Wait        bool   `json:"wait,omitempty"` // answer when it is over
}

// load is one run.
type load struct {
	mu      sync.Mutex
	report  LoadReport
	latency []time.Duration
	over    chan struct{}
}

const (
	maxLoadMessages = 1_000_000
	maxConcurrency  = 256
)

// startLoad begins a load unless one is running.
func (p *Phone) startLoad(o LoadOrder) (*load, error) {
	o.Customers, o.Messages = cmp.Or(o.Customers, 100), cmp.Or(o.Messages, 1000)
	o.Concurrency, o.PerPayload = cmp.Or(o.Concurrency, 8), cmp.Or(o.PerPayload, 1)
	o.To, o.Text = cmp.Or(o.To, DefaultAccount), cmp.Or(o.Text, "Load test")
	switch {
	case o.Customers < 1 || o.Customers > o.Messages || o.Messages > maxLoadMessages:
		return nil, invalid("a load has at most %d messages, and no more customers than messages", maxLoadMessages)
	case o.Concurrency < 1 || o.Concurrency > maxConcurrency || o.PerPayload < 1 || o.PerPayload > 1000:
		return nil, invalid("at most %d webhooks at once and 1000 messages in a webhook", maxConcurrency)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.load != nil && p.load.running() {
		return nil, conflict("a load is running")
	}
	l := &load{report: LoadReport{State: "running", Order: o, StartedAt: time.Now().UTC()}, over: make(chan struct{})}
	p.load = l
	p.out.going.Go(func() { p.runLoad(l) })
	return l, nil
}

// runLoad hands out payloads to the workers until all are acknowledged or the phone is closed.
func (p *Phone) runLoad(l *load) {
	o := l.report.Order
	people, err := p.crowd(o.Customers)
	work := make(chan int)
	var workers sync.WaitGroup
	for range o.Concurrency {
		workers.Go(func() {
			for first := range work {
				if err := p.loadPayload(l, people, first); err != nil {
					l.fail(err)
				}
			}
		})
	}
	for first := 0; err == nil && first < o.Messages; first += o.PerPayload {
		select {
		case work <- first:
		case <-p.ctx.Done():
			err = errClosed
		}
	}
	close(work)
	workers.Wait()
	l.finish(err)
}

// crowd gives the customers of a load, made as far as they are not there.
func (p *Phone) crowd(n int) ([]string, error) {
	out := make([]string, 0, n)
	for i := range n {
		phone := fictional(1000 + i)
		p.mu.Lock()
		c, err := p.state.byPhone[phone], error(nil)
		if c == nil {
			c, err = p.addCustomer(NewCustomer{Phone: phone, Name: nameOf(i)})
		}
		p.mu.Unlock()
		if err != nil {
			return nil, err
		}
		out = append(out, c.ID)
	}
	return out, nil
}

// loadPayload writes and posts the messages from first on, and goes on until they are acknowledged.
func (p *Phone) loadPayload(l *load, people []string, first int) error {
	o := l.report.Order
	var all record
	p.mu.Lock()
	for i := first; i < min(first+o.PerPayload, o.Messages); i++ {
		r, err := p.compose(p.state.customers[people[i%len(people)]], Writing{To: o.To, Text: fmt.Sprintf("%s %d", o.Text, i+1)})
		if err != nil {
			p.mu.Unlock()
			return err
		}
		all.Messages, all.Owe = append(all.Messages, r.Messages...), append(all.Owe, r.Owe...)
	}
	err := p.commit(all)
	p.mu.Unlock()
	if err != nil {
		return err
	}
	one := &parcel{items: all.Owe}
	for {
		begun := time.Now()
		err := p.out.post(p.ctx, one)
		l.tried(time.Since(begun), len(one.items), err)
		if err == nil {
			return nil
		}
		if err := rest(p.ctx, pauseAfter(p.out.pause, one.attempts)); err != nil {
			return err
		}
	}
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return errClosed
	}
}

func (p *Phone) postLoad(w http.ResponseWriter, r *http.Request) {
	var o LoadOrder
	err := read(r, &o)
	var l *load
	if err == nil {
		l, err = p.startLoad(o)
	}
	if err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	if o.Wait {
		select {
		case <-l.over:
		case <-r.Context().Done():
			return
		}
	}
	answer(w, http.StatusAccepted, l.now())
}

func (p *Phone) getLoad(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	l := p.load
	p.mu.Unlock()
	if l == nil {
		answer(w, http.StatusOK, LoadReport{State: "none"})
		return
	}
	answer(w, http.StatusOK, l.now())
}
