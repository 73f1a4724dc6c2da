package store

import (
	"context"
	"fmt"
	"time"

	"transom/shared/rules"
)

// settle is how long Recount lets changes that are on their way through the stream arrive before it believes
// that the counters have drifted.
const settle = time.Second

// Recount counts the heads again from the indexes and corrects Sync if it drifted; drift is what was wrong
// (counted minus kept). It reads every row that is open or pending, so it is for a job, not for a request.
// While the workspace keeps changing it corrects nothing and answers no drift: two counts a second apart must
// agree, with no step of the sequence in between.
func (s *Store) Recount(ctx context.Context, ws Workspace) (drift rules.Counters, err error) {
	ctx = s.begin(ctx, "recount")
	first, drift, err := s.drift(ctx, ws)
	if err != nil || drift == (rules.Counters{}) {
		return rules.Counters{}, err
	}
	t := time.NewTimer(settle)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return rules.Counters{}, ctx.Err()
	case <-t.C:
	}
	state, again, err := s.drift(ctx, ws)
	if err != nil || again != drift || state.sequence != first.sequence {
		return rules.Counters{}, err
	}
	next := place{sequence: state.sequence + 1, ring: state.ring, counters: state.counters.Plus(drift)}
	held, err := s.move(ctx, ws, state, next)
	if err != nil || !held {
		return rules.Counters{}, err
	}
	s.remember(ws, next)
	return drift, nil
}

// drift compares the counters kept with those counted.
func (s *Store) drift(ctx context.Context, ws Workspace) (place, rules.Counters, error) {
	state, err := s.place(ctx, ws)
	if err != nil {
		return place{}, rules.Counters{}, err
	}
	var counted rules.Counters
	for _, st := range []rules.Status{rules.Open, rules.Pending} {
		rows, err := s.queryAll(ctx, ask{table: s.tables.Core, index: indexList, pkCol: colList, pk: listKey(ws, st), skCol: colListSort})
		if err != nil {
			return place{}, rules.Counters{}, fmt.Errorf("count %s conversations of %s: %w", st, ws, err)
		}
		for _, it := range rows {
			_, h, err := decodeHead(it)
			if err != nil {
				return place{}, rules.Counters{}, fmt.Errorf("count %s conversations of %s: %w", st, ws, err)
			}
			counted = counted.Plus(rules.Tally(h.Conversation))
		}
	}
	return state, counted.Minus(state.counters), nil
}
