package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
	"transom/shared/store"
)

const (
	batch   = 500 // timers read at once
	workers = 16  // conversations acted on at once
)

type sweeper struct{ store *store.Store }

// sweep acts on everything due by now, batch after batch. A timer whose action failed stays armed for the next
// minute; the watermark moves only when nothing failed.
func (s sweeper) sweep(ctx context.Context, now time.Time) error {
	acted := 0
	for {
		due, err := s.store.Due(ctx, now, batch)
		if err != nil {
			return fmt.Errorf("list due timers: %w", err)
		}
		done, failed := s.act(ctx, due, now)
		acted += len(done)
		if err := s.store.Disarm(ctx, done); err != nil {
			return fmt.Errorf("disarm %d timers: %w", len(done), err)
		}
		if failed != nil {
			return fmt.Errorf("act on %d of %d timers: %w", len(due)-len(done), len(due), failed)
		}
		if len(due) < batch {
			break
		}
	}
	if acted > 0 {
		slog.InfoContext(ctx, "swept", "timers", acted)
	}
	if err := s.store.Swept(ctx, now); err != nil {
		return fmt.Errorf("move watermark: %w", err)
	}
	return nil
}

// act works on timers in parallel and gives those that are done with, and the failures of the others.
func (s sweeper) act(ctx context.Context, due []store.Timer, now time.Time) (done []store.Timer, failed error) {
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(workers)
	for _, t := range due {
		g.Go(func() error {
			err := s.fire(ctx, t, now)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s timer of conversation %s: %w", t.Kind, t.Conversation, err))
				return nil
			}
			done = append(done, t)
			return nil
		})
	}
	_ = g.Wait() // failures are gathered above: one must not stop the others
	return done, failed
}

// fire does what one timer asks for.
func (s sweeper) fire(ctx context.Context, t store.Timer, now time.Time) error {
	switch t.Kind {
	case store.ExpireTimer:
		return s.expire(ctx, t, now)
	case store.SendTimer:
		return s.settle(ctx, t, now)
	case store.RetryTimer:
		return s.retry(ctx, t, now)
	case store.SnoozeTimer:
		return s.wake(ctx, t, now)
	default:
		slog.WarnContext(ctx, "unknown timer", "kind", t.Kind, "conversation", t.Conversation)
		return nil
	}
}

// expire moves the timer if the customer wrote again, and acts on the window's end otherwise.
func (s sweeper) expire(ctx context.Context, t store.Timer, now time.Time) error {
	head, err := s.store.Head(ctx, t.Workspace, t.Conversation)
	if errors.Is(err, rules.ErrNoConversation) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read head: %w", err)
	}
	if head.WindowOpen(now) {
		t.Due = head.WindowClosesAt
		return s.store.Arm(ctx, t)
	}
	channel, err := s.store.Channel(ctx, t.Workspace, head.Channel)
	if err != nil {
		return fmt.Errorf("read channel: %w", err)
	}
	_, err = s.store.Change(ctx, t.Workspace, t.Conversation, func(c rules.Conversation) (rules.Change, error) {
		return rules.Expire(c, channel, now), nil
	})
	return err
}

// settle ends a send that was claimed and never reported, once its lease is over: nobody knows whether the
// platform has it.
func (s sweeper) settle(ctx context.Context, t store.Timer, now time.Time) error {
	ref := store.Ref{Conversation: t.Conversation, Key: t.Key}
	dead, err := s.store.Stuck(ctx, t.Workspace, ref, now)
	if err != nil || !dead {
		return err
	}
	slog.WarnContext(ctx, "send settled as unknown", "conversation", t.Conversation, "message", t.Key)
	_, err = s.store.Report(ctx, t.Workspace, ref, rules.Report{Status: rules.Uncertain, At: now})
	return err
}

// wake opens a conversation whose snooze has ended, unless it was moved or ended by hand.
func (s sweeper) wake(ctx context.Context, t store.Timer, now time.Time) error {
	_, err := s.store.Change(ctx, t.Workspace, t.Conversation, func(c rules.Conversation) (rules.Change, error) {
		return rules.Wake(c, now), nil
	})
	if errors.Is(err, rules.ErrNoConversation) {
		return nil
	}
	return err
}
