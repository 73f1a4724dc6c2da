package main

import (
	"slices"
	"sync"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// memory is what one environment knows beside the tables. All of it may be lost: then a sweep looks further back.
//
// It holds what was acted on and will be read again, because a sweep begins a while behind the watermark; which windows
// were found in the index a little before their time, which it says to the hour only; and which leads of whose plans it
// has followed so far.
type memory struct {
	mu       sync.Mutex
	done     map[store.Timer]time.Time // up to which moment it was acted on
	soon     map[window]time.Time      // when a window is to be looked at next, within rules.IndexSlack
	followed map[lead]bool
}

// window is a conversation whose window is running.
type window struct {
	workspace    store.Workspace
	conversation rules.ConversationID
}

func newMemory() *memory {
	return &memory{done: map[store.Timer]time.Time{}, soon: map[window]time.Time{}, followed: map[lead]bool{}}
}

// name tells timers apart. All moments of a window are one: whoever looks at it does everything that is due.
func name(t store.Timer) store.Timer {
	t.At = time.Time{}
	if t.Kind == store.WindowTimer {
		t.Due, t.Tries = time.Time{}, 0
	}
	return t
}

// add remembers that timers were acted on for all moments up to one. Not before that is a window's moment forgotten: what
// fails comes again.
func (m *memory) add(through time.Time, timers ...store.Timer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range timers {
		m.done[name(t)] = through
		w := window{t.Workspace, t.Conversation}
		if at, there := m.soon[w]; there && ofWindow(t) && !at.After(through) {
			delete(m.soon, w)
		}
	}
}

// ofWindow reports that whoever acts on a timer looks at all that a conversation's window brings.
func ofWindow(t store.Timer) bool { return t.Kind == store.WindowTimer || t.Kind == store.ExpireTimer }

// fresh gives what is not remembered, the oldest first and each window once.
func (m *memory) fresh(due []store.Timer) []store.Timer {
	m.mu.Lock()
	defer m.mu.Unlock()
	slices.SortStableFunc(due, func(a, b store.Timer) int { return a.At.Compare(b.At) })
	seen := map[window]bool{}
	return slices.DeleteFunc(due, func(t store.Timer) bool {
		if through, there := m.done[name(t)]; there && !t.At.After(through) {
			return true
		}
		if !ofWindow(t) {
			return false
		}
		w := window{t.Workspace, t.Conversation}
		twice := seen[w]
		seen[w] = true
		return twice
	})
}

// await remembers when a window is to be looked at again.
func (m *memory) await(w window, at time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.soon[w] = at
}

// awaited lists the windows whose moment has come.
func (m *memory) awaited(now time.Time) []store.Timer {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []store.Timer
	for w, at := range m.soon {
		if !at.After(now) {
			due = append(due, store.Timer{Workspace: w.workspace, Conversation: w.conversation, Kind: store.WindowTimer, Due: at, At: at})
		}
	}
	return due
}

// forget drops what no sweep in its time reads again once the watermark stands at a moment.
func (m *memory) forget(mark time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := mark.Add(-store.Overlap - time.Minute)
	for t, through := range m.done {
		if through.Before(before) {
			delete(m.done, t)
		}
	}
}
