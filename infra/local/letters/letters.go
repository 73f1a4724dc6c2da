// Package letters keeps dead letters: what could not be done however often it was tried, one file each, so
// that nothing vanishes and a person can see it. It knows nothing of what the letters say.
package letters

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// Letter is one dead letter.
type Letter struct {
	ID       string          `json:"id"`
	At       time.Time       `json:"at"`
	Function string          `json:"function"`
	Source   string          `json:"source"` // "stream/core", "async", …
	Reason   string          `json:"reason"` // "RetryAttemptsExhausted", "RecordAgeExceeded", …
	Error    string          `json:"error,omitempty"`
	Records  int             `json:"records"`
	Payload  json.RawMessage `json:"payload,omitempty"`
}

// Box is a folder of letters. It is safe for concurrent use.
type Box struct{ dir string }

// Open opens the folder, making it when it is not there.
func Open(dir string) (*Box, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make dead letter folder: %w", err)
	}
	return &Box{dir}, nil
}

// Put keeps a letter; ID and At are set here.
func (b *Box) Put(l Letter) error {
	l.ID, l.At = ulid.Make().String(), time.Now().UTC()
	text, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("render dead letter of %s: %w", l.Function, err)
	}
	path := filepath.Join(b.dir, l.ID+".json")
	if err := os.WriteFile(path+".tmp", text, 0o600); err != nil {
		return fmt.Errorf("write dead letter of %s: %w", l.Function, err)
	}
	return os.Rename(path+".tmp", path)
}

// List gives all letters without their payloads, oldest first.
func (b *Box) List() ([]Letter, error) {
	files, err := os.ReadDir(b.dir)
	if err != nil {
		return nil, fmt.Errorf("read dead letters: %w", err)
	}
	list := []Letter{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".json") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(b.dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("read dead letter: %w", err)
		}
		var l Letter
		if json.Unmarshal(text, &l) == nil {
			l.Payload = nil
			list = append(list, l)
		}
	}
	return list, nil
}
