package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"transom/events"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

var errBadPlan = fault.New(fault.Invalid, "bad_plan", "These warnings or this last call do not fit together.")

// NewPlan is what a workspace wants done before an unanswered window closes.
type NewPlan struct {
	Warnings []wire.PlannedWarning `json:"warnings" maxItems:"6" nullable:"false" doc:"each is given once in a window; the order does not matter"`
	LastCall *wire.LastCall        `json:"lastCall,omitempty" doc:"absent: nothing"`
	Version  int64                 `json:"version,omitempty" minimum:"0" doc:"the one that was read: if it has changed since, 409 stale_version. Absent: whatever it is by now"`

	Mail      bool   `json:"mail,omitempty" doc:"ignored: what was read may be sent back"`
	ChangedBy string `json:"changedBy,omitempty" maxLength:"64" doc:"ignored"`
}

type planInput struct{ Body NewPlan }

func (d *desk) plan(ctx context.Context, v store.Viewer, _ *none) (*reply[wire.Plan], error) {
	p, err := d.store.PlanSet(ctx, v.Workspace)
	return answer(d.ofPlan(p)), err
}

func (d *desk) ofPlan(p store.PlanSet) wire.Plan {
	out := wire.OfPlan(p.Plan, d.mails)
	out.Version, out.ChangedBy = p.Version, string(p.By)
	return out
}

// setPlan replaces the plan and has the timers of open windows set anew by it.
func (d *desk) setPlan(ctx context.Context, v store.Viewer, in *planInput) (*reply[wire.Plan], error) {
	if v.Role != rules.Admin && v.Role != rules.Supervisor {
		return nil, rules.ErrNotAllowed
	}
	p := wire.Plan{Warnings: in.Body.Warnings, LastCall: in.Body.LastCall}.Rule()
	if err := warningsFit(p.Warnings); err != nil {
		return nil, err
	}
	if err := d.lastCallFits(ctx, v, p.LastCall); err != nil {
		return nil, err
	}
	set, err := d.store.ReplacePlan(ctx, v.Workspace, store.PlanSet{Plan: p, Version: in.Body.Version, By: v.ID})
	if err != nil {
		return nil, err
	}
	if err := d.employ(ctx, events.Job{Kind: events.JobRearm, Workspace: v.Workspace.String(), User: string(v.ID)}); err != nil {
		slog.WarnContext(ctx, "ask for timers to be set anew", "workspace", v.Workspace, "error", err) // each is, when it next fires
	}
	return answer(d.ofPlan(set)), nil
}

// warningsFit: nobody is told the same twice at the same moment.
func warningsFit(all []rules.Warning) error {
	said := map[rules.Warning]bool{}
	for _, w := range all {
		w.Mail = false
		if said[w] {
			return errBadPlan.With("body.warnings", fmt.Sprintf("%s is warned twice, %d minutes before", w.To, int(w.Before.Minutes())))
		}
		said[w] = true
	}
	return nil
}

// lastCallFits: an action has what it needs and nothing else, and what it needs is there.
func (d *desk) lastCallFits(ctx context.Context, v store.Viewer, call rules.LastCall) error {
	given := map[rules.Action]bool{rules.CallTemplate: call.Template != nil, rules.CallSnippet: call.Snippet != "", rules.CallLabel: call.Label != ""}
	for action, there := range given {
		switch {
		case action == call.Do && !there:
			return errBadPlan.With("body.lastCall."+callMembers[action], "expected with this action")
		case action != call.Do && there:
			return errBadPlan.With("body.lastCall."+callMembers[action], "not expected with this action")
		}
	}
	switch call.Do {
	case rules.CallTemplate:
		return useFits(*call.Template)
	case rules.CallSnippet:
		_, err := d.store.Snippet(ctx, v.Workspace, call.Snippet)
		return err
	case rules.CallLabel:
		_, err := rules.Label(rules.Conversation{}, call.Label, "", clock.Now())
		return err
	default:
		return nil
	}
}

var callMembers = map[rules.Action]string{rules.CallTemplate: "template", rules.CallSnippet: "snippetId", rules.CallLabel: "label"}

// useFits: a template is named, and its values say something and hold only fields that there are. A file is no value
// that a program can give.
func useFits(t rules.TemplateUse) error {
	if t.Name == "" || t.Language == "" {
		return errBadPlan.With("body.lastCall.template", "expected with a name and a language")
	}
	known := rules.Fields{}
	for _, name := range rules.FieldNames {
		known[name] = name
	}
	texts := each(append(append([]rules.Value{}, t.Header...), t.Body...), func(v rules.Value) string { return v.Text })
	for _, text := range append(texts, each(t.Buttons, func(b rules.ButtonValue) string { return b.Text })...) {
		if strings.TrimSpace(text) == "" {
			return errBadPlan.With("body.lastCall.template", "a value is empty")
		}
		if _, missing := rules.Fill(text, known); len(missing) > 0 {
			return errBadPlan.With("body.lastCall.template", "there is no such field: "+missing[0])
		}
	}
	return nil
}
