package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/clock"
	"transom/shared/rules"
)

// TimerKind says what a timer asks for.
type TimerKind string

// The kinds of timer.
const (
	ExpireTimer TimerKind = "expire" // the conversation's window closes
	SnoozeTimer TimerKind = "snooze" // the conversation's snooze ends
	SendTimer   TimerKind = "send"   // a message (Key) was claimed for sending and never reported
	PostTimer   TimerKind = "post"   // a scheduled message (Key is its ID) is due
)

// Timer wakes the closer for one conversation. Key is set for SendTimer and PostTimer only.
type Timer struct {
	Workspace    Workspace
	Conversation rules.ConversationID
	Kind         TimerKind
	Key          rules.EntryKey
	Due          time.Time
}

const (
	timerFor = 7 * 24 * time.Hour // after it was due
	// overlap is how far behind the watermark a sweep begins: a timer armed for a minute that is just being
	// swept is found by the next one.
	overlap = 10 * time.Minute
	// firstSweep is how far back the very first sweep looks.
	firstSweep   = 48 * time.Hour
	disarmAtOnce = 16
)

// Arm sets a timer for the minute in which Due falls; arming it again is one and the same timer. One that
// was due in the past is due now.
func (s *Store) Arm(ctx context.Context, t Timer) error {
	ctx = s.begin(ctx, "arm")
	if now := clock.Now(); t.Due.Before(now) {
		t.Due = now
	}
	it := newItem(timerKey(t))
	it.setTime(colDue, t.Due)
	it.setLapse(t.Due.Add(timerFor))
	if err := s.put(ctx, s.tables.Live, it, nil); err != nil {
		return fmt.Errorf("arm timer of %s: %w", t.Conversation, err)
	}
	return nil
}

// Due lists at most limit timers that are due at now, oldest first, beginning at the watermark. Their Due is
// exact to the millisecond.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Timer, error) {
	ctx = s.begin(ctx, "due")
	mark, err := s.watermark(ctx)
	if err != nil {
		return nil, err
	}
	from := mark.Add(-overlap)
	if mark.IsZero() || mark.After(now) {
		from = now.Add(-firstSweep)
	}
	var due []Timer
	for hour := from.Truncate(time.Hour); !hour.After(now) && len(due) < limit; hour = hour.Add(time.Hour) {
		found, err := s.dueIn(ctx, hour, now, limit)
		if err != nil {
			return nil, fmt.Errorf("read timers of %s: %w", hour.Format(time.RFC3339), err)
		}
		due = append(due, found...)
	}
	return due[:min(len(due), max(limit, 0))], nil
}

// dueIn reads the shards of one hour.
func (s *Store) dueIn(ctx context.Context, hour, now time.Time, limit int) ([]Timer, error) {
	shards := make([][]Timer, timerShards)
	g, ctx := errgroup.WithContext(ctx)
	for i := range timerShards {
		g.Go(func() (err error) {
			shards[i], err = s.dueInShard(ctx, timersKey(hour, i), now, limit)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	all := slices.Concat(shards...)
	slices.SortStableFunc(all, func(a, b Timer) int { return a.Due.Compare(b.Due) })
	return all, nil
}

func (s *Store) dueInShard(ctx context.Context, pk string, now time.Time, limit int) ([]Timer, error) {
	var due []Timer
	a := ask{table: s.tables.Live, pkCol: PartitionKey, pk: pk, skCol: SortKey, how: strong, limit: int32(max(limit, 1))}
	for {
		items, more, err := s.query(ctx, a)
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			a.from = it.text(SortKey)
			t, ok := timerOf(a.from)
			if t.Due = it.time(colDue); ok && !t.Due.After(now) {
				due = append(due, t)
			}
		}
		if !more || len(due) >= limit || a.from > lastOf(now) {
			return due, nil
		}
	}
}

// Disarm removes timers that have been acted on. Removing one that is gone is no error. One that was armed
// again meanwhile, for a later moment of the same minute, stays.
func (s *Store) Disarm(ctx context.Context, timers []Timer) error {
	ctx = s.begin(ctx, "disarm")
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(disarmAtOnce)
	for _, t := range timers {
		g.Go(func() error {
			e := newEdit()
			e.when = append(e.when, e.name(colDue)+" <= "+e.value(colDue, num(t.Due.UnixMilli())))
			return s.eraseIf(inner, s.tables.Live, timerKey(t), e)
		})
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("disarm %d timers: %w", len(timers), err)
	}
	return nil
}

// Swept moves the watermark up to now once everything due has been acted on; it never goes back.
func (s *Store) Swept(ctx context.Context, now time.Time) error {
	ctx = s.begin(ctx, "swept")
	e := newEdit().put(colMark, num(now.UnixMilli()))
	e.when = append(e.when, "(attribute_not_exists("+e.name(colMark)+") OR "+e.name(colMark)+" < "+e.value(colMark, num(now.UnixMilli()))+")")
	if _, _, err := s.update(ctx, s.tables.Live, watermarkKey(), e); err != nil {
		return fmt.Errorf("move the timers' watermark: %w", err)
	}
	return nil
}

func (s *Store) watermark(ctx context.Context) (time.Time, error) {
	it, err := s.get(ctx, s.tables.Live, watermarkKey(), strong)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the timers' watermark: %w", err)
	}
	return it.time(colMark), nil
}
