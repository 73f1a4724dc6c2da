package faults

import (
	"cmp"
	"slices"
)

// Entry is one line of the catalogue. Number is 0 where the subcode decides alone.
type Entry struct {
	On      Platform
	Number  int
	Subcode int
	Reason  Reason
}

// Listed gives every code that is listed, by platform and number. What Messenger and Instagram share stands
// under Messenger.
func Listed() []Entry {
	var all []Entry
	for number, r := range whatsapp {
		all = append(all, Entry{WhatsApp, number, 0, r})
	}
	for number, r := range byCode {
		all = append(all, Entry{Messenger, number, 0, r})
	}
	for sub, r := range bySubcode {
		all = append(all, Entry{Messenger, 0, sub, r})
	}
	for number, r := range instagram {
		all = append(all, Entry{Instagram, number, 0, r})
	}
	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Subcode, b.Subcode))
	})
	return all
}
