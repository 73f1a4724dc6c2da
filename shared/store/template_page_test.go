package store_test

import (
	"fmt"
	"slices"
	"testing"

	"transom/shared/rules"
	"transom/shared/store"
)

// shelf has so many templates, every tenth of them paused; those whose number ends in 3 speak of bicycles.
func shelf(n int) []rules.MessageTemplate {
	var all []rules.MessageTemplate
	for i := range n {
		t := rules.MessageTemplate{ID: fmt.Sprint(i), Holder: "waba", Name: fmt.Sprintf("note_%05d", i), Language: "en", Category: "utility", Status: rules.TemplateApproved,
			Parts: []rules.TemplatePart{{Type: "body", Text: "Come and see us."}}}
		if i%10 == 0 {
			t.Status = rules.TemplatePaused
		}
		if i%10 == 3 {
			t.Parts[0].Text = "Your bicycle is ready."
		}
		all = append(all, t)
	}
	return all
}

// leafed reads a list to its end, and says how many pages that took.
func (w *world) leafed(t *testing.T, ask store.TemplateAsk) (names []string, pages int) {
	t.Helper()
	for pages = 1; ; pages++ {
		page, err := w.TemplatePage(w.ctx, w.ws, "waba", ask)
		must(t, err)
		if len(page.Items) > ask.Limit || page.Examined > 2500 {
			t.Fatalf("a page of %d items, %d rows", len(page.Items), page.Examined)
		}
		for _, each := range page.Items {
			names = append(names, each.Name)
		}
		if ask.Cursor = page.Cursor; ask.Cursor == "" {
			return names, pages
		}
	}
}

func TestTemplatesComeInPagesEachOnceAndInOrder(t *testing.T) {
	w := newWorld(t)
	all := shelf(107)
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", all, noon))
	names, pages := w.leafed(t, store.TemplateAsk{Limit: 20})
	if len(names) != 107 || !slices.IsSorted(names) || pages != 6 {
		t.Errorf("by name: %d in %d pages, sorted %t", len(names), pages, slices.IsSorted(names))
	}
	names, _ = w.leafed(t, store.TemplateAsk{Ranked: true, Limit: 20})
	if len(names) != 107 || names[0] != "note_00001" || names[95] != "note_00106" || names[96] != "note_00000" || names[106] != "note_00100" {
		t.Errorf("by use: %d, %v", len(names), names)
	}
	names, _ = w.leafed(t, store.TemplateAsk{Wish: rules.TemplateWish{Search: "bicycle"}, Ranked: true, Limit: 4})
	equal(t, "found by words", len(names), 11)
	names, _ = w.leafed(t, store.TemplateAsk{Wish: rules.TemplateWish{Search: "note 00010"}, Ranked: true, Limit: 4})
	equal(t, "found by name", fmt.Sprint(names), "[note_00010]")
	names, _ = w.leafed(t, store.TemplateAsk{Wish: rules.TemplateWish{Status: "paused"}, Limit: 3})
	equal(t, "paused", len(names), 11)
	names, pages = w.leafed(t, store.TemplateAsk{Limit: 107})
	if len(names) != 107 || pages != 2 {
		t.Errorf("a limit above 100: %d in %d pages", len(names), pages)
	}
}

func TestANamedTemplateComesBeforeOneThatOnlySpeaksOfIt(t *testing.T) {
	w := newWorld(t)
	all := shelf(3)
	all[1].Parts[0].Text = "See note 00002."
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", all, noon))
	names, _ := w.leafed(t, store.TemplateAsk{Wish: rules.TemplateWish{Search: "note 00002"}, Ranked: true, Limit: 1})
	equal(t, "in order", fmt.Sprint(names), "[note_00002 note_00001]")
}

func TestAPageMarkerHoldsForItsListOnly(t *testing.T) {
	w := newWorld(t)
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", shelf(9), noon))
	page, err := w.TemplatePage(w.ctx, w.ws, "waba", store.TemplateAsk{Limit: 2})
	must(t, err)
	for name, ask := range map[string]store.TemplateAsk{
		"another wish":  {Limit: 2, Cursor: page.Cursor, Wish: rules.TemplateWish{Search: "note"}},
		"another order": {Limit: 2, Cursor: page.Cursor, Ranked: true},
		"made up":       {Limit: 2, Cursor: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
	} {
		if _, err := w.TemplatePage(w.ctx, w.ws, "waba", ask); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := w.TemplatePage(w.ctx, w.ws, "other", store.TemplateAsk{Limit: 2, Cursor: page.Cursor}); err == nil {
		t.Error("another account is taken")
	}
}

func TestAPageOfTenThousandTemplatesReadsNoMoreThanItShows(t *testing.T) {
	w, m := meteredWorld(t)
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", shelf(10_000), noon))
	m.TakeAll()
	page, err := w.TemplatePage(w.ctx, w.ws, "waba", store.TemplateAsk{Ranked: true, Limit: 50})
	must(t, err)
	if len(page.Items) != 50 {
		t.Errorf("%d items", len(page.Items))
	}
	within(t, "the first page", m.Take("template"), 0, 40)
	rare := store.TemplateAsk{Wish: rules.TemplateWish{Search: "note 09999"}, Limit: 50}
	names, pages := w.leafed(t, rare)
	if len(names) != 1 || pages > 5 {
		t.Errorf("one of ten thousand: %v in %d pages", names, pages)
	}
}

func TestWhatIsKnownOfAListComesFromWhatCouldBeSent(t *testing.T) {
	w := newWorld(t)
	known, err := w.TemplateKnown(w.ctx, w.ws, "waba")
	must(t, err)
	equal(t, "at first", fmt.Sprint(known.Languages, known.Categories, known.Read.IsZero()), "[] [] true")
	all := shelf(3)
	all[0].Language, all[1].Language, all[2].Category = "fr", "de", "marketing"
	must(t, w.ReplaceTemplates(w.ctx, w.ws, "waba", all, noon))
	must(t, w.AgeTemplates(w.ctx, w.ws, "waba"))
	known, err = w.TemplateKnown(w.ctx, w.ws, "waba")
	must(t, err)
	equal(t, "an old list", fmt.Sprint(known.Languages, known.Categories, known.Read.IsZero()), "[de en] [marketing utility] true")
	some, err := w.TemplatesNamed(w.ctx, w.ws, "waba", []store.TemplateName{{"note_00002", "en"}, {"gone", "en"}, {"note_00001", "de"}, {"note_00002", "en"}, {"a#b", "en"}})
	must(t, err)
	if len(some) != 2 || some[0].ID != "2" || some[1].ID != "1" {
		t.Errorf("by name: %v", some)
	}
}
