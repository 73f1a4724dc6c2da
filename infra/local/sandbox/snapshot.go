package sandbox

import (
	"maps"
	"slices"
)

// snapshot is the shortest journal that leads to this state.
func (s *state) snapshot() []record {
	out := []record{{Faults: &s.faults, Settings: &s.settings, Counts: &s.counts}}
	for _, id := range slices.Sorted(maps.Keys(s.customers)) {
		out = append(out, record{Customer: s.customers[id]})
	}
	for _, a := range s.accounts {
		out = append(out, record{Account: &a})
	}
	for _, m := range s.media {
		out = append(out, record{Media: &m})
	}
	for _, id := range slices.Sorted(maps.Keys(s.chats)) {
		c := s.chats[id]
		for _, m := range c.messages {
			out = append(out, record{Messages: []Message{*m}})
		}
		if c.thread.Owner != "" {
			out = append(out, record{Threads: []thread{c.thread}})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.posts)) {
		out = append(out, record{Post: s.posts[id]})
	}
	for _, c := range s.spoken {
		out = append(out, record{Comments: []Comment{*c}})
	}
	for _, t := range s.templates {
		out = append(out, record{Template: &t})
	}
	for _, n := range slices.Sorted(maps.Keys(s.owed)) {
		out = append(out, record{Owe: []owed{s.owed[n]}})
	}
	return out
}
