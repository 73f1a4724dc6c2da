package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

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
	must(t, w.PutSnippet(w.ctx, w.ws, full)) // repeating is safe
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
		return w.PutSnippet(w.ctx, w.ws, rules.Snippet{ID: id, Title: "t", Body: "x", Shortcut: shortcut, UpdatedAt: noon})
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
	must(t, w.DeleteSnippet(w.ctx, w.ws, "s1"))
	must(t, w.DeleteSnippet(w.ctx, w.ws, "s1"))
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
	must(t, put(7)) // one that is there may change
}
