package store

import (
	"context"
	"fmt"
	"time"

	"transom/shared/rules"
)

// Plan is what a workspace wants done before an unanswered window closes: rules.Usual where it has set nothing.
// 1 RRU: whoever asks because it has changed must not hear the one before.
func (s *Store) Plan(ctx context.Context, ws Workspace) (rules.Plan, error) {
	ctx = s.begin(ctx, "plan")
	it, err := s.get(ctx, s.tables.Core, settingsKey(ws), strong)
	if err != nil {
		return rules.Plan{}, fmt.Errorf("read plan of %s: %w", ws, err)
	}
	return planSet(it).Plan, nil
}

// SetPlan replaces a workspace's plan, whatever it is; an empty one asks for nothing.
func (s *Store) SetPlan(ctx context.Context, ws Workspace, p rules.Plan) error {
	_, err := s.ReplacePlan(ctx, ws, PlanSet{Plan: p})
	return err
}

// encodePlan: w the warnings, c the last call; of each b how many minutes before. Beside them stand v and u: see
// ReplacePlan.
func encodePlan(p rules.Plan) item {
	m := item{}
	var warnings []item
	for _, w := range p.Sorted().Warnings {
		row := item{}
		row.setNumber("b", int64(w.Before/time.Minute))
		row.setText("t", string(w.To))
		row.setFlag("m", w.Mail)
		warnings = append(warnings, row)
	}
	m.setList("w", warnings)
	call := item{}
	call.setText("d", string(p.LastCall.Do))
	call.setNumber("b", int64(p.LastCall.Before/time.Minute))
	call.setText("s", string(p.LastCall.Snippet))
	call.setText("l", p.LastCall.Label)
	if p.LastCall.Template != nil {
		call.setMap("t", encodeUse(*p.LastCall.Template))
	}
	m.setMap("c", call)
	return m
}

func decodePlan(m item) rules.Plan {
	var p rules.Plan
	for _, row := range m.list("w") {
		p.Warnings = append(p.Warnings, rules.Warning{Before: lead(row.number("b")), To: rules.Audience(row.text("t")), Mail: row.flag("m")})
	}
	if call := m.object("c"); call != nil {
		p.LastCall = rules.LastCall{Before: lead(call.number("b")), Do: rules.Action(call.text("d")),
			Template: decodeUse(call.object("t")), Snippet: rules.SnippetID(call.text("s")), Label: call.text("l")}
	}
	return p
}

// lead reads a number of minutes; plans of before may have longer leads than may be planned now.
func lead(n int64) time.Duration { return min(time.Duration(n)*time.Minute, rules.MaxLead) }
