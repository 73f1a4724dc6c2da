package sandbox

import (
	"net/http"
	"reflect"
)

type habits struct {
	faults   Faults
	settings Settings
}

func (p *Phone) habits() habits {
	p.mu.Lock()
	defer p.mu.Unlock()
	return habits{p.state.faults, p.state.settings}
}

func (p *Phone) postFaults(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.state.faults
	err := read(r, &f)
	if err == nil {
		err = p.setFaults(f)
	}
	p.reply(w, http.StatusOK, p.state.faults, err)
}

func (p *Phone) deleteFaults(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reply(w, http.StatusOK, Faults{}, p.setFaults(Faults{}))
}

// setFaults records how to misbehave. Statuses that were held back by Silent come when it ends.
func (p *Phone) setFaults(f Faults) error {
	switch {
	case f.Duplicate < 0 || f.Duplicate > 20 || f.DelayMS < 0 || f.DelayMS > 600_000 || f.Batch < 0 || f.Batch > 1000:
		return invalid("at most 20 copies, 10 minutes of delay and 1000 updates in a webhook")
	case f.Refuse.Status != 0 && (f.Refuse.Status < 400 || f.Refuse.Status > 599), f.SlowMS < 0 || f.SlowMS > 600_000:
		return invalid("a refusal has an HTTP status from 400 to 599")
	}
	spoke := p.state.faults.Silent && !f.Silent
	if err := p.commit(record{Faults: &f}); err != nil {
		return err
	}
	if spoke {
		p.walkAll()
	}
	return nil
}

func (p *Phone) postSettings(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.state.settings
	err := read(r, &s)
	if err == nil && (s.DeliverMS < 0 || s.DeliverMS > 600_000) {
		err = invalid("delivery takes from 0 to 600000 milliseconds")
	}
	if err == nil && !reflect.DeepEqual(s, p.state.settings) {
		err = p.commit(record{Settings: &s})
	}
	p.reply(w, http.StatusOK, p.state.settings, err)
}
