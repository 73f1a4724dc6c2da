package simulation

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// shown is how many conversations' stories are told when something went wrong.
const shown = 5

// Report is what a run found.
type Report struct {
	Settings Settings
	Wrongs   []Wrong

	counts map[string]int
	matrix map[string]int // "permit: outcome"
	ticks  int
	late   time.Duration // the longest, in simulated time
	began  time.Time     // of the computer's own time
	spent  map[string]spending

	perInbound float64 // timers of windows for each message in
	took       time.Duration
}

// spending is the computer's own time that went into something, and how often.
type spending struct {
	times int
	took  time.Duration
}

// Wrong is something that must not be.
type Wrong struct {
	What, Words string
	At          time.Time
	chat        *chat
}

func newReport(settings Settings) Report {
	return Report{Settings: settings, counts: map[string]int{}, matrix: map[string]int{}, spent: map[string]spending{}}
}

func (r *Report) begin()  { r.began = time.Now() }
func (r *Report) finish() { r.took = time.Since(r.began) }

// spend counts the computer's own time since a moment for something.
func (r *Report) spend(what string, since time.Time) {
	s := r.spent[what]
	r.spent[what] = spending{s.times + 1, s.took + time.Since(since)}
}

func (r *Report) count(what string, n int) { r.counts[what] += n }

func (s *Simulation) count(what string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.report.count(what, n)
}

// offered counts what became of a send under a permit.
func (s *Simulation) offered(permit, outcome string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.report.matrix[permit+": "+outcome]++
}

// wrong notes something that must not be; c may be nil.
func (s *Simulation) wrong(c *chat, what, words string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := Wrong{what, fmt.Sprintf(words, args...), s.now, c}
	s.report.Wrongs = append(s.report.Wrongs, w)
	if s.Progress != nil && len(s.report.Wrongs) <= shown { // a long run tells at once
		s.Progress("wrong: " + w.line())
	}
}

func (w Wrong) line() string {
	line := fmt.Sprintf("%s %s: %s%s", w.At.Format("01-02 15:04:05"), w.What, w.Words, w.chat.name())
	if w.chat != nil {
		line += "\n    " + strings.Join(w.chat.log, "\n    ")
	}
	return line
}

// late notes how long after a duty's moment it was seen to be done.
func (s *Simulation) late(d duty) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.report.late = max(s.report.late, s.now.Sub(d.at))
}

// note writes a line of a conversation's story: ids and times, never words.
func (c *chat) note(now time.Time, words string, args ...any) {
	c.log = append(c.log, now.Format("01-02 15:04:05 ")+fmt.Sprintf(words, args...))
}

// sofar is a line for who waits.
func (r Report) sofar(at time.Time) string {
	return fmt.Sprintf("%s: %d messages in, %d out, %d ends, %d warnings, %d minutes in %s, %d wrong", at.Format(time.DateOnly), r.counts["messages in"],
		r.counts["messages out"], r.counts["ends"], r.counts["warnings"], r.ticks, time.Since(r.began).Round(time.Second), len(r.Wrongs))
}

// String is the report as it is printed.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "simulated %s\n", r.Settings)
	for _, what := range slices.Sorted(maps.Keys(r.counts)) {
		fmt.Fprintf(&b, "  %-46s %d\n", what, r.counts[what])
	}
	fmt.Fprintf(&b, "offered, and what became of it\n")
	for _, what := range slices.Sorted(maps.Keys(r.matrix)) {
		fmt.Fprintf(&b, "  %-46s %d\n", what, r.matrix[what])
	}
	fmt.Fprintf(&b, "  %-46s %s\n", "longest lateness, simulated", r.late)
	fmt.Fprintf(&b, "  %-46s %.2f\n", "timers of windows for each message in", r.perInbound)
	fmt.Fprintf(&b, "  %-46s %d\n", "minutes the closer was called", r.ticks)
	r.pace(&b)
	fmt.Fprintf(&b, "  %-46s %d\n", "wrong", len(r.Wrongs))
	kinds := map[string]int{}
	for _, w := range r.Wrongs {
		kinds[w.What]++
	}
	for _, what := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(&b, "    %-44s %d\n", what, kinds[what])
	}
	return b.String()
}

// pace tells where the computer's own time went.
func (r Report) pace(b *strings.Builder) {
	took, in := max(r.took.Seconds(), 1), r.counts["messages in"]+r.counts["comments in"]
	fmt.Fprintf(b, "  %-46s %s (%.1f minutes, %.1f messages in and %.1f out a second)\n", "took", r.took.Round(time.Second),
		float64(r.ticks)/took, float64(in)/took, float64(r.counts["messages out"])/took)
	for _, what := range slices.Sorted(maps.Keys(r.spent)) {
		s := r.spent[what]
		fmt.Fprintf(b, "    %-44s %7s, %2.0f%%: %d times %s\n", what, s.took.Round(time.Second), 100*s.took.Seconds()/took, s.times,
			(s.took / time.Duration(s.times)).Round(100*time.Microsecond))
	}
}

// Stories tells what went wrong, and of the first conversations concerned what happened in them.
func (r Report) Stories() string {
	var b strings.Builder
	told, kinds := map[*chat]bool{}, map[string]int{}
	for _, w := range r.Wrongs {
		if kinds[w.What]++; kinds[w.What] > shown {
			continue
		}
		fmt.Fprintf(&b, "%s %s: %s%s\n", w.At.Format("01-02 15:04:05"), w.What, w.Words, w.chat.name())
		if w.chat == nil || told[w.chat] || len(told) == shown {
			continue
		}
		told[w.chat] = true
	}
	for _, w := range r.Wrongs {
		if c := w.chat; told[c] && c != nil {
			fmt.Fprintf(&b, "the story%s\n    %s\n", c.name(), strings.Join(c.log, "\n    "))
			told[c] = false
		}
	}
	fmt.Fprintf(&b, "again: make simulate CONVERSATIONS=%d DAYS=%d SEED=%d CHAOS=%t\n", r.Settings.Conversations, r.Settings.Days, r.Settings.Seed, r.Settings.Chaos)
	return b.String()
}

func (c *chat) name() string {
	if c == nil {
		return ""
	}
	return fmt.Sprintf(" [%d %s %s %s %s, phone %s]", c.n, c.id, c.on.platform, c.on.account, c.on.policy, c.phone)
}
