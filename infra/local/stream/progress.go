package stream

import "sync"

// progress knows which records have been read and which are done, in the stream's order, so that the
// checkpoint never passes a record that is still being worked on. It is safe for concurrent use.
type progress struct {
	mu      sync.Mutex
	waiting []*step
	place   Place // everything up to here is done
	room    *sync.Cond
	closed  bool
}

type step struct {
	place Place
	done  bool
}

func newProgress(from Place) *progress {
	p := &progress{place: from}
	p.room = sync.NewCond(&p.mu)
	return p
}

// add notes a record that was read; done records need no work.
func (p *progress) add(at Place, done bool) *step {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := &step{at, done}
	p.waiting = append(p.waiting, s)
	p.advance()
	return s
}

// finish notes that records are done and gives the place that may be kept.
func (p *progress) finish(steps []*step) Place {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range steps {
		s.done = true
	}
	p.advance()
	return p.place
}

func (p *progress) advance() {
	n := 0
	for n < len(p.waiting) && p.waiting[n].done {
		p.place = p.waiting[n].place
		n++
	}
	p.waiting = p.waiting[n:]
	p.room.Broadcast()
}

// awaitRoom waits until fewer than limit records are under way; false when closed.
func (p *progress) awaitRoom(limit int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.waiting) >= limit && !p.closed {
		p.room.Wait()
	}
	return !p.closed
}

func (p *progress) close() {
	p.mu.Lock()
	p.closed = true
	p.room.Broadcast()
	p.mu.Unlock()
}

// state gives the place and how many records are under way.
func (p *progress) state() (Place, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.place, len(p.waiting)
}
