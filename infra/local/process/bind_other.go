//go:build !linux

package process

import (
	"os/exec"
	"syscall"
)

func bind(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// Memory is a process's resident memory in bytes; 0 when it cannot be told, as here.
func Memory(int) int64 { return 0 }
