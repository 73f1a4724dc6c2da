package store

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"transom/shared/rules"
)

// What the index of deadlines says holds whatever happens to a window: lists are exact because of it.
func TestTheIndexOfDeadlinesNeverSaysTooLate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := head{Conversation: fullHead()}
		h.Status, h.WindowOver = rules.Open, false
		h.HumanWindowClosesAt = h.WindowClosesAt
		written := ""
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			before := written
			switch rapid.SampledFrom([]string{"message", "refused", "over", "human", "closed", "reopened"}).Draw(t, "what") {
			case "message":
				h.WindowOver = false
				h.WindowClosesAt = h.WindowClosesAt.Add(time.Duration(rapid.IntRange(0, 7200).Draw(t, "seconds")) * time.Second)
				h.HumanWindowClosesAt = h.WindowClosesAt
			case "refused":
				h.WindowClosesAt = h.WindowClosesAt.Add(-time.Duration(rapid.IntRange(0, 7200).Draw(t, "seconds")) * time.Second)
				h.HumanWindowClosesAt = h.WindowClosesAt
			case "over":
				h.WindowOver = true
			case "human":
				h.HumanWindowClosesAt = h.WindowClosesAt.Add(6 * 24 * time.Hour)
			case "closed":
				h.Status = rules.Closed
			case "reopened":
				h.Status = rules.Open
			}
			h.raw = encodeHead(testWS, h)
			written = h.raw.text(colDeadlineSrt)
			if !closes(h.Conversation) {
				if written != "" {
					t.Fatalf("a closed conversation is in the index: %s", written)
				}
				continue
			}
			p, ok := windowOf(written)
			deadline := h.Deadline().Truncate(time.Second)
			late := deadline.Sub(p.from)
			switch {
			case !ok || p.channel != h.Channel || idIn(written) != h.ID || p.over != h.WindowOver:
				t.Fatalf("%q reads as %+v", written, p)
			case late < 0 || late >= rules.IndexSlack || (p.over && late != 0):
				t.Fatalf("the index is %s before the deadline, over: %v", late, p.over)
			}
			if was, ok := windowOf(before); ok && !was.over && !p.over && !was.from.After(deadline) && deadline.Sub(was.from) < rules.IndexSlack && before != written {
				t.Fatalf("%q was written again as %q for nothing", before, written)
			}
		}
	})
}
