package stream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Place is how far a stream has been dealt with: everything up to Sequence in Shard.
type Place struct {
	Shard    string `json:"shard"`
	Sequence string `json:"sequence,omitempty"`
	Ended    bool   `json:"ended,omitempty"` // all of the shard
}

func load(path string) (Place, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Place{}, nil
	}
	if err != nil {
		return Place{}, fmt.Errorf("read checkpoint: %w", err)
	}
	var p Place
	if err := json.Unmarshal(text, &p); err != nil {
		return Place{}, nil // unreadable: everything is read again, which reactors bear
	}
	return p, nil
}

func save(path string, p Place) error {
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("render checkpoint: %w", err)
	}
	if err := os.WriteFile(path+".tmp", text, 0o600); err != nil {
		return fmt.Errorf("write checkpoint: %w", err)
	}
	return os.Rename(path+".tmp", path)
}
