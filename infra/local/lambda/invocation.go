package lambda

import (
	"encoding/json"
	"sync"
	"time"
)

// invocation is one call on its way through an environment. It is answered exactly once: by the process, by
// the clock, or by the process's end, whichever is first.
type invocation struct {
	id        string
	payload   []byte
	kill      bool // chaos
	killAfter time.Duration
	deadline  time.Time
	timer     *time.Timer
	answer    chan Result
	once      sync.Once
	settled   func()
}

// finish answers the call; later answers are dropped. It reports whether this one counted.
func (in *invocation) finish(r Result) bool {
	counted := false
	in.once.Do(func() {
		counted = true
		if in.timer != nil {
			in.timer.Stop()
		}
		in.answer <- r
		in.settled()
	})
	return counted
}

// settle ends a call that never began.
func (in *invocation) settle() { in.once.Do(in.settled) }

// failure is the error object Lambda answers with when the runtime itself failed.
func failure(id, kind, message string) Result {
	text, err := json.Marshal(map[string]string{"errorType": kind, "errorMessage": "RequestId: " + id + " Error: " + message})
	if err != nil {
		panic(err) // strings always render
	}
	return Result{RequestID: id, Payload: text, Failed: true}
}
