// Command closer wakes every minute and acts on the timers that are due: windows that have closed, sends whose
// outcome stayed open, snoozes that end. It reads the present head before it acts, so a timer that is late, repeated or
// overtaken does nothing; and it acts with the true deadline as the event's time.
package main

import (
	"context"

	"transom/functions/internal/boot"
	"transom/shared/clock"
)

func main() { boot.Main("closer", build) }

func build(ctx context.Context) (func(context.Context) error, error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	sweeper := sweeper{store: s}
	return func(ctx context.Context) error { return sweeper.sweep(ctx, clock.Now()) }, nil
}
