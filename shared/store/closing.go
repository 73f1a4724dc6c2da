package store

import (
	"context"
	"fmt"
	"time"
)

// Closing lists the conversations in progress that the index of deadlines has in the second of from, or later, and at
// through at the latest, the nearest first, as timers of their windows: Due is what the index says. The deadline itself
// is not before that, and less than rules.IndexSlack after it. Ends that were acted on are left out. through is to, or
// earlier if there are more than about most: then whole seconds are left for the next call. The index is a moment
// behind the heads. 0.5 RRU for up to 30.
func (s *Store) Closing(ctx context.Context, ws Workspace, from, to time.Time, most int) (all []Timer, through time.Time, err error) {
	ctx = s.begin(ctx, "closing")
	a := ask{table: s.tables.Core, index: indexWindow, pkCol: colDeadline, pk: windowKey(ws), skCol: colDeadlineSrt,
		from: windowTime(from), upto: windowTime(to) + "~", limit: int32(max(most, 1))}
	for {
		items, more, err := s.query(ctx, a)
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("read what closes in %s: %w", ws, err)
		}
		for _, it := range items {
			sort := it.text(colDeadlineSrt)
			if p, ok := windowOf(sort); ok && !p.over {
				all = append(all, Timer{Workspace: ws, Conversation: idIn(sort), Kind: WindowTimer, Due: p.from})
			}
			a.from = sort + " " // behind it
		}
		if !more {
			return all, to, nil
		}
		if n := len(all); n > 0 && n >= most {
			if last := all[n-1].Due; last.After(all[0].Due) {
				return before(all, last), last.Add(-time.Millisecond), nil
			}
		}
	}
}

// before gives those of some timers in their order that are due before a moment.
func before(all []Timer, moment time.Time) []Timer {
	for i, t := range all {
		if !t.Due.Before(moment) {
			return all[:i]
		}
	}
	return all
}
