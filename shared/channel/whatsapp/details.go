package whatsapp

import (
	"encoding/json"
	"maps"
	"slices"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// details are the members of a message that an entry has no place of its own for, under the platform's
// names: {"location": {…}}, {"referral": {…}, "group_id": "…"}.
type details map[string]any

// common keeps what may come along with any type.
func (d details) common(m meta.Tree) {
	for _, key := range []string{"referral", "group_id", "identity", "history_context"} {
		d.keep(m, key)
	}
	context := maps.Clone(m.Tree("context"))
	delete(context, "id")
	delete(context, "from")
	if len(context) > 0 {
		d["context"] = context
	}
}

// keep takes a member over if it is there.
func (d details) keep(m meta.Tree, key string) {
	if m.Has(key) {
		d[key] = m[key]
	}
}

// all keeps the whole message but for what every entry has: nobody knows which member matters.
func (d details) all(m meta.Tree) {
	for key := range m {
		if !slices.Contains([]string{"from", "from_user_id", "from_parent_user_id", "id", "timestamp", "context"}, key) {
			d.keep(m, key)
		}
	}
}

// json writes the details, nil if there are none. What would exceed rules.MaxDetails is left out, the largest
// members first, and "truncated" names them.
func (d details) json() json.RawMessage {
	if len(d) == 0 {
		return nil
	}
	out := meta.Raw(map[string]any(d))
	if len(out) <= rules.MaxDetails {
		return out
	}
	names := slices.SortedFunc(maps.Keys(d), func(a, b string) int { return len(meta.Raw(d[b])) - len(meta.Raw(d[a])) })
	rest := maps.Clone(d)
	for i, name := range names {
		delete(rest, name)
		rest["truncated"] = shorten(names[:i+1])
		if out = meta.Raw(map[string]any(rest)); len(out) <= rules.MaxDetails {
			return out
		}
	}
	return nil
}

// shorten bounds the names of what was left out; a name may itself be the customer's.
func shorten(names []string) []string {
	var short []string
	for _, n := range names[:min(len(names), 8)] {
		short = append(short, cut(n, 40))
	}
	return short
}
