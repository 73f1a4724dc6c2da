package main

import (
	"sync"
	"time"
)

// asked is how long a typing sign that was asked for is not asked for again by this process; the worker looks
// at all of them.
const asked = 10 * time.Second

// remembered bounds how many conversations are remembered.
const remembered = 1000

// lately remembers for which conversations something was asked lately. The zero value is ready; it is safe for
// concurrent use.
type lately struct {
	mu sync.Mutex
	at map[string]time.Time
}

// first reports that nothing was asked for a conversation lately, and remembers now.
func (l *lately) first(id string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if was, ok := l.at[id]; ok && now.Sub(was) < asked {
		return false
	}
	if l.at == nil || len(l.at) >= remembered {
		l.at = map[string]time.Time{}
	}
	l.at[id] = now
	return true
}
