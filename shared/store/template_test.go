package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
	"transom/shared/store/storetest"
)

// greeting has something in every field.
func greeting(language string) rules.MessageTemplate {
	return rules.MessageTemplate{ID: "t-" + language, Holder: "waba", Name: "greeting", Language: language, Category: "utility", Status: rules.TemplateApproved,
		Named: true, Quality: "green", Rejected: "none", UpdatedAt: noon, Parts: []rules.TemplatePart{
			{Type: "header", Format: "image", Examples: []rules.Value{{Kind: "image", Text: "4::x"}}},
			{Type: "body", Text: "Hello {{who}}", Examples: []rules.Value{{Kind: "text", Name: "who", Text: "Ana"}}},
			{Type: "buttons", Buttons: []rules.TemplateButton{{Type: "url", Text: "Look", URL: "https://example.com/{{1}}", Example: "1"}, {Type: "phone_number", Text: "Call", Phone: "+491"}}},
		}}
}

func TestTemplatesReadBackAsTheyWereListed(t *testing.T) {
	s := storetest.New(t)
	w, other := settle(t, s, "aaa"), settle(t, s, "bbb")
	items, synced, err := w.Templates(w.ctx, w.ws, "waba")
	must(t, err)
	if len(items) != 0 || !synced.IsZero() {
		t.Errorf("at first %v, read at %v", items, synced)
	}
	listed := []rules.MessageTemplate{greeting("de"), greeting("en_US"), {ID: "p", Holder: "waba", Name: "plain", Language: "en_US", Status: "in_appeal"}}
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", listed, noon))
	items, synced, err = w.Templates(w.ctx, w.ws, "waba")
	must(t, err)
	equal(t, "read at", synced, noon)
	if diff := cmp.Diff(listed, items); diff != "" {
		t.Errorf("(-listed +read):\n%s", diff)
	}
	one, err := w.Template(w.ctx, w.ws, "waba", "greeting", "de")
	must(t, err)
	if diff := cmp.Diff(greeting("de"), one); diff != "" {
		t.Errorf("(-listed +read):\n%s", diff)
	}
	for name, err := range map[string]error{
		"another language":  second(w.Template(w.ctx, w.ws, "waba", "greeting", "en")),
		"another account":   second(w.Template(w.ctx, w.ws, "other", "greeting", "de")),
		"another workspace": second(s.Template(w.ctx, other.ws, "waba", "greeting", "de")),
		"a crafted name":    second(w.Template(w.ctx, w.ws, "waba", "greeting#de", "x")),
		"no account":        second(w.Template(w.ctx, w.ws, "", "greeting", "de")),
		"no name":           w.PutTemplate(w.ctx, w.ws, rules.MessageTemplate{Holder: "waba", Language: "de"}),
	} {
		if !errors.Is(err, rules.ErrNoTemplate) {
			t.Errorf("%s: %v", name, err)
		}
	}
	changed := greeting("en_US")
	changed.Parts = changed.Parts[1:2]
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", []rules.MessageTemplate{changed, greeting("fr")}, noon.Add(time.Hour)))
	items, synced, err = w.Templates(w.ctx, w.ws, "waba")
	must(t, err)
	equal(t, "read again at", synced, noon.Add(time.Hour))
	if diff := cmp.Diff([]rules.MessageTemplate{changed, greeting("fr")}, items); diff != "" {
		t.Errorf("after another list (-listed +read):\n%s", diff)
	}
}

func TestATemplateMadeWhileTheListWasReadStays(t *testing.T) {
	w := newWorld(t)
	made, old := greeting("en"), greeting("fr")
	made.Holder, made.UpdatedAt, old.Holder, old.UpdatedAt = "waba", noon.Add(time.Second), "waba", noon.Add(-time.Hour)
	must(t, w.PutTemplate(w.ctx, w.ws, made))
	must(t, w.PutTemplate(w.ctx, w.ws, old))
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", nil, noon))
	if _, err := w.Template(w.ctx, w.ws, "waba", made.Name, "en"); err != nil {
		t.Errorf("the new one: %v", err)
	}
	if _, err := w.Template(w.ctx, w.ws, "waba", old.Name, "fr"); !errors.Is(err, rules.ErrNoTemplate) {
		t.Errorf("the one that is gone: %v", err)
	}
}

func TestAListThatIsAsItWasCostsOneWrite(t *testing.T) {
	w, m := meteredWorld(t)
	var listed []rules.MessageTemplate
	for i := range 40 {
		one := greeting("de")
		one.Name, one.ID = fmt.Sprint("greeting_", i), fmt.Sprint("t", i)
		listed = append(listed, one)
	}
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", listed, noon))
	m.TakeAll()
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", listed, noon.Add(time.Minute)))
	within(t, "the same 40 templates again", m.Take("template"), 1, 10)
	listed[7].Status = rules.TemplatePaused
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", listed, noon.Add(time.Minute)))
	within(t, "one of 40 templates changed", m.Take("template"), 2, 10)
}

func TestATemplateIsChangedByThePlatformsID(t *testing.T) {
	w := newWorld(t)
	must(t, w.PutTemplate(w.ctx, w.ws, greeting("de")))
	must(t, w.ChangeTemplate(w.ctx, w.ws, "waba", "t-de", func(old rules.MessageTemplate) rules.MessageTemplate {
		old.Status, old.Rejected, old.Name, old.ID = rules.TemplatePaused, "", "renamed", "other"
		return old
	}))
	want := greeting("de")
	want.Status, want.Rejected = rules.TemplatePaused, ""
	got, err := w.Template(w.ctx, w.ws, "waba", "greeting", "de")
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, id := range []string{"unknown", ""} {
		must(t, w.ChangeTemplate(w.ctx, w.ws, "waba", id, func(rules.MessageTemplate) rules.MessageTemplate {
			t.Errorf("asked about %q", id)
			return rules.MessageTemplate{}
		}))
	}
	parallel(t, 12, func(i int) error {
		return w.ChangeTemplate(w.ctx, w.ws, "waba", "t-de", func(old rules.MessageTemplate) rules.MessageTemplate {
			old.Quality += "x"
			return old
		})
	})
	got, err = w.Template(w.ctx, w.ws, "waba", "greeting", "de")
	must(t, err)
	equal(t, "every change counts", got.Quality, "greenxxxxxxxxxxxx")
}
