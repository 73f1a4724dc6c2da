package clock

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestTheFileMovesTheClockOrStopsIt(t *testing.T) {
	instant := time.Date(2026, 12, 1, 8, 0, 0, 5e6, time.UTC)
	for _, c := range []struct {
		name, text string
		stands     bool
		want       func(real time.Time) time.Time
	}{
		{"a duration is added", "24h0m0s\n", false, func(r time.Time) time.Time { return r.Add(24 * time.Hour) }},
		{"it may go back", "-1h", false, func(r time.Time) time.Time { return r.Add(-time.Hour) }},
		{"at an instant it stands", "2026-12-01T08:00:00.005Z\n", true, func(time.Time) time.Time { return instant }},
		{"an instant elsewhere is told in UTC", "2026-12-01T09:00:00.005+01:00", true, func(time.Time) time.Time { return instant }},
		{"nonsense moves nothing", "soon", false, func(r time.Time) time.Time { return r }},
		{"nothing moves nothing", "", false, func(r time.Time) time.Time { return r }},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "clock")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			t.Setenv(File, path)
			real := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
			got, stands := read(real)
			if want := c.want(real); !got.Equal(want) || got.Location() != time.UTC || stands != c.stands {
				t.Errorf("got %s, stands %t; want %s, %t", got, stands, want, c.stands)
			}
		})
	}
}
