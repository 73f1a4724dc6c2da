package stream

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"

	"transom/events"
)

// read looks at the stream again and again and puts what matches into the lanes.
func (m *Mapping) read() {
	defer m.work.Done()
	trouble := pause
	for m.progress.awaitRoom(readAhead) {
		began := time.Now()
		records, err := m.reader.next(m.ctx)
		m.failing.Store(err != nil)
		switch {
		case err != nil:
			if m.ctx.Err() == nil {
				m.options.Log.Warn("read stream", "function", m.options.Function, "error", err)
			}
			if !m.sleep(trouble) {
				return
			}
			trouble = min(2*trouble, 2*time.Second)
			continue
		case len(records) == 0:
			if place, pending := m.progress.state(); pending == 0 {
				m.keep(place)
				m.idle.Store(began.UnixNano())
			}
			if !m.sleep(pause) {
				return
			}
		}
		trouble = pause
		m.accept(records)
	}
}

func (m *Mapping) sleep(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-m.stop:
		return false
	case <-m.wake:
	case <-t.C:
	}
	return true
}

func (m *Mapping) accept(records []types.Record) {
	for _, raw := range records {
		r, err := render(raw, m.reader.arn)
		at := Place{Shard: m.reader.place.Shard, Sequence: r.sequence}
		if err != nil || !wanted(m.options.Trigger, r.json) {
			m.progress.add(at, true)
			continue
		}
		it := item{r, m.progress.add(at, false)}
		m.lanes[r.lane%uint32(len(m.lanes))] <- it
	}
}

// wanted reports whether any filter matches; no filters want everything.
func wanted(t events.Stream, record []byte) bool {
	return len(t.Filters) == 0 || slices.ContainsFunc(t.Filters, func(f events.Filter) bool { return f.Matches(record) })
}
