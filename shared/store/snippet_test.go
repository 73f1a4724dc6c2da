package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
	"transom/shared/store/storetest"
)

func TestASnippetReadsBackAsItWasWritten(t *testing.T) {
	w := newWorld(t)
	full := rules.Snippet{ID: "s1", Title: "Hello", Body: "Hello {{first_name|there}}", Shortcut: "hi", By: "ana", UpdatedAt: noon,
		Media: &rules.Media{MIME: "image/png", Name: "a.png", Size: 7, State: rules.MediaReady, Object: "s/x"}}
	bare := rules.Snippet{ID: "s2", Title: "again", Body: "x", UpdatedAt: noon}
	must(t, w.PutSnippet(w.ctx, w.ws, full))
	must(t, w.PutSnippet(w.ctx, w.ws, bare))
	if err := w.PutSnippet(w.ctx, w.ws, full); !errors.Is(err, rules.ErrSnippetThere) {
		t.Errorf("a second time: %v", err)
	}
	all, err := w.Snippets(w.ctx, w.ws)
	must(t, err)
	if diff := cmp.Diff([]rules.Snippet{bare, full}, all); diff != "" {
		t.Errorf("(-wrote +read):\n%s", diff)
	}
	one, err := w.Snippet(w.ctx, w.ws, "s1")
	must(t, err)
	if diff := cmp.Diff(full, one); diff != "" {
		t.Errorf("(-wrote +read):\n%s", diff)
	}
	for _, id := range []rules.SnippetID{"none", "", "a#b"} {
		if _, err := w.Snippet(w.ctx, w.ws, id); !errors.Is(err, rules.ErrNoSnippet) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestAShortcutBelongsToOneSnippet(t *testing.T) {
	w := newWorld(t)
	put := func(id rules.SnippetID, shortcut string) error {
		err := w.PutSnippet(w.ctx, w.ws, rules.Snippet{ID: id, Title: "t", Body: "x", Shortcut: shortcut, UpdatedAt: noon})
		if errors.Is(err, rules.ErrSnippetThere) {
			_, err = w.ChangeSnippet(w.ctx, w.ws, id, func(sn rules.Snippet) (rules.Snippet, error) {
				sn.Shortcut = shortcut
				return sn, nil
			})
		}
		return err
	}
	must(t, put("s1", "hi"))
	taken := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, rules.ErrShortcutTaken) {
			t.Errorf("%s: %v", what, err)
		}
	}
	taken("a second", put("s2", "hi"))
	must(t, put("s1", "hello"))
	must(t, put("s2", "hi"))
	taken("changed into another's", put("s1", "hi"))
	must(t, put("s2", ""))
	must(t, put("s1", "hi"))
	gone, err := w.DeleteSnippet(w.ctx, w.ws, "s1")
	must(t, err)
	equal(t, "the shortcut of what is gone", gone.Shortcut, "hi")
	gone, err = w.DeleteSnippet(w.ctx, w.ws, "s1")
	must(t, err)
	equal(t, "what is gone a second time", gone.ID, "")
	must(t, put("s3", "hi"))

	var won atomic.Int32
	parallel(t, 8, func(i int) error {
		err := put(rules.SnippetID(fmt.Sprint("p", i)), "race")
		if err == nil {
			won.Add(1)
		} else if !errors.Is(err, rules.ErrShortcutTaken) {
			return err
		}
		return nil
	})
	equal(t, "winners of a race", won.Load(), 1)
}

func TestAWorkspaceHasSoManySnippets(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	put := func(i int) error {
		return w.PutSnippet(w.ctx, w.ws, rules.Snippet{ID: rules.SnippetID(fmt.Sprint("s", i)), Title: strings.Repeat("t", 10), Body: "x", UpdatedAt: noon})
	}
	for i := range rules.MaxSnippets {
		must(t, put(i))
	}
	if err := put(rules.MaxSnippets); !errors.Is(err, rules.ErrManySnippets) {
		t.Errorf("got %v", err)
	}
	_, err := w.ChangeSnippet(w.ctx, w.ws, "s7", func(sn rules.Snippet) (rules.Snippet, error) { return sn, nil })
	must(t, err) // one that is there may change
}

func TestOfTwoChangesOfASnippetNeitherIsLost(t *testing.T) {
	w := newWorld(t)
	must(t, w.PutSnippet(w.ctx, w.ws, rules.Snippet{ID: "s1", Title: "t", Body: "x", Media: &rules.Media{Object: "s/old"}, UpdatedAt: noon}))
	change := func(to func(*rules.Snippet)) (rules.Snippet, error) {
		return w.ChangeSnippet(w.ctx, w.ws, "s1", func(sn rules.Snippet) (rules.Snippet, error) {
			to(&sn)
			return sn, nil
		})
	}
	seen := 0
	got, err := change(func(sn *rules.Snippet) { // at the same instant somebody else gives it another file
		if seen++; seen == 1 {
			_, err := change(func(sn *rules.Snippet) { sn.Media = &rules.Media{Object: "s/new"} })
			must(t, err)
		}
		sn.Body = "y"
	})
	must(t, err)
	if seen != 2 || got.Body != "y" || got.Media.Object != "s/new" {
		t.Errorf("read %d times, changed into %+v with %+v", seen, got, got.Media)
	}
	seen = 0
	_, err = change(func(sn *rules.Snippet) {
		if seen++; seen == 1 {
			gone, err := w.DeleteSnippet(w.ctx, w.ws, "s1")
			must(t, err)
			equal(t, "the file of what is gone", gone.Media.Object, "s/new")
		}
	})
	if !errors.Is(err, rules.ErrNoSnippet) {
		t.Errorf("changed after it was deleted: %v", err)
	}
	if _, err := w.Snippet(w.ctx, w.ws, "s1"); !errors.Is(err, rules.ErrNoSnippet) {
		t.Errorf("it is back: %v", err)
	}
}

func TestASnippetOfAnOlderReleaseChangesLikeAnother(t *testing.T) {
	w := newWorld(t)
	old := rules.Snippet{ID: "s1", Title: "t", Body: "x", UpdatedAt: noon}
	must(t, w.PutOldSnippet(w.ctx, w.ws, old))
	seen := 0
	got, err := w.ChangeSnippet(w.ctx, w.ws, "s1", func(sn rules.Snippet) (rules.Snippet, error) {
		if seen++; seen == 1 { // the older release, a moment later
			old.Title, old.UpdatedAt = "u", noon.Add(time.Second)
			must(t, w.PutOldSnippet(w.ctx, w.ws, old))
		}
		sn.Body = "y"
		return sn, nil
	})
	must(t, err)
	if seen != 2 || got.Title != "u" || got.Body != "y" {
		t.Errorf("read %d times, changed into %+v", seen, got)
	}
	must(t, w.PutOldSnippet(w.ctx, w.ws, old))
	gone, err := w.DeleteSnippet(w.ctx, w.ws, "s1")
	must(t, err)
	equal(t, "what is gone", gone.Title, "u")
}
