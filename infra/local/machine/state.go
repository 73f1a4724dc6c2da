package machine

import (
	"os"

	"transom/infra/local/letters"
	"transom/infra/local/process"
	"transom/infra/local/stream"
)

// State is a look inside, for tests and for people.
type State struct {
	Quiet       bool               `json:"quiet"` // nothing waits or runs, and the streams have been read to their ends since
	Running     int                `json:"running"`
	Invocations int64              `json:"invocations"`
	Queued      int                `json:"queued"` // asynchronous calls not done
	Sockets     int                `json:"sockets"`
	Streams     []stream.State     `json:"streams"`
	DeadLetters []letters.Letter   `json:"deadLetters"`
	Runner      Process            `json:"runner"`
	Processes   []Process          `json:"processes"`
	Inits       map[string]float64 `json:"initMs"` // of each function: the median from start to first call
}

// Process is one of the machine's processes.
type Process struct {
	Name   string `json:"name"`
	Pid    int    `json:"pid"`
	RSS    int64  `json:"rss"` // bytes
	Starts int    `json:"starts,omitempty"`
}

// State tells it.
func (m *Machine) State() State {
	s := State{Queued: m.queue.Pending(), Sockets: m.sockets.Count(), Streams: []stream.State{}, Inits: map[string]float64{}}
	s.Running, _, s.Invocations = m.lambda.Activity()
	for _, mapping := range m.streams {
		s.Streams = append(s.Streams, mapping.State())
	}
	s.Quiet = m.quiet()
	s.DeadLetters, _ = m.letters.List() // an unreadable folder shows as none, and in the log
	s.Runner = Process{Name: "transom", Pid: os.Getpid(), RSS: process.Memory(os.Getpid())}
	for _, k := range m.keepers {
		s.Processes = append(s.Processes, Process{k.Name(), k.Pid(), process.Memory(k.Pid()), k.Starts()})
	}
	for _, p := range m.lambda.Processes() {
		s.Processes = append(s.Processes, Process{Name: p.Function, Pid: p.Pid, RSS: process.Memory(p.Pid)})
	}
	for name, d := range m.lambda.Inits() {
		s.Inits[name] = float64(d.Microseconds()) / 1000
	}
	return s
}
