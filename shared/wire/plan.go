package wire

import (
	"time"

	"transom/shared/rules"
)

// Plan is what a workspace wants done before an unanswered window closes.
type Plan struct {
	Warnings []PlannedWarning `json:"warnings" maxItems:"6" nullable:"false" doc:"each is given once in a window; the order does not matter"`
	LastCall *LastCall        `json:"lastCall,omitempty" doc:"absent: nothing"`
	Mail     bool             `json:"mail" readOnly:"true" doc:"this deployment can send e-mail"`

	Version   int64  `json:"version" doc:"to be sent back with a change"`
	ChangedBy string `json:"changedBy,omitempty" doc:"the colleague who set it last"`
}

// PlannedWarning is one warning.
type PlannedWarning struct {
	MinutesBefore int    `json:"minutesBefore" minimum:"1" maximum:"720"`
	To            string `json:"to" enum:"assignee,team,supervisors"`
	Mail          bool   `json:"mail,omitempty" doc:"by e-mail too"`
}

// LastCall is what is done once before everybody's window closes, while the customer waits.
type LastCall struct {
	MinutesBefore int          `json:"minutesBefore" minimum:"1" maximum:"720"`
	Do            string       `json:"do" enum:"template,snippet,label"`
	Template      *TemplateUse `json:"template,omitempty" doc:"its values may hold fields like {{first_name|there}}"`
	SnippetID     string       `json:"snippetId,omitempty" maxLength:"64"`
	Label         string       `json:"label,omitempty" maxLength:"60"`
}

// OfPlan converts a plan; mail says whether the deployment can send e-mail.
func OfPlan(p rules.Plan, mail bool) Plan {
	out := Plan{Warnings: []PlannedWarning{}, Mail: mail}
	for _, w := range p.Warnings {
		out.Warnings = append(out.Warnings, PlannedWarning{MinutesBefore: int(w.Before / time.Minute), To: string(w.To), Mail: w.Mail})
	}
	if call := p.LastCall; call.Do != "" {
		out.LastCall = &LastCall{MinutesBefore: int(call.Before / time.Minute), Do: string(call.Do),
			Template: ofTemplate(call.Template), SnippetID: string(call.Snippet), Label: call.Label}
	}
	return out
}

// Rule converts a plan that a client sent.
func (p Plan) Rule() rules.Plan {
	var out rules.Plan
	for _, w := range p.Warnings {
		out.Warnings = append(out.Warnings, rules.Warning{Before: time.Duration(w.MinutesBefore) * time.Minute, To: rules.Audience(w.To), Mail: w.Mail})
	}
	if call := p.LastCall; call != nil {
		out.LastCall = rules.LastCall{Before: time.Duration(call.MinutesBefore) * time.Minute, Do: rules.Action(call.Do),
			Template: call.Template.Rule(), Snippet: rules.SnippetID(call.SnippetID), Label: call.Label}
	}
	return out.Sorted()
}
