package process

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"
)

// Program is something to keep running.
type Program struct {
	Name  string
	Path  string
	Args  []string
	Dir   string
	Env   []string
	Log   io.Writer
	Ready func(ctx context.Context) error // nil error: it answers
	// Before is called before every start; it may be nil.
	Before func()
}

// Keeper holds one program up: when it ends without being asked to, it is started again, at first at once,
// then ever more slowly up to every 5 seconds.
type Keeper struct {
	program Program
	log     *slog.Logger
	stop    chan struct{}
	done    sync.WaitGroup
	pid     atomic.Int64
	starts  atomic.Int64
}

// Keep starts the program and waits until it is ready or patience is over.
func Keep(ctx context.Context, p Program, log *slog.Logger, patience time.Duration) (*Keeper, error) {
	k := &Keeper{program: p, log: log, stop: make(chan struct{})}
	first := make(chan error, 1)
	k.done.Add(1)
	go k.run(first)
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var last error
	for {
		select {
		case err := <-first:
			return nil, fmt.Errorf("start %s: %w", p.Name, err)
		case <-ctx.Done():
			k.Close()
			return nil, fmt.Errorf("%s did not answer within %s: %w", p.Name, patience, last)
		case <-time.After(10 * time.Millisecond):
		}
		if last = p.Ready(ctx); last == nil {
			return k, nil
		}
	}
}

func (k *Keeper) run(first chan<- error) {
	defer k.done.Done()
	pause := 50 * time.Millisecond
	for {
		if k.program.Before != nil {
			k.program.Before()
		}
		cmd := exec.Command(k.program.Path, k.program.Args...)
		cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = k.program.Dir, k.program.Env, k.program.Log, k.program.Log
		began := time.Now()
		if err := Start(cmd); err != nil {
			if k.starts.Load() == 0 {
				first <- err
				return
			}
			k.log.Error("start again", "program", k.program.Name, "error", err)
		} else {
			k.starts.Add(1)
			k.pid.Store(int64(cmd.Process.Pid))
			if k.wait(cmd) {
				return
			}
			k.log.Warn("ended, starting again", "program", k.program.Name, "state", cmd.ProcessState.String())
		}
		if time.Since(began) > 10*time.Second {
			pause = 50 * time.Millisecond
		}
		select {
		case <-k.stop:
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, 5*time.Second)
	}
}

// wait waits for the end of cmd; true when it was asked to end.
func (k *Keeper) wait(cmd *exec.Cmd) bool {
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // the state says what happened
		close(ended)
	}()
	select {
	case <-ended:
		return false
	case <-k.stop:
		Stop(cmd, ended, 2*time.Second)
		return true
	}
}

// Close stops the program and waits for its end.
func (k *Keeper) Close() {
	select {
	case <-k.stop:
	default:
		close(k.stop)
	}
	k.done.Wait()
}

// Name is the program's name.
func (k *Keeper) Name() string { return k.program.Name }

// Pid is the present process's id.
func (k *Keeper) Pid() int { return int(k.pid.Load()) }

// Starts is how often the program was started.
func (k *Keeper) Starts() int { return int(k.starts.Load()) }

// Healthy asks the program whether it answers.
func (k *Keeper) Healthy(ctx context.Context) error { return k.program.Ready(ctx) }
