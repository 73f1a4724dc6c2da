package journal_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"transom/infra/local/sandbox/journal"
)

func open(t *testing.T, path string) (*journal.File, []string) {
	t.Helper()
	var lines []string
	j, err := journal.Open(path, func(line []byte) error {
		lines = append(lines, string(line))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() }) // some tests have closed it
	return j, lines
}

func add(t *testing.T, j *journal.File, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if err := j.Append([]byte(line)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAJournalCutAnywhereKeepsItsWholeLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, _ := open(t, path)
	add(t, j, "one", "two", "three")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(whole) + 1 {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		want := []string(nil)
		for end, line := range map[int]string{4: "one", 8: "two", 14: "three"} {
			if cut >= end {
				want = append(want, line)
			}
		}
		j, got := open(t, path)
		slices.Sort(want)
		if sorted := slices.Sorted(slices.Values(got)); !slices.Equal(sorted, want) {
			t.Errorf("cut at %d: read %q, want %q", cut, got, want)
		}
		add(t, j, "next")
		if _, again := open(t, path); len(again) != len(want)+1 || again[len(want)] != "next" {
			t.Errorf("cut at %d: after the next line read %q", cut, again)
		}
	}
}

func TestRewritingReplacesAllLinesAndGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, _ := open(t, path)
	add(t, j, "one", "two")
	if err := j.Rewrite([][]byte{[]byte("both")}); err != nil {
		t.Fatal(err)
	}
	add(t, j, "three")
	if j.Size() != int64(len("both\nthree\n")) {
		t.Errorf("size %d", j.Size())
	}
	if _, got := open(t, path); !slices.Equal(got, []string{"both", "three"}) {
		t.Errorf("read %q", got)
	}
}

func TestALineThatCannotBeReplayedIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, _ := open(t, path)
	add(t, j, "one")
	broken := errors.New("broken")
	if _, err := journal.Open(path, func([]byte) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}
