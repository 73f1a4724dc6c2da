package main

import (
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store/storetest"
)

// TRANSOM_BENCH=1 prints how long the closer's minute takes at 10,000 due conversations (TRANSOM_DUE: another number).
// Times are printed, not judged: they are the machine's.
func TestBenchTheClosersMinute(t *testing.T) {
	customers := 20
	if os.Getenv("TRANSOM_BENCH") != "" {
		customers = 10_000
		if n, err := strconv.Atoi(os.Getenv("TRANSOM_DUE")); err == nil {
			customers = n
		}
	}
	for _, c := range []struct {
		name string
		at   time.Duration
	}{{"a warning each", 22 * time.Hour}, {"windows that end and are closed", 24 * time.Hour}} {
		db, calls, _ := storetest.Counted(t)
		s := openIn(t, db, rules.Channel{Kind: rules.WhatsApp, OnExpiry: rules.CloseExpired})
		s.crowd(customers, noon)
		at := noon.Add(c.at)
		s.swept(at)
		calls.Take()
		cpu, begun := spentCPU(t), time.Now()
		s.sweep(at)
		took, used := time.Since(begun), spentCPU(t)-cpu
		n := 0
		for _, times := range calls.Take() {
			n += times
		}
		t.Logf("%6d %-34s %7s, %d calls, %.2f ms of this process's CPU each", customers, c.name, took.Round(time.Millisecond), n, used.Seconds()*1000/float64(customers))
	}
}

// spentCPU is what this process has used of the processors; the engine is another process.
func spentCPU(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	must(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
