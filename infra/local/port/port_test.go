package port

import (
	"net"
	"strconv"
	"testing"
)

// Who asks the system for any port several times may be given the same one twice, and so may two who ask at once.
func TestEachAddressIsGivenOnce(t *testing.T) {
	seen := map[string]bool{}
	for range 2_000 {
		addr := pick(t)
		if seen[addr] {
			t.Fatalf("%s is given twice", addr)
		}
		seen[addr] = true
		_, text, _ := net.SplitHostPort(addr)
		if n, err := strconv.Atoi(text); err != nil || n < first || n >= end {
			t.Fatalf("%s is not between %d and %d", addr, first, end)
		}
	}
}

func pick(t *testing.T) string {
	t.Helper()
	addr, err := Free()
	if err != nil {
		t.Fatal(err)
	}
	return addr
}

func TestAPortThatIsTakenIsNotGiven(t *testing.T) {
	addr := pick(t)
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if free(addr) {
		t.Errorf("%s is called free while somebody listens on it", addr)
	}
}
