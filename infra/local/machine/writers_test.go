package machine

import (
	"slices"
	"testing"

	"transom/events"
)

func TestOnlyWhoMayWriteATableWakesItsReaders(t *testing.T) {
	for table, want := range map[string]struct{ yes, no string }{"core": {"api", "notifier"}, "msgs": {"courier", "expirer"}, "live": {"expirer", "bot"}} {
		got := writers(events.Topology, table)
		if !slices.Contains(got, want.yes) || slices.Contains(got, want.no) {
			t.Errorf("%s is written by %v, want %s in and %s out", table, got, want.yes, want.no)
		}
	}
}
