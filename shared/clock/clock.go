// Package clock tells the present time in UTC. It refuses to know why anybody asks: rules take a time as a
// value, and only the edges (functions, the runner) read it here.
//
// When the environment variable TRANSOM_CLOCK_FILE names a file, the file's content (a Go duration such as
// "24h0m0s") is added to the machine's clock at every reading, so that on one machine a window can be
// watched closing. On AWS the variable is not set.
package clock

import (
	"os"
	"strings"
	"time"
)

// File is the environment variable that names the file with the offset.
const File = "TRANSOM_CLOCK_FILE"

// Now is the present in UTC, moved by the offset file if there is one. An unreadable or malformed file
// counts as no offset.
func Now() time.Time { return time.Now().UTC().Add(Offset()) }

// Offset is how far this machine's clock has been moved.
func Offset() time.Duration {
	path := os.Getenv(File)
	if path == "" {
		return 0
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	d, err := time.ParseDuration(strings.TrimSpace(string(text)))
	if err != nil {
		return 0
	}
	return d
}
