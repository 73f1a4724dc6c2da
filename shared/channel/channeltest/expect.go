// Package channeltest holds what the tests of the platforms' adapters share: payloads that other people recorded
// with what they expect of them, and bodies changed in every place. It knows no platform.
package channeltest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"transom/shared/channel/meta"
)

// Received is when the bodies of tests arrive: after every payload's time.
var Received = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// Expectation is a line of expected.jsonl: a body and what is understood from it, in the collection's words. A
// member that is absent is not asserted.
type Expectation struct {
	File    string
	Channel string
	Events  []map[string]any
	Body    meta.Tree `json:"-"`
}

// Expectations calls try with each body of some channels: those of the package's own testdata, and those of the
// folder that the environment variable TRANSOM_PAYLOADS names.
func Expectations(t *testing.T, channels []string, try func(*testing.T, Expectation)) {
	t.Helper()
	folders := []string{"testdata"}
	if dir := os.Getenv("TRANSOM_PAYLOADS"); dir != "" {
		folders = append(folders, dir)
	} else {
		t.Log("TRANSOM_PAYLOADS is not set: only our own payloads are tried")
	}
	for _, dir := range folders {
		tried := 0
		for _, line := range lines(t, filepath.Join(dir, "expected.jsonl")) {
			var want Expectation
			if err := json.Unmarshal(line, &want); err != nil {
				t.Fatalf("read a line of %s: %v", dir, err)
			}
			if !slices.Contains(channels, want.Channel) {
				continue
			}
			tried++
			t.Run(want.File, func(t *testing.T) {
				want.Body = read(t, filepath.Join(dir, want.File))
				try(t, want)
			})
		}
		if tried == 0 {
			t.Errorf("%s names no payload of %v", dir, channels)
		}
	}
}

func lines(t *testing.T, file string) (all [][]byte) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("read the expectations: %v", err)
	}
	scan := bufio.NewScanner(bytes.NewReader(text))
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		all = append(all, slices.Clone(scan.Bytes()))
	}
	return all
}

func read(t *testing.T, file string) meta.Tree {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := meta.Read(text)
	if err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
	return tree
}

// Compare tells where what was understood differs from what is expected. Each expected member has to be said,
// but for those that except names as "kind.member".
func Compare(t *testing.T, got, want []map[string]any, except ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("understood %d events, want %d: %v", len(got), len(want), got)
	}
	for i := range want {
		for key, w := range want[i] {
			g, said := got[i][key]
			switch kind, _ := want[i]["kind"].(string); {
			case slices.Contains(except, kind+"."+key):
			case !said:
				t.Errorf("event %d says nothing of %s, want %v", i, key, w)
			case plain(g) != plain(w):
				t.Errorf("event %d: %s is %v, want %v", i, key, g, w)
			}
		}
	}
}

// plain is a value as text: ids are numbers in some bodies, and those of JSON are floats.
func plain(v any) string {
	text, _ := json.Marshal(v)
	return strings.Trim(string(text), `"`)
}
