package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
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
