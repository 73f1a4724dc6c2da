package rules_test

import (
	"testing"
	"time"

	"transom/shared/rules"
)

func TestABreakerOpensAfterFailuresInARowAndClosesByOneAnswer(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	var b rules.Breaker
	for n := range rules.BreakAfter {
		if b.Open() {
			t.Fatalf("it is open after %d failures", n)
		}
		b = b.Fail(false, now.Add(time.Duration(n)*time.Second))
	}
	opened := now.Add((rules.BreakAfter - 1) * time.Second)
	if !b.Open() || !b.Shut(opened) || !b.Shut(b.Until.Add(-time.Millisecond)) || b.Shut(b.Until) || b.Until.Sub(opened) != 15*time.Second {
		t.Fatalf("after %d failures it is %+v", rules.BreakAfter, b)
	}
	if late := b.Fail(false, opened.Add(time.Second)); !late.Until.Equal(b.Until) || late.Probes != 0 {
		t.Errorf("what had begun before makes it wait until %s", late.Until)
	}
	for _, want := range []time.Duration{30, 60, 120, 120, 120} {
		at := b.Until
		probing := b.Probe(at)
		if !probing.Shut(at) || probing.Shut(at.Add(rules.ProbeFor)) {
			t.Fatalf("while one tries the others may: %+v", probing)
		}
		if b = probing.Fail(true, at.Add(time.Second)); b.Until.Sub(at.Add(time.Second)) != want*time.Second {
			t.Errorf("a probe in vain waits %s, want %ds", b.Until.Sub(at), want)
		}
	}
	if got := b.Answered(); got != (rules.Breaker{}) || got.Open() {
		t.Errorf("after an answer it is %+v", got)
	}
}

func TestFailuresThatAreFarApartOpenNothing(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	var b rules.Breaker
	for n := range 3 * rules.BreakAfter {
		b = b.Fail(false, now.Add(time.Duration(n)*3*time.Minute))
	}
	if b.Open() || b.Failures != 1 {
		t.Errorf("it is %+v", b)
	}
}
