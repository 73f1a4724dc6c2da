package stream

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"transom/infra/local/lambda"
	"transom/infra/local/letters"
)

const (
	firstPause = 100 * time.Millisecond
	longPause  = 5 * time.Second
	maxEvent   = 5 << 20 // bytes of records in one call; Lambda takes 6 MB
)

// serve works through one lane, batch after batch, in order.
func (m *Mapping) serve(lane chan item) {
	defer m.work.Done()
	for {
		batch := m.gather(lane)
		if batch == nil {
			return
		}
		if !m.deliver(batch) {
			return
		}
	}
}

// gather waits for a batch; nil when the mapping stops.
func (m *Mapping) gather(lane chan item) []item {
	var batch []item
	size := 0
	select {
	case <-m.stop:
		return nil
	case it := <-lane:
		batch, size = append(batch, it), len(it.json)
	}
	var window <-chan time.Time
	if m.options.Trigger.Window > 0 {
		window = time.After(m.options.Trigger.Window)
	} else {
		closed := make(chan time.Time)
		close(closed)
		window = closed
	}
	for len(batch) < max(m.options.Trigger.Batch, 1) && size < maxEvent {
		select {
		case it := <-lane:
			batch, size = append(batch, it), size+len(it.json)
			continue
		default:
		}
		select {
		case it := <-lane:
			batch, size = append(batch, it), size+len(it.json)
		case <-window:
			return batch
		case <-m.stop:
			return nil
		}
	}
	return batch
}

// deliver calls the function until every record is done or a dead letter; false when the mapping stops.
func (m *Mapping) deliver(batch []item) bool {
	tries, wait := 0, firstPause
	for len(batch) > 0 {
		if batch = m.dropOld(batch); len(batch) == 0 {
			return true
		}
		failed, reason, err := m.call(batch)
		if m.ctx.Err() != nil || errors.Is(err, lambda.ErrClosed) {
			return false
		}
		if failed > 0 { // the first ones are done, what follows begins anew
			m.done(batch[:failed])
			batch, tries, wait = batch[failed:], 0, firstPause
		}
		if len(batch) == 0 {
			return true
		}
		if !errors.Is(err, lambda.ErrThrottled) {
			tries++
		}
		if tries > m.options.Trigger.Retries {
			m.bury(batch, "RetryAttemptsExhausted", reason)
			return true
		}
		if !m.sleepWhole(m.options.Chaos.Pause(wait)) {
			return false
		}
		wait = min(2*wait, longPause)
		if m.options.Trigger.Bisect && len(batch) > 1 {
			half := len(batch) / 2
			return m.deliver(batch[:half]) && m.deliver(batch[half:])
		}
	}
	return true
}

// call makes one call and tells the index of the first record that failed (len(batch): none), with what the
// function said.
func (m *Mapping) call(batch []item) (failed int, reason string, err error) {
	if d := m.options.Chaos.Delay(); d > 0 && !m.sleepWhole(d) {
		return 0, "", lambda.ErrClosed
	}
	result, err := m.options.Invoke(m.ctx, m.options.Function, payload(batch), lambda.Mapped)
	switch {
	case err != nil:
		return 0, err.Error(), err
	case result.Failed:
		return 0, string(result.Payload), nil
	case !m.options.Trigger.PartialFail:
		return len(batch), "", nil
	}
	return firstFailure(batch, result.Payload)
}

// firstFailure reads a partial failure answer. Nothing, null and no failures mean success; an answer that
// cannot be understood means that all failed (as Lambda's documentation says, read 2026-11-20).
func firstFailure(batch []item, answer []byte) (int, string, error) {
	if len(answer) == 0 || bytes.Equal(bytes.TrimSpace(answer), []byte("null")) {
		return len(batch), "", nil
	}
	var report struct {
		Failures []struct {
			ID string `json:"itemIdentifier"`
		} `json:"batchItemFailures"`
	}
	if json.Unmarshal(answer, &report) != nil {
		return 0, "the function's answer is not a batch response", nil
	}
	first := len(batch)
	for _, f := range report.Failures {
		at := -1
		for i, it := range batch {
			if it.sequence == f.ID {
				at = i
			}
		}
		if at < 0 {
			return 0, "the function named a record that is not in the batch", nil
		}
		first = min(first, at)
	}
	return first, "the function named a failed record", nil
}

// payload is the event of a batch.
func payload(batch []item) []byte {
	var b bytes.Buffer
	b.WriteString(`{"Records":[`)
	for i, it := range batch {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(it.json)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

// dropOld buries the records at the batch's begin that are over the greatest age.
func (m *Mapping) dropOld(batch []item) []item {
	if m.options.Trigger.MaxAge <= 0 {
		return batch
	}
	limit := time.Now().Add(-m.options.Trigger.MaxAge).Unix()
	n := 0
	for n < len(batch) && batch[n].at < limit {
		n++
	}
	if n > 0 {
		m.bury(batch[:n], "RecordAgeExceeded", "")
	}
	return batch[n:]
}

func (m *Mapping) done(batch []item) {
	steps := make([]*step, len(batch))
	for i, it := range batch {
		steps[i] = it.step
	}
	m.keep(m.progress.finish(steps))
}

// bury keeps a dead letter first and passes the records by only then.
func (m *Mapping) bury(batch []item, reason, said string) {
	o := m.options
	o.Log.Error("records failed for good", "function", o.Function, "table", o.Trigger.Table, "records", len(batch), "reason", reason)
	letter := letters.Letter{Function: o.Function, Source: "stream/" + o.Trigger.Table, Reason: reason, Error: said, Records: len(batch), Payload: payload(batch)}
	if err := o.Letters.Put(letter); err != nil {
		o.Log.Error("keep dead letter", "function", o.Function, "error", err)
	}
	m.done(batch)
}

// sleepWhole waits without being woken; false when the mapping stops.
func (m *Mapping) sleepWhole(d time.Duration) bool {
	select {
	case <-m.stop:
		return false
	case <-m.ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
