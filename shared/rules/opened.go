package rules

import (
	"slices"
	"strings"
)

// Teams are some teams' ids: sorted, parted by spaces, so that a head can be compared. A team's id holds no space.
type Teams string

// TeamsBytes bounds the teams that a conversation is opened to; those beyond are left out. What they take of the head's
// 1 KB is taken from its preview. Our own number: three ids of 26 characters, eight of nine.
const TeamsBytes = 80

// with adds teams, as many of them as there is room for.
func (t Teams) with(more []TeamID) Teams {
	for _, team := range slices.Sorted(slices.Values(more)) {
		all := slices.Compact(slices.Sorted(slices.Values(append(t.List(), team))))
		if next := packed(all); len(next) <= TeamsBytes {
			t = next
		}
	}
	return t
}

func packed(all []TeamID) Teams {
	words := make([]string, len(all))
	for i, team := range all {
		words[i] = string(team)
	}
	return Teams(strings.Join(words, " "))
}

// List gives the teams one by one.
func (t Teams) List() []TeamID {
	var all []TeamID
	for _, word := range strings.Fields(string(t)) {
		all = append(all, TeamID(word))
	}
	return all
}

// Has reports whether one of some teams is there.
func (t Teams) Has(some []TeamID) bool {
	return t != "" && slices.ContainsFunc(t.List(), func(team TeamID) bool { return slices.Contains(some, team) })
}

// WarnsTeam reports whether a change warns the team of a person who has the conversation. That person's colleagues do
// not see it, so that they would hear nothing: see OpenToTeam.
func WarnsTeam(change Change) bool {
	return mayBeOpened(change.Conversation) && slices.ContainsFunc(change.Entries, func(e Entry) bool {
		return e.Event != nil && e.Event.Type == EventWarned && e.Event.Reason == string(ToTeam)
	})
}

// OpenToTeam adds to a change that warns the team of a person that their colleagues see the conversation from then on:
// those who share a team with them. It stays so until the customer does not wait any more, a new window begins, or the
// conversation is given to somebody else. Any other change stays as it is.
func OpenToTeam(change Change, colleagues []Member) Change {
	if !WarnsTeam(change) {
		return change
	}
	next := &change.Conversation
	if i := slices.IndexFunc(colleagues, func(m Member) bool { return m.ID == next.Assignee.User }); i >= 0 {
		next.OpenedTo = next.OpenedTo.with(colleagues[i].Teams) // nobody is shut out by a second warning
		next.Preview.Text = firstBytes(next.Preview.Text, next.room())
	}
	return change
}

// mayBeOpened reports that a conversation waits with a person.
func mayBeOpened(c Conversation) bool {
	return c.Assignee.User != "" && c.Status != Closed && !c.WaitingSince.IsZero()
}

// shut ends what OpenToTeam began, in whatever change makes an end of it.
func shut(old, next Conversation) Conversation {
	anew := next.Deadline().After(old.Deadline())
	if anew || next.Assignee != old.Assignee || !mayBeOpened(next) {
		next.OpenedTo = ""
	}
	return next
}
