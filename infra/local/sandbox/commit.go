package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
)

// errClosed answers what comes after Close.
var errClosed = errors.New("the sandbox phone is closed")

// commit writes a record and only then believes it. The caller holds mu.
func (p *Phone) commit(r record) error {
	if p.closed {
		return errClosed
	}
	line, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	if err := p.journal.Append(line); err != nil {
		return err
	}
	p.state.apply(r)
	p.stir()
	return nil
}

// stir tells watchers that there is something to see. The caller holds mu.
func (p *Phone) stir() {
	p.rev++
	close(p.changed)
	p.changed = make(chan struct{})
}

// tell stirs for what is not in a record.
func (p *Phone) tell() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stir()
}

func (p *Phone) compact() error {
	var lines [][]byte
	for _, r := range p.state.snapshot() {
		line, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("write record: %w", err)
		}
		lines = append(lines, line)
	}
	return p.journal.Rewrite(lines)
}
