package machine

import (
	"sync"
	"time"
)

// together does all at once and waits for the last.
func together(all []func()) {
	var work sync.WaitGroup
	for _, f := range all {
		work.Go(f)
	}
	work.Wait()
}

// within does something and stops waiting for it when time is over.
func within(d time.Duration, f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-time.After(d):
	}
}
