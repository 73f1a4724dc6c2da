// Package process keeps other programs running beside the runner: it starts them, writes down what they say,
// starts them again when they end, and takes them along when the runner itself dies. It knows nothing of
// what the programs do.
package process

import (
	"os/exec"
	"runtime"
	"sync"
)

// Start starts cmd in a process group of its own (a Ctrl-C at the terminal reaches the runner only, which
// then stops its children in order). On Linux the kernel ends the child when the runner is killed.
func Start(cmd *exec.Cmd) error {
	bind(cmd)
	answer := make(chan error, 1)
	spawner() <- job{cmd, answer}
	return <-answer
}

type job struct {
	cmd    *exec.Cmd
	answer chan error
}

// spawner starts every child from one thread that lives as long as the runner: the kernel's "end with the
// parent" means the parent thread (golang/go issue 27505), and Go's threads may come and go.
var spawner = sync.OnceValue(func() chan job {
	jobs := make(chan job)
	go func() {
		runtime.LockOSThread()
		for j := range jobs {
			j.answer <- j.cmd.Start()
		}
	}()
	return jobs
})
