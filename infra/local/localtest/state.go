package localtest

import (
	"net/http"
	"time"
)

// State is what /_local/state tells.
type State struct {
	Quiet       bool
	Running     int
	Queued      int
	Invocations int64
	Sockets     int
	Streams     []struct {
		Function string
		Pending  int
		Failing  bool
	}
	DeadLetters []struct {
		ID       string
		Function string
		Source   string
		Reason   string
		Error    string
		Records  int
	}
	Runner    child
	Processes []child
	InitMs    map[string]float64
}

type child struct {
	Name string
	Pid  int
	RSS  int
}

// Process is one of the machine's processes; RSS is in bytes.
type Process struct {
	Name string
	PID  int
	RSS  int
}

// State reads it.
func (m *Machine) State() State {
	m.t.Helper()
	answer, err := http.Get("http://" + m.Addr + "/_local/state")
	if err != nil {
		m.t.Fatalf("read the machine's state: %v", err)
	}
	var s State
	m.read("GET /_local/state", answer, &s)
	return s
}

// Processes lists what runs beside the runner: the engine, the object store, the sign-in service, functions.
// Each may be killed; the machine goes on.
func (m *Machine) Processes() []Process {
	m.t.Helper()
	var all []Process
	for _, p := range m.State().Processes {
		all = append(all, Process{p.Name, p.Pid, p.RSS})
	}
	return all
}

// Runner is the runner's own process.
func (m *Machine) Runner() Process {
	m.t.Helper()
	p := m.State().Runner
	return Process{p.Name, p.Pid, p.RSS}
}

// Inits tells, by function, the median time from the start of a process to its first request for work.
func (m *Machine) Inits() map[string]time.Duration {
	m.t.Helper()
	out := map[string]time.Duration{}
	for name, ms := range m.State().InitMs {
		out[name] = time.Duration(ms * float64(time.Millisecond))
	}
	return out
}
