package channeltest

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
)

// Fuzz tries a parser on anything, beginning with the bodies of testdata and each of their elements: it never
// panics, what it understands can be stored, and it never says more than it was told.
func Fuzz(f *testing.F, parse func(meta.Tree, time.Time) channel.Payload) {
	f.Helper()
	samples, err := filepath.Glob("testdata/*.json")
	if err != nil || len(samples) == 0 {
		f.Fatalf("no samples to begin with: %v", err)
	}
	for _, name := range samples {
		body, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, one := range Apart(body) {
			f.Add(one)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		tree, err := meta.Read(body)
		if err != nil {
			return
		}
		p := parse(tree, Received)
		if err := Storable(p); err != nil {
			t.Error(err)
		}
		said, told := len(p.Statuses)+len(p.Marks)+len(p.Events)+len(p.Problems), nodes(map[string]any(tree))
		kept := 0
		for _, b := range p.Batches {
			said += len(b.Entries)
			for _, e := range b.Entries {
				kept += len(e.Text) + len(e.Details) + len(e.More)
			}
		}
		for _, x := range p.Problems {
			kept += len(x.Raw)
		}
		if said > told || kept > 8*len(body)+200*told {
			t.Errorf("%d bytes with %d nodes became %d things and %d bytes", len(body), told, said, kept)
		}
	})
}

// nodes counts the objects, lists and values of a JSON tree.
func nodes(v any) int {
	n := 1
	switch v := v.(type) {
	case map[string]any:
		for _, o := range v {
			n += nodes(o)
		}
	case []any:
		for _, o := range v {
			n += nodes(o)
		}
	}
	return n
}

// Apart gives a body, and one body for each of its innermost elements.
func Apart(body []byte) [][]byte { return append([][]byte{body}, some(body, 1)...) }

// Pairs gives one body for each of a body's innermost elements and the one after it in its list.
func Pairs(body []byte) [][]byte { return some(body, 2) }

func some(body []byte, many int) (all [][]byte) {
	var root any
	if err := json.Unmarshal(body, &root); err != nil {
		panic("the sample is no JSON: " + err.Error()) // a sample of ours
	}
	var last path
	for _, at := range append(paths(root, nil), nil) {
		if near := element(at); at != nil && (near == nil || len(near) != len(at)) {
			continue
		}
		if last != nil && (len(at) <= len(last) || !slices.Equal(at[:len(last)], last)) { // nothing deeper came
			all = append(all, write(alone(root, last, many)))
		}
		last = at
	}
	return all
}

// alone copies the tree along a path and leaves only the items that the path goes through; of the last list as
// many as it is told.
func alone(v any, at path, many int) any {
	if len(at) == 0 {
		return v
	}
	switch v := v.(type) {
	case map[string]any:
		next, key := maps.Clone(v), at[0].(string)
		next[key] = alone(v[key], at[1:], many)
		return next
	case []any:
		i := at[0].(int)
		if len(at) == 1 {
			return slices.Concat(v, v)[i:min(i+many, i+len(v))]
		}
		return []any{alone(v[i], at[1:], many)}
	default:
		return v
	}
}
