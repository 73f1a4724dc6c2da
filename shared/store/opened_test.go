package store

import (
	"strings"
	"testing"

	"transom/shared/rules"
)

// opened is a head that a warning has just opened to as many teams as there is room for.
func opened(t *testing.T, c rules.Conversation) rules.Conversation {
	t.Helper()
	c.OpenedTo = ""
	teams := []rules.TeamID{rules.TeamID(strings.Repeat("t", rules.TeamsBytes))}
	change := rules.Change{Conversation: c, Entries: []rules.Entry{{Event: &rules.Happening{Type: rules.EventWarned, Reason: string(rules.ToTeam)}}}}
	out := rules.OpenToTeam(change, []rules.Member{{ID: c.Assignee.User, Teams: teams}}).Conversation
	if len(out.OpenedTo) != rules.TeamsBytes {
		t.Fatalf("opened to %q", out.OpenedTo)
	}
	return out
}
