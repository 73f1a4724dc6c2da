package channeltest

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// elements are the lists whose items stand for themselves: one of them never harms its neighbours.
var elements = []string{"entry", "changes", "messaging", "standby", "messages", "statuses", "message_echoes"}

// path leads to a node of a JSON tree: names of members and indexes of items.
type path []any

// Mutation is a body with one node changed, and the same body without the element that holds the node.
type Mutation struct {
	Name   string
	Body   []byte
	Others []byte // nil where the node is above every element
}

// Mutations changes every node of a body in every way: missing, null, of each other type, enormous, negative and
// far in the future.
func Mutations(body []byte, each func(Mutation)) {
	mutations(body, func(path) bool { return true }, each)
}

// MutationsOfFirst changes only what is in a first element below an entry: of Pairs each has its turn.
func MutationsOfFirst(pair []byte, each func(Mutation)) {
	mutations(pair, func(at path) bool {
		near := element(at)
		return len(near) > len(path{"entry", 0}) && near[len(near)-1] == 0
	}, each)
}

func mutations(body []byte, which func(path) bool, each func(Mutation)) {
	var root any
	if err := json.Unmarshal(body, &root); err != nil {
		panic("the sample is no JSON: " + err.Error()) // a sample of ours
	}
	for _, at := range paths(root, nil) {
		if !which(at) {
			continue
		}
		others := []byte(nil)
		if near := element(at); near != nil {
			others = write(change(root, near, nil, remove))
		}
		each(Mutation{fmt.Sprintf("%v missing", at), write(change(root, at, nil, remove)), others})
		for name, value := range oddities {
			each(Mutation{fmt.Sprintf("%v is %s", at, name), write(change(root, at, value, replace)), others})
		}
	}
}

// oddities are what may stand where something else is expected.
var oddities = map[string]any{
	"null": nil, "true": true, "false": false, "empty text": "", "blank text": "  \t ", "text": "?", "huge text": strings.Repeat("ș", 17_000),
	"zero": 0, "negative": -1763700000, "far future": 99999999999999, "fraction": 17.5, "huge number": json.Number("1" + strings.Repeat("0", 400)),
	"empty list": []any{}, "list": []any{nil, 1, "a", []any{}, map[string]any{}}, "empty object": map[string]any{},
	"object":    map[string]any{"id": map[string]any{"id": 1}, "text": []any{}, "type": nil, "": ""},
	"long list": slices.Repeat([]any{map[string]any{"type": "image", "payload": map[string]any{"url": strings.Repeat("u", 300)}}}, 40),
	"deep":      json.RawMessage(strings.Repeat(`{"a":[`, 200) + strings.Repeat(`]}`, 200)),
}

func paths(v any, at path) (all []path) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			next := append(slices.Clone(at), key)
			all = append(append(all, next), paths(v[key], next)...)
		}
	case []any:
		for i := range v {
			next := append(slices.Clone(at), i)
			all = append(append(all, next), paths(v[i], next)...)
		}
	}
	return all
}

// element is the innermost element that holds a node, nil if there is none.
func element(at path) path {
	for i := len(at) - 1; i > 0; i-- {
		_, item := at[i].(int)
		if name, _ := at[i-1].(string); item && slices.Contains(elements, name) {
			return at[:i+1]
		}
	}
	return nil
}

type act int

const (
	replace act = iota
	remove
)

// change copies the tree along a path and changes the node at its end.
func change(v any, at path, value any, do act) any {
	if len(at) == 0 {
		return value
	}
	last := len(at) == 1
	switch v := v.(type) {
	case map[string]any:
		next, key := maps.Clone(v), at[0].(string)
		if last && do == remove {
			delete(next, key)
		} else {
			next[key] = change(v[key], at[1:], value, do)
		}
		return next
	case []any:
		next, i := slices.Clone(v), at[0].(int)
		if last && do == remove {
			return slices.Delete(next, i, i+1)
		}
		next[i] = change(v[i], at[1:], value, do)
		return next
	default:
		return v
	}
}

// Twice is a body that says every entry twice.
func Twice(body []byte) []byte {
	var root map[string]any
	if err := json.Unmarshal(body, &root); err != nil {
		panic("the sample is no JSON: " + err.Error()) // a sample of ours
	}
	entries, _ := root["entry"].([]any)
	root["entry"] = slices.Concat(entries, entries)
	return write(root)
}

// Shuffle puts the elements of a body into another order, at every level.
func Shuffle(body []byte, rng *rand.Rand) []byte {
	var root any
	if err := json.Unmarshal(body, &root); err != nil {
		panic("the sample is no JSON: " + err.Error()) // a sample of ours
	}
	shuffle(root, rng)
	return write(root)
}

func shuffle(v any, rng *rand.Rand) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if items, ok := v[key].([]any); ok && slices.Contains(elements, key) {
				rng.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
			}
			shuffle(v[key], rng)
		}
	case []any:
		for _, item := range v {
			shuffle(item, rng)
		}
	}
}

func write(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err) // what was read can be written
	}
	return out
}
