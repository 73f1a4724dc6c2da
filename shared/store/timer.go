package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"transom/shared/clock"
	"transom/shared/rules"
)

// TimerKind says what a timer asks for.
type TimerKind string

// The kinds of timer.
const (
	ExpireTimer TimerKind = "expire" // something about the conversation's window is due
	WindowTimer TimerKind = "window" // the same, found in the index of deadlines (see Closing) and never armed
	SnoozeTimer TimerKind = "snooze" // the conversation's snooze ends
	SendTimer   TimerKind = "send"   // a message (Key) may be stuck on its way out
	PostTimer   TimerKind = "post"   // a scheduled message (Key is its ID) is due
	MailTimer   TimerKind = "mail"   // colleagues are to be written to about a warning (Key)
)

// Timer wakes the closer for one conversation. It is named by its minute, conversation, kind and Key, which is set for
// timers of messages and warnings only. Tries counts how often the same thing was tried in vain. At is for who reads
// them: the moment that has come, where that is not Due.
type Timer struct {
	Workspace    Workspace
	Conversation rules.ConversationID
	Kind         TimerKind
	Key          rules.EntryKey
	Due          time.Time
	At           time.Time
	Tries        int
}

// Plain is a timer as it was armed, for whatever moment it was read.
func (t Timer) Plain() Timer {
	t.At = time.Time{}
	return t
}

// TimersKept is how long a timer stays after it was due. Nobody deletes a timer: what has been acted on is told by
// the watermark, and what is behind that lapses, which is free of charge. It is the longest outage of the closer
// that loses nothing.
const TimersKept = 30 * 24 * time.Hour

// Overlap is how far behind the watermark a sweep begins again. A timer is written before half of it has passed since
// it was due, or is armed again, so that no sweep misses one that was armed for a minute just being swept; the other
// half is for clocks that differ.
const Overlap = 2 * time.Minute

// lateArms bounds how often a timer whose writing took too long is armed again: a clock that keeps jumping.
const lateArms = 5

// armsAtOnce is how many batches of timers are written at the same time.
const armsAtOnce = 8

// Arm sets timers, each for the minute in which its Due falls; one that was due in the past is due now. Arming the
// same again is one and the same timer, also for another moment of the same minute. 1 WRU each.
func (s *Store) Arm(ctx context.Context, timers ...Timer) error {
	ctx = s.begin(ctx, "arm")
	for try := 1; len(timers) > 0; try++ {
		var err error
		if timers, err = s.armOnce(ctx, timers); err != nil {
			return fmt.Errorf("arm %d timers: %w", len(timers), err)
		}
		if try == lateArms {
			break
		}
	}
	return nil
}

// armOnce writes timers and gives those whose writing took so long that a sweep may have passed them.
func (s *Store) armOnce(ctx context.Context, timers []Timer) (late []Timer, err error) {
	now := clock.Now()
	byKey := map[key]Timer{}
	for _, t := range timers {
		if t.Due.Before(now) {
			t.Due = now
		}
		k := timerKey(t)
		if other, twice := byKey[k]; !twice || t.Due.Before(other.Due) {
			byKey[k] = t
		}
	}
	var items []item
	for k, t := range byKey {
		items = append(items, encodeTimer(k, t))
	}
	if err := s.putTimers(ctx, items); err != nil {
		return timers, err
	}
	passed := clock.Now().Add(-Overlap / 2)
	for _, t := range byKey {
		if t.Due.Before(passed) {
			late = append(late, t)
		}
	}
	return late, nil
}

func (s *Store) putTimers(ctx context.Context, items []item) error {
	if len(items) == 1 {
		return s.put(ctx, s.tables.Live, items[0], nil)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(armsAtOnce)
	for some := range slices.Chunk(items, batchWrites) {
		g.Go(func() error {
			writes := make([]types.WriteRequest, len(some))
			for i, it := range some {
				writes[i] = putting(it)
			}
			return s.batchWrite(ctx, writes)
		})
	}
	return g.Wait()
}

func encodeTimer(k key, t Timer) item {
	it := newItem(k)
	it.setTime(colDue, t.Due)
	it.setNumber(colTries, int64(t.Tries))
	it.setLapse(t.Due.Add(TimersKept))
	return it
}

func decodeTimer(it item) (Timer, bool) {
	t, ok := timerOf(it.text(SortKey))
	t.Due, t.Tries = it.time(colDue), int(it.number(colTries))
	return t, ok
}

// Disarm removes timers before they are due, or before their watermark has passed. Removing one that is gone is no
// error. One that was armed again meanwhile, for a later moment of the same minute, stays. 1 WRU each.
func (s *Store) Disarm(ctx context.Context, timers []Timer) error {
	ctx = s.begin(ctx, "disarm")
	for _, t := range timers {
		e := newEdit()
		e.when = append(e.when, e.name(colDue)+" <= "+e.value(colDue, num(t.Due.UnixMilli())))
		if err := s.eraseIf(ctx, s.tables.Live, timerKey(t), e); err != nil {
			return fmt.Errorf("disarm %s timer of %s: %w", t.Kind, t.Conversation, err)
		}
	}
	return nil
}
