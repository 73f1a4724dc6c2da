package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestAnUnchangedTreeBuildsTheSameBytesAnywhere makes one function in two copies of the tree, by the rule that
// makes it for AWS: what is deployed must not depend on where it was built, or every deployment would replace
// every function.
func TestAnUnchangedTreeBuildsTheSameBytesAnywhere(t *testing.T) {
	const function = "expirer"
	tree := filepath.Join(t.TempDir(), "a")
	other := filepath.Join(t.TempDir(), "another", "and", "deeper")
	copied(t, "..", tree, function)
	copied(t, tree, other, function)
	first, second := made(t, tree, function), made(t, other, function)
	if len(first) == 0 || !bytes.Equal(first, second) {
		t.Errorf("%s differs: %d and %d bytes", function, len(first), len(second))
	}
	if bytes.Contains(first, []byte(tree)) {
		t.Errorf("%s names the folder it was built in", function)
	}
}

// copied copies what a function is made of.
func copied(t *testing.T, from, to, function string) {
	t.Helper()
	for _, part := range []string{"Makefile", "go.mod", "go.sum", "events", "shared", "functions/internal", "functions/" + function} {
		target := filepath.Join(to, part)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("cp", "-R", filepath.Join(from, part), target).CombinedOutput(); err != nil {
			t.Fatalf("copy %s: %v: %s", part, err, out)
		}
	}
}

// made makes a function and gives the binary.
func made(t *testing.T, tree, function string) []byte {
	t.Helper()
	target := filepath.Join("build", function, "bootstrap")
	if out, err := exec.Command("make", "-C", tree, target).CombinedOutput(); err != nil {
		t.Fatalf("make %s: %v\n%s", target, err, out)
	}
	binary, err := os.ReadFile(filepath.Join(tree, target))
	if err != nil {
		t.Fatal(err)
	}
	return binary
}
