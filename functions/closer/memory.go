package main

import (
	"slices"
	"sync"
	"time"

	"transom/shared/store"
)

// memory holds the timers that were acted on and that the next sweep will read again, because it begins a while
// behind the watermark. Acting on them again would change nothing; remembering them saves the reads.
type memory struct {
	mu   sync.Mutex
	done map[store.Timer]bool
}

func newMemory() *memory { return &memory{done: map[store.Timer]bool{}} }

// add remembers timers that were acted on.
func (m *memory) add(timers ...store.Timer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range timers {
		m.done[t] = true
	}
}

// fresh leaves out what is remembered.
func (m *memory) fresh(due []store.Timer) []store.Timer {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(due, func(t store.Timer) bool { return m.done[t] })
}

// forget drops what no sweep in its time reads again once the watermark stands at a moment.
func (m *memory) forget(mark time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := mark.Add(-store.Overlap - time.Minute)
	for t := range m.done {
		if t.Due.Before(before) {
			delete(m.done, t)
		}
	}
}
