package main

import (
	"testing"

	"transom/functions/internal/streamtest"
	"transom/shared/store"
)

// shown counts how often the stream has shown a message to the courier since it was last asked.
func shown(t *testing.T, d *streamtest.Desk) func(store.Ref) int {
	d.Records(t, "courier")
	counts := map[store.Ref]int{}
	return func(ref store.Ref) int {
		t.Helper()
		for _, r := range d.Records(t, "courier").Records {
			rec, ok, err := store.DecodeRecord(r)
			must(t, err)
			if ok && rec.Entry != nil && (rec.Entry.Error == nil || rec.Woken) {
				counts[store.Ref{Conversation: rec.Entry.Conversation, Key: rec.Entry.Key}]++
			}
		}
		n := counts[ref]
		counts[ref] = 0
		return n
	}
}
