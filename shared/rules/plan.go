package rules

import (
	"slices"
	"time"
)

// Plan is what a workspace wants done before an unanswered window closes.
type Plan struct {
	Warnings []Warning // longest lead first (see Sorted); at most MaxWarnings
	LastCall LastCall
}

// MaxWarnings bounds Plan.Warnings; a lead is a whole number of minutes up to MaxLead. Our own numbers: a lead
// of half a window at most leaves no moment of the window that a customer's next message begins behind what the closer
// has followed already (docs/adr/0017-windows-by-their-index.md).
const (
	MaxWarnings = 6
	MaxLead     = 12 * time.Hour
)

// Audience says who is warned.
type Audience string

// The audiences. The assignee of what nobody has is everybody who may see it; a team's is all its members.
const (
	ToAssignee    Audience = "assignee"
	ToTeam        Audience = "team"        // what a person has is opened to their colleagues: see OpenToTeam
	ToSupervisors Audience = "supervisors" // and admins
)

// Warning is one warning: so long before a window closes for good, to whom, and whether by e-mail too.
type Warning struct {
	Before time.Duration
	To     Audience
	Mail   bool
}

// Action is what a last call does.
type Action string

// The actions; the zero value is none.
const (
	CallTemplate Action = "template"
	CallSnippet  Action = "snippet"
	CallLabel    Action = "label"
)

// LastCall is what is done once, so long before the standard window of an unanswered conversation closes.
type LastCall struct {
	Before   time.Duration
	Do       Action
	Template *TemplateUse // CallTemplate: on WhatsApp; its values may hold fields (see Fill)
	Snippet  SnippetID    // CallSnippet
	Label    string       // CallLabel
}

// Usual is the plan of a workspace that has set none.
var Usual = Plan{Warnings: []Warning{
	{Before: 2 * time.Hour, To: ToAssignee},
	{Before: time.Hour, To: ToTeam},
	{Before: 30 * time.Minute, To: ToSupervisors},
}}

// Sorted puts the longest lead first.
func (p Plan) Sorted() Plan {
	p.Warnings = slices.Clone(p.Warnings)
	slices.SortStableFunc(p.Warnings, func(a, b Warning) int { return int(b.Before - a.Before) })
	return p
}

// Left lists the warnings that a conversation's window has not had, longest lead first. A plan that gained longer
// leads meanwhile does not give those late.
func (p Plan) Left(c Conversation) []Warning {
	return slices.DeleteFunc(p.Sorted().Warnings, func(w Warning) bool { return c.Warned > 0 && w.Before >= c.Warned })
}

// Leads are how long before Conversation.Deadline something may be due, each once, the shortest first: 0 for the end
// itself, the warnings, and the end of everybody's window and its last call, which on channels where a person may write
// for longer come days before.
func (p Plan) Leads() []time.Duration {
	longer := Lasts(Human7d) - Lasts(Meta24h)
	all := []time.Duration{0, longer}
	for _, w := range p.Warnings {
		all = append(all, w.Before)
	}
	if p.LastCall.Do != "" {
		all = append(all, p.LastCall.Before, longer+p.LastCall.Before)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// IsWarned reports whether a warning to an audience concerns a colleague. before is who had the conversation;
// whoever may not see it is never warned.
func (m Member) IsWarned(to Audience, c Conversation, colleagues []Member) bool {
	if !m.Sees(c) {
		return false
	}
	switch to {
	case ToAssignee:
		return c.Assignee.None() || c.Assignee.User == m.ID || (c.Assignee.Team != "" && slices.Contains(m.Teams, c.Assignee.Team))
	case ToTeam:
		return sharesTeam(m, c, colleagues)
	case ToSupervisors:
		return m.Role == Supervisor || m.Role == Admin
	default:
		return false
	}
}

// sharesTeam: the team that has the conversation, or a team of the person who has it.
func sharesTeam(m Member, c Conversation, colleagues []Member) bool {
	if c.Assignee.Team != "" {
		return slices.Contains(m.Teams, c.Assignee.Team)
	}
	for _, other := range colleagues {
		if other.ID == c.Assignee.User {
			return slices.ContainsFunc(m.Teams, func(t TeamID) bool { return slices.Contains(other.Teams, t) })
		}
	}
	return c.Assignee.None()
}
