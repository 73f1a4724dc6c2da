// Command transom runs the whole system on this machine: no account, no container. It prints one line with
// the address and how to get in, and runs until it is interrupted.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"transom/infra/local/machine"
)

func main() {
	empty := flag.Bool("empty", false, "start with one admin and nothing else (counts at the first start only)")
	chaos := flag.Bool("chaos", false, "misbehave as a cloud may: repeat, delay, kill all but the courier, lose answers")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := run(ctx, stop, *empty, *chaos); err != nil {
		fmt.Fprintln(os.Stderr, "transom:", strings.ReplaceAll(err.Error(), "\n", " "))
		os.Exit(1)
	}
}

func run(ctx context.Context, stop func(), empty, chaos bool) error {
	config, err := machine.FromEnvironment()
	if err != nil {
		return err
	}
	config.Empty, config.Chaos = empty, chaos
	m, err := machine.Start(ctx, config, os.Stderr)
	if err != nil {
		return err
	}
	fmt.Println(m.Announcement())
	<-ctx.Done()
	stop() // a second Ctrl-C ends at once
	m.Close()
	return nil
}
