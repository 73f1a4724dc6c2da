package channeltest

import (
	"encoding/json"
	"fmt"
	"slices"

	"transom/shared/channel"
)

// Said lists what a body says, one line each, whatever the order; problems are left out.
func Said(p channel.Payload) (lines []string) {
	add := func(kind string, v ...any) {
		text, _ := json.Marshal(v)
		lines = append(lines, fmt.Sprintf("%s %s", kind, text))
	}
	for _, b := range p.Batches {
		for _, e := range b.Entries {
			add("entry", b.Account, b.Kind, b.Address.UserID, b.Address.Phone, e)
		}
	}
	for _, s := range p.Statuses {
		add("status", s)
	}
	for _, m := range p.Marks {
		add("mark", m)
	}
	for _, o := range p.Events {
		add("event", o)
	}
	slices.Sort(lines)
	return lines
}

// Within reports the first line of some that is not among all, both sorted; "" if every one is.
func Within(some, all []string) string {
	for i, j := 0, 0; i < len(some); i++ {
		for j < len(all) && all[j] < some[i] {
			j++
		}
		if j == len(all) || all[j] != some[i] {
			return some[i]
		}
		j++
	}
	return ""
}
