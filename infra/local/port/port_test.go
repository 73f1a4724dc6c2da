package port

import (
	"net"
	"strconv"
	"testing"
)

// Who asks the system for any port several times may be given the same one twice, and so may two who ask at once.
func TestEachAddressIsGivenOnceAndCanBeListenedOn(t *testing.T) {
	seen := map[string]bool{}
	for range 2_000 {
		addr, err := Free()
		if err != nil {
			t.Fatal(err)
		}
		if seen[addr] {
			t.Fatalf("%s is given twice", addr)
		}
		seen[addr] = true
		_, text, _ := net.SplitHostPort(addr)
		if n, err := strconv.Atoi(text); err != nil || n < first || n >= end {
			t.Fatalf("%s is not between %d and %d", addr, first, end)
		}
	}
	addr, err := Free()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
}

func TestAPortThatIsTakenIsNotGiven(t *testing.T) {
	addr, err := Free()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if free(addr) {
		t.Errorf("%s is called free while somebody listens on it", addr)
	}
}
