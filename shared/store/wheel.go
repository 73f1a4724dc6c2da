package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// firstSweep is how far back a sweep looks that knows no watermark, or one from the future because the clock was
// set back.
const firstSweep = 48 * time.Hour

// afterGap is how far behind the watermark a sweep begins that comes late: had the clock been set back by up to that
// while nobody swept, nobody could tell.
const afterGap = time.Hour

// Due lists at most limit timers that are due at now, oldest first, from where a sweep would begin. Timers that have
// been acted on are among them for Overlap.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Timer, error) {
	from, err := s.Unswept(ctx, now)
	if err != nil {
		return nil, err
	}
	due, _, err := s.DueSince(ctx, from, now, limit)
	return due[:min(len(due), max(limit, 0))], err
}

// Unswept is from when on a sweep at now has to look: everything due before has been acted on.
func (s *Store) Unswept(ctx context.Context, now time.Time) (time.Time, error) {
	ctx = s.begin(ctx, "due")
	it, err := s.get(ctx, s.tables.Live, watermarkKey(), strong)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the timers' watermark: %w", err)
	}
	mark, at := it.time(colMark), it.time(colSince)
	switch {
	case mark.IsZero():
		return now.Add(-firstSweep), nil
	case at.After(now.Add(Overlap)):
		return earlier(now.Add(-firstSweep), mark.Add(-Overlap)), nil
	case now.Sub(at) > 2*Overlap:
		return mark.Add(-afterGap), nil
	default:
		return mark.Add(-Overlap), nil
	}
}

// Swept says at a moment that everything due up to another has been acted on. After a clock was set back it goes back
// too: then things are looked at twice, which is harmless, and none is missed. 1 WRU.
func (s *Store) Swept(ctx context.Context, through, at time.Time) error {
	ctx = s.begin(ctx, "swept")
	it := newItem(watermarkKey())
	it.setTime(colMark, through)
	it.setTime(colSince, at)
	if err := s.put(ctx, s.tables.Live, it, nil); err != nil {
		return fmt.Errorf("move the timers' watermark: %w", err)
	}
	return nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// DueSince lists the timers that are due in the minute of from, or later, and at through at the latest, oldest first;
// their Due is exact to the millisecond. through is now, or earlier if there are more than about most: then whole
// minutes are left for the next call. Four queries an hour, 1 RRU each for up to 30 timers.
func (s *Store) DueSince(ctx context.Context, from, now time.Time, most int) (due []Timer, through time.Time, err error) {
	ctx = s.begin(ctx, "due")
	for hour := from.Truncate(time.Hour); !hour.After(now); hour = hour.Add(time.Hour) {
		end := hour.Add(time.Hour - time.Millisecond)
		if end.After(now) {
			end = now
		}
		found, through, err := s.dueIn(ctx, hour, from, end, most-len(due))
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("read timers of %s: %w", hour.Format(time.RFC3339), err)
		}
		due = append(due, found...)
		if through.Before(end) || len(due) >= most {
			return due, through, nil
		}
	}
	return due, now, nil
}

// dueIn reads the shards of one hour up to end, and cuts them where the shortest of them was cut.
func (s *Store) dueIn(ctx context.Context, hour, from, end time.Time, most int) ([]Timer, time.Time, error) {
	var shards [timerShards][]Timer
	var reach [timerShards]time.Time
	g, ctx := errgroup.WithContext(ctx)
	for i := range timerShards {
		g.Go(func() (err error) {
			shards[i], reach[i], err = s.dueInShard(ctx, timersKey(hour, i), from, end, most)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, time.Time{}, err
	}
	through := slices.MinFunc(reach[:], time.Time.Compare)
	all := slices.DeleteFunc(slices.Concat(shards[:]...), func(t Timer) bool { return t.Due.After(through) })
	slices.SortStableFunc(all, func(a, b Timer) int { return a.Due.Compare(b.Due) })
	return all, through, nil
}

// dueInShard reads one shard up to end, or up to a whole minute once it has most timers.
func (s *Store) dueInShard(ctx context.Context, pk string, from, end time.Time, most int) ([]Timer, time.Time, error) {
	var due []Timer
	a := ask{table: s.tables.Live, pkCol: PartitionKey, pk: pk, skCol: SortKey, from: from.UTC().Format(minuteForm), how: strong,
		limit: int32(max(most, 1))}
	for {
		items, more, err := s.query(ctx, a)
		if err != nil {
			return nil, time.Time{}, err
		}
		for _, it := range items {
			a.from = it.text(SortKey)
			if t, ok := decodeTimer(it); ok && !t.Due.After(end) {
				due = append(due, t)
			}
		}
		if !more || a.from > lastOf(end) {
			return due, end, nil
		}
		if n := len(due); n > 0 && n >= most {
			minute := due[n-1].Due.Truncate(time.Minute)
			if whole := slices.IndexFunc(due, func(t Timer) bool { return !t.Due.Before(minute) }); whole > 0 {
				return due[:whole], minute.Add(-time.Millisecond), nil
			}
		}
	}
}
