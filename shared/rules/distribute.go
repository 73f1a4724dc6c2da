package rules

import "slices"

// Candidate is a colleague the router may give a conversation to.
type Candidate struct {
	Member     Member
	Online     bool
	InProgress int // conversations they have that are not closed
}

// Distribute picks who gets a conversation by "fewest in progress": only colleagues who are online, enabled
// and below their limit; of equals the lower id, so that the choice is the same everywhere. ok is false when
// nobody can take it and it waits.
func Distribute(candidates []Candidate) (pick UserID, ok bool) {
	free := slices.DeleteFunc(slices.Clone(candidates), func(c Candidate) bool {
		full := c.Member.Limit > 0 && c.InProgress >= c.Member.Limit
		return !c.Online || c.Member.Disabled || full
	})
	if len(free) == 0 {
		return "", false
	}
	best := slices.MinFunc(free, func(a, b Candidate) int {
		if a.InProgress != b.InProgress {
			return a.InProgress - b.InProgress
		}
		if a.Member.ID < b.Member.ID {
			return -1
		}
		return 1
	})
	return best.Member.ID, true
}
