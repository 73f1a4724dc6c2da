package people

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Guard protects the service's files, which it overwrites in place: each that reads as JSON is copied beside
// itself, each that does not (the service died while writing) is put back from its copy. Call it before every
// start and from time to time in between.
func Guard(dir string) {
	files, err := filepath.Glob(filepath.Join(dir, ".cognito", "db", "*.json"))
	if err != nil {
		return // the pattern is constant and right
	}
	for _, path := range files {
		now, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if json.Valid(now) && len(now) > 2 {
			keep(path+".good", now)
			continue
		}
		if good, err := os.ReadFile(path + ".good"); err == nil {
			keep(path, good)
		}
	}
}

// keep writes a file whole or not at all. A failure leaves what was there.
func keep(path string, text []byte) {
	if before, err := os.ReadFile(path); err == nil && string(before) == string(text) {
		return
	}
	if os.WriteFile(path+".tmp", text, 0o600) == nil {
		_ = os.Rename(path+".tmp", path)
	}
}
