package main

import (
	"errors"
	"slices"
	"testing"
	"time"

	"transom/shared/rules"
)

// A warning to the team reaches the colleagues of the person who has the conversation, by letter too, and lets them in;
// nobody else, and not before.
func TestAWarningToTheTeamOfAPersonLetsTheirColleaguesIn(t *testing.T) {
	for _, c := range []struct {
		name   string
		has    rules.Assignee
		opened rules.Teams
		to     []string // whom the letters go to
	}{
		{"ana's", rules.Assignee{User: "ana"}, "sales workshop", []string{"ana", "ben", "sue"}},
		{"cem's, whose team nobody else is in", rules.Assignee{User: "cem"}, "billing", []string{"cem"}},
		{"eve's, who is in no team", rules.Assignee{User: "eve"}, "", nil},
		{"a team's", rules.Assignee{Team: "workshop"}, "", []string{"ana", "ben"}},
		{"nobody's", rules.Assignee{}, "", []string{"ana", "ben", "cem", "eve", "sue"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, rules.MarkExpired)
			must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: []rules.Warning{
				{Before: 2 * time.Hour, To: rules.ToAssignee}, {Before: time.Hour, To: rules.ToTeam, Mail: true},
			}}))
			for _, m := range []rules.Member{
				{ID: "ana", Role: rules.Agent, Teams: []rules.TeamID{"workshop", "sales"}}, {ID: "ben", Role: rules.Agent, Teams: []rules.TeamID{"workshop"}},
				{ID: "cem", Role: rules.Agent, Teams: []rules.TeamID{"billing"}}, {ID: "eve", Role: rules.Agent},
				{ID: "sue", Role: rules.Supervisor, Teams: []rules.TeamID{"sales"}}, {ID: "off", Role: rules.Agent, Teams: []rules.TeamID{"workshop"}, Disabled: true},
			} {
				s.colleague(m)
			}
			s.sweep(noon)
			head := s.writes(1, noon)
			s.changes(head, noon, func(old rules.Conversation) rules.Change { return rules.Assign(old, c.has, "", noon) })
			s.minutes(noon.Add(21*time.Hour+58*time.Minute), noon.Add(23*time.Hour-time.Minute))
			if got := s.head(head).OpenedTo; got != "" {
				t.Errorf("before the warning to the team it is open to %q", got)
			}
			s.minutes(noon.Add(23*time.Hour), noon.Add(23*time.Hour+2*time.Minute))
			if got := s.head(head).OpenedTo; got != c.opened {
				t.Errorf("it is open to %q, want %q", got, c.opened)
			}
			same(t, "written to", s.jobs.users(), c.to)
			for _, id := range []rules.UserID{"ana", "ben", "cem", "eve"} {
				v, err := s.store.Member(t.Context(), string(id))
				must(t, err)
				_, err = s.store.Conversation(t.Context(), v, head.ID)
				if err != nil && !errors.Is(err, rules.ErrNoConversation) {
					t.Fatal(err)
				}
				if warned := slices.Contains(c.to, string(id)); warned && err != nil {
					t.Errorf("%s is warned of what they do not see", id)
				} else if !warned && err == nil && c.has.User != id {
					t.Errorf("%s sees it", id)
				}
			}
			s.answers(head, noon.Add(23*time.Hour+3*time.Minute))
			if got := s.head(head).OpenedTo; got != "" {
				t.Errorf("once it is answered it is open to %q", got)
			}
		})
	}
}

// Who is in which team is read for such a warning alone, and once in a sweep.
func TestColleaguesAreReadOnceForTheWarningsOfASweep(t *testing.T) {
	s := open(t, rules.MarkExpired)
	must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: []rules.Warning{{Before: time.Hour, To: rules.ToTeam}}}))
	s.colleague(rules.Member{ID: "ana", Role: rules.Agent, Teams: []rules.TeamID{"workshop"}})
	k := newKnown(s.store)
	team := []rules.Entry{{Event: &rules.Happening{Type: rules.EventWarned, Reason: string(rules.ToTeam)}}}
	waits := rules.Conversation{Assignee: rules.Assignee{User: "ana"}, Status: rules.Open, WaitingSince: noon}
	for _, change := range []rules.Change{{Conversation: waits}, {Conversation: rules.Conversation{WaitingSince: noon}, Entries: team}} {
		out, err := k.opened(t.Context(), s.ws, change)
		must(t, err)
		if out.Conversation.OpenedTo != "" || len(k.members.all) != 0 {
			t.Errorf("colleagues were read for %+v", change.Conversation)
		}
	}
	for range 2 {
		out, err := k.opened(t.Context(), s.ws, rules.Change{Conversation: waits, Entries: team})
		must(t, err)
		if out.Conversation.OpenedTo != "workshop" || len(k.members.all) != 1 {
			t.Errorf("it is open to %q, colleagues were read for %d workspaces", out.Conversation.OpenedTo, len(k.members.all))
		}
	}
}
