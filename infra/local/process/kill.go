package process

import (
	"os/exec"
	"syscall"
	"time"
)

// Kill ends a started program and all it started, at once.
func Kill(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // gone already: as wished
	}
}

// Stop asks a started program to end and kills it when it has not after patience; ended is closed by whoever
// waits for it.
func Stop(cmd *exec.Cmd, ended <-chan struct{}, patience time.Duration) {
	if cmd.Process == nil {
		return
	}
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(patience):
		Kill(cmd)
		<-ended
	}
}
