package meta

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"transom/shared/rules"
)

// Details are what an entry or an event has no place of its own for, by name: {"location": {…}}.
type Details map[string]any

// Keep takes a member over if it is there.
func (d Details) Keep(t Tree, key string) {
	if t.Has(key) {
		d[key] = t[key]
	}
}

// Put keeps the members of an object that say something; nothing if none does.
func (d Details) Put(key string, said map[string]any) {
	maps.DeleteFunc(said, func(_ string, v any) bool { return v == nil || v == "" })
	if len(said) > 0 {
		d[key] = said
	}
}

// JSON writes the details, nil if there are none. What would exceed rules.MaxDetails is left out, the largest
// members first, and "truncated" names them.
func (d Details) JSON() json.RawMessage {
	if len(d) == 0 {
		return nil
	}
	out := Raw(map[string]any(d))
	if len(out) <= rules.MaxDetails {
		return out
	}
	size := map[string]int{}
	for name, v := range d {
		size[name] = len(Raw(v)) + len(name)
	}
	names := slices.SortedFunc(maps.Keys(d), func(a, b string) int {
		if size[a] != size[b] {
			return size[b] - size[a]
		}
		return strings.Compare(a, b)
	})
	return d.without(names, size, len(out))
}

// without leaves out as many members as it takes, in the order of names; total is the bytes of them all.
func (d Details) without(names []string, size map[string]int, total int) json.RawMessage {
	rest := maps.Clone(d)
	for i, name := range names {
		delete(rest, name)
		total -= size[name]
		if total > rules.MaxDetails {
			continue
		}
		rest["truncated"] = shorten(names[:i+1])
		if out := Raw(map[string]any(rest)); len(out) <= rules.MaxDetails {
			return out
		}
	}
	return nil
}

// shorten bounds the names of what was left out; a name may itself be the customer's.
func shorten(names []string) []string {
	var short []string
	for _, n := range names[:min(len(names), 8)] {
		short = append(short, Cut(n, 40))
	}
	return short
}
