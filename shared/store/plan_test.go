package store_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func TestAPlanReadsBackAsItWasSet(t *testing.T) {
	s := storetest.New(t)
	w, other := settle(t, s, "aaa"), settle(t, s, "bbb")
	got, err := w.Plan(w.ctx, w.ws)
	must(t, err)
	if diff := cmp.Diff(rules.Usual, got); diff != "" {
		t.Errorf("at first (-want +got):\n%s", diff)
	}
	longer := rules.Plan{Warnings: []rules.Warning{{Before: 23 * time.Hour, To: rules.ToTeam}}, LastCall: rules.LastCall{Before: 13 * time.Hour, Do: rules.CallLabel, Label: "x"}}
	must(t, w.SetPlan(w.ctx, w.ws, longer))
	got, err = w.Plan(w.ctx, w.ws)
	must(t, err)
	if got.Warnings[0].Before != rules.MaxLead || got.LastCall.Before != rules.MaxLead {
		t.Errorf("leads of before are %+v", got)
	}
	for name, p := range map[string]rules.Plan{
		"nothing":   {},
		"a label":   {LastCall: rules.LastCall{Before: 10 * time.Minute, Do: rules.CallLabel, Label: "late"}},
		"a snippet": {Warnings: []rules.Warning{{Before: 12 * time.Hour, To: rules.ToTeam}}, LastCall: rules.LastCall{Before: time.Hour, Do: rules.CallSnippet, Snippet: "s1"}},
		"everything": {Warnings: []rules.Warning{{Before: time.Hour, To: rules.ToSupervisors, Mail: true}, {Before: time.Minute, To: rules.ToAssignee}},
			LastCall: rules.LastCall{Before: time.Hour, Do: rules.CallTemplate, Template: &rules.TemplateUse{Name: "hi", Language: "en_US",
				Body: []rules.Value{{Kind: "text", Name: "who", Text: "{{first_name|there}}"}}, Buttons: []rules.ButtonValue{{Index: 1, SubType: "url", Text: "x"}}}}},
	} {
		must(t, w.SetPlan(w.ctx, w.ws, p))
		got, err := w.Plan(w.ctx, w.ws)
		must(t, err)
		if diff := cmp.Diff(p, got); diff != "" {
			t.Errorf("%s (-set +read):\n%s", name, diff)
		}
	}
	got, err = s.Plan(other.ctx, other.ws)
	must(t, err)
	if diff := cmp.Diff(rules.Usual, got); diff != "" {
		t.Errorf("a neighbour's (-want +got):\n%s", diff)
	}
	name, err := w.WorkspaceName(w.ctx, w.ws)
	must(t, err)
	equal(t, "the name stays", name, "Demo")
}

func TestOfTwoWhoChangeOnePlanOneIsTold(t *testing.T) {
	w := newWorld(t)
	seen, err := w.PlanSet(w.ctx, w.ws)
	must(t, err)
	equal(t, "the version of nothing set", seen.Version, 1)
	plan := rules.Plan{Warnings: []rules.Warning{{Before: time.Minute, To: rules.ToTeam}, {Before: time.Hour, To: rules.ToAssignee}}}
	set, err := w.ReplacePlan(w.ctx, w.ws, store.PlanSet{Plan: plan, Version: seen.Version, By: "ana"})
	must(t, err)
	equal(t, "the version of the first", set.Version, 2)
	read, err := w.PlanSet(w.ctx, w.ws)
	must(t, err)
	if diff := cmp.Diff(set, read); diff != "" {
		t.Errorf("(-set +read):\n%s", diff)
	}
	again, err := w.ReplacePlan(w.ctx, w.ws, store.PlanSet{Plan: plan, Version: seen.Version, By: "ana"})
	must(t, err)
	equal(t, "the version of what is asked again", again.Version, 2)
	_, err = w.ReplacePlan(w.ctx, w.ws, store.PlanSet{Version: seen.Version, By: "ben"})
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Conflict || f.Details["version"] != "2" {
		t.Errorf("the second is answered %v", err)
	}
	must(t, w.SetPlan(w.ctx, w.ws, rules.Plan{}))
	var won atomic.Int64
	parallel(t, 8, func(int) error {
		_, err := w.ReplacePlan(w.ctx, w.ws, store.PlanSet{Version: 3})
		if err == nil {
			won.Add(1)
			return nil
		}
		if fault.KindOf(err) != fault.Conflict {
			return err
		}
		return nil
	})
	equal(t, "of eight at once", won.Load(), 1)
}

func TestAllWorkspacesAreListed(t *testing.T) {
	s := storetest.New(t)
	a, b := settle(t, s, "aaa"), settle(t, s, "bbb")
	_, err := s.CreateWorkspace(a.ctx, "aaa", "again")
	must(t, err)
	all, err := s.Workspaces(a.ctx)
	must(t, err)
	if len(all) != 2 || all[0] != a.ws || all[1] != b.ws {
		t.Errorf("got %v", all)
	}
}
