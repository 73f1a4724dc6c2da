package sandbox

import (
	"maps"
	"slices"
	"time"
)

// again plans the next attempt of a parcel, or gives it up.
func (b *outbox) again(p *parcel, why error) {
	b.rest(p, why)
	b.moved()
}

func (b *outbox) rest(p *parcel, why error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	retry := *p
	retry.lane = ""
	if p.attempts >= maxAttempts {
		b.paused[&retry] = nil
		b.log.Error("webhook given up", "attempts", p.attempts, "updates", len(p.items), "err", why)
		return
	}
	pause := pauseAfter(b.pause, p.attempts)
	if p.attempts == 1 || p.attempts%10 == 0 {
		b.log.Warn("webhook not taken, trying again", "attempts", p.attempts, "pause", pause, "err", why)
	}
	b.paused[&retry] = time.AfterFunc(pause, func() { b.wake(&retry) })
}

// wake makes the next attempt of a parcel that waits for one.
func (b *outbox) wake(p *parcel) {
	b.mu.Lock()
	_, waits := b.paused[p]
	delete(b.paused, p)
	b.mu.Unlock()
	if waits {
		b.add(p)
	}
}

// wakeAll makes the next attempt of everything that waits for one or was given up, and says of how many.
func (b *outbox) wakeAll() int {
	b.mu.Lock()
	all := slices.Collect(maps.Keys(b.paused))
	b.mu.Unlock()
	for _, p := range all {
		b.wake(p)
	}
	return len(all)
}

// pauseAfter doubles from first with every failure, up to maxPause.
func pauseAfter(first time.Duration, failures int) time.Duration {
	return min(first<<min(failures-1, 20), maxPause)
}
