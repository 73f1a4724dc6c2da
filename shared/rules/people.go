package rules

import "slices"

// Role of a colleague.
type Role string

// The roles: admins and supervisors see everything, agents their own, their teams', the unassigned, and what a warning
// has opened to a team of theirs.
const (
	Admin      Role = "admin"
	Supervisor Role = "supervisor"
	Agent      Role = "agent"
)

// Member is a colleague in a workspace. Limit is the most conversations in progress the router gives them;
// 0 means no limit. Disabled members cannot sign in, whatever the sign-in service says.
type Member struct {
	ID       UserID
	Email    string
	Name     string
	Role     Role
	Teams    []TeamID
	Limit    int
	Disabled bool
}

// Sees reports whether a colleague may see a conversation. Every read for a person asks it.
func (m Member) Sees(c Conversation) bool {
	if m.Disabled {
		return false
	}
	if m.Role == Admin || m.Role == Supervisor {
		return true
	}
	if c.Assignee.None() || c.Assignee.User == m.ID {
		return true
	}
	return slices.Contains(m.Teams, c.Assignee.Team) || c.OpenedTo.Has(m.Teams)
}
