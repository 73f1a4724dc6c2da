// Package mailroom stands in for Amazon SES on one machine: it answers version 2 of its API for sending (REST and
// JSON), holds letters to its rules, and keeps them in a folder instead of sending them anywhere. A page and a
// JSON list show them. It knows nothing of who writes and why; it checks no signatures and is for the loopback
// interface only.
package mailroom

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// Letter is one e-mail that would have been sent.
type Letter struct {
	ID      string            `json:"id"`
	At      time.Time         `json:"at"`
	From    string            `json:"from"`
	To      []string          `json:"to"`
	Subject string            `json:"subject"`
	Text    string            `json:"text"`
	HTML    string            `json:"html"`
	Headers map[string]string `json:"headers,omitempty"`
}

// Options are what a room is told by whoever opens it.
type Options struct {
	Dir  string           // of the letters; made if it is not there
	From string           // the one address that is verified
	Now  func() time.Time // the machine's time
}

// Room takes letters. It is safe for concurrent use.
type Room struct {
	dir, from string
	now       func() time.Time

	mu    sync.Mutex
	fault Fault
}

// Fault makes the next letters fail with one of SES's errors.
type Fault struct {
	Code  string `json:"code"`  // "TooManyRequestsException", "MessageRejected" …; "" for none
	Times int    `json:"times"` // how many letters; 0 with a code: all of them
}

// Open opens the folder.
func Open(o Options) (*Room, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make folder of letters: %w", err)
	}
	return &Room{dir: o.Dir, from: o.From, now: o.Now}, nil
}

// keep writes a letter down; ID and At are set here.
func (r *Room) keep(l Letter) (id string, err error) {
	l.ID, l.At = ulid.Make().String(), r.now()
	text, err := json.Marshal(l)
	if err != nil {
		return "", fmt.Errorf("render letter: %w", err)
	}
	path := filepath.Join(r.dir, l.ID+".json")
	if err := os.WriteFile(path+".tmp", text, 0o600); err != nil {
		return "", fmt.Errorf("keep letter: %w", err)
	}
	return l.ID, os.Rename(path+".tmp", path)
}

// List gives the letters, the newest first, at most limit of them.
func (r *Room) List(limit int) ([]Letter, error) {
	files, err := os.ReadDir(r.dir) // in order of their names, which begin with the time
	if err != nil {
		return nil, fmt.Errorf("read letters: %w", err)
	}
	list := []Letter{}
	for _, f := range slices.Backward(files) {
		if !strings.HasSuffix(f.Name(), ".json") {
			continue
		}
		if len(list) == limit {
			break
		}
		text, err := os.ReadFile(filepath.Join(r.dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("read letter: %w", err)
		}
		var l Letter
		if err := json.Unmarshal(text, &l); err != nil {
			return nil, fmt.Errorf("read letter %s: %w", f.Name(), err)
		}
		list = append(list, l)
	}
	return list, nil
}

// fails uses up one of the errors asked for; "" for none.
func (r *Room) fails() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	code := r.fault.Code
	if code != "" && r.fault.Times > 0 {
		if r.fault.Times--; r.fault.Times == 0 {
			r.fault = Fault{}
		}
	}
	return code
}
