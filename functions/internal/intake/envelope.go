package intake

import (
	"strconv"
	"strings"

	"transom/shared/channel/meta"
)

// step is one part of the way to an element: a member, or one item of a member that is a list.
type step struct {
	member string
	item   int // -1 for the member itself
}

// only gives the body with nothing in it but certain elements and what stands around them: ids, numbers, names.
// A place that is not there stands for the whole body.
func only(body meta.Tree, places []string) any {
	var ways [][]step
	for _, place := range places {
		way, ok := wayTo(place)
		if !ok {
			return map[string]any(body)
		}
		ways = append(ways, way)
	}
	return pruned(map[string]any(body), ways)
}

// wayTo reads "entry[0].changes[2].value.messages[1]".
func wayTo(place string) ([]step, bool) {
	var way []step
	for part := range strings.SplitSeq(place, ".") {
		member, rest, listed := strings.Cut(part, "[")
		if member == "" || member == "body" {
			return nil, false
		}
		item := -1
		if listed {
			n, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
			if err != nil || n < 0 {
				return nil, false
			}
			item = n
		}
		way = append(way, step{member, item})
	}
	return way, true
}

// pruned keeps of an object what is no list, the profiles, and what lies on the ways; a way that ends here
// keeps all of it.
func pruned(v any, ways [][]step) any {
	o, isObject := v.(map[string]any)
	next := map[step][][]step{}
	var order []step
	for _, way := range ways {
		if len(way) == 0 || !isObject {
			return v
		}
		if next[way[0]] == nil {
			order = append(order, way[0])
		}
		next[way[0]] = append(next[way[0]], way[1:])
	}
	kept := map[string]any{}
	for key, member := range o {
		if _, list := member.([]any); !list || key == "contacts" {
			kept[key] = member
		}
	}
	for _, s := range order {
		switch list := o[s.member].(type) {
		case []any:
			if s.item < 0 || s.item >= len(list) {
				kept[s.member] = list
				continue
			}
			had, _ := kept[s.member].([]any)
			kept[s.member] = append(had[:len(had):len(had)], pruned(list[s.item], next[s]))
		default: // a lone object stands for a list of one
			kept[s.member] = pruned(o[s.member], next[s])
		}
	}
	return kept
}
