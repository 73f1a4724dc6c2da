// Package clock tells the present time in UTC. It refuses to know why anybody asks: rules take a time as a
// value, and only the edges (functions, the runner) read it here.
//
// When the environment variable TRANSOM_CLOCK_FILE names a file, that file moves the clock, so that on one
// machine a window can be watched closing: a Go duration such as "24h0m0s" is added to the machine's clock at
// every reading; an instant such as "2026-11-21T08:00:00Z" is a clock that stands there, for a simulation
// whose time passes only where it wants it to. On AWS the variable is not set.
package clock

import (
	"os"
	"strings"
	"time"
)

// File is the environment variable that names the file.
const File = "TRANSOM_CLOCK_FILE"

// Now is the present in UTC, as the file has it if there is one. An unreadable or malformed file moves nothing.
func Now() time.Time {
	now, _ := read(time.Now().UTC())
	return now
}

// Offset is how far this machine's clock has been moved; a standing clock falls behind.
func Offset() time.Duration {
	real := time.Now().UTC()
	now, _ := read(real)
	return now.Sub(real)
}

// Stands reports whether the clock stands still.
func Stands() bool {
	_, stands := read(time.Now().UTC())
	return stands
}

// read moves a time as the file says.
func read(real time.Time) (now time.Time, stands bool) {
	path := os.Getenv(File)
	if path == "" {
		return real, false
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return real, false
	}
	word := strings.TrimSpace(string(text))
	if d, err := time.ParseDuration(word); err == nil {
		return real.Add(d), false
	}
	if at, err := time.Parse(time.RFC3339Nano, word); err == nil {
		return at.UTC(), true
	}
	return real, false
}
