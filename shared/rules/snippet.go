package rules

import (
	"time"

	"transom/shared/fault"
)

// SnippetID names a snippet.
type SnippetID string

// Snippet is an answer that is kept to be used again. Body may hold fields (see Fill).
type Snippet struct {
	ID        SnippetID
	Title     string
	Body      string
	Shortcut  string // what is typed behind "/": lower case, without spaces; unique in the workspace
	Media     *Media // a file that goes along
	By        UserID
	UpdatedAt time.Time
}

// Bounds of snippets, in code points; our own numbers.
const (
	SnippetTitleRunes    = 80
	SnippetBodyRunes     = 4096
	SnippetShortcutRunes = 30
	MaxSnippets          = 500
)

// The facts about snippets.
var (
	ErrNoSnippet     = fault.New(fault.Missing, "snippet_missing", "There is no such snippet.")
	ErrSnippetThere  = fault.New(fault.Conflict, "snippet_exists", "There is such a snippet already.")
	ErrShortcutTaken = fault.New(fault.Conflict, "shortcut_taken", "Another snippet has this shortcut.")
	ErrBadShortcut   = fault.New(fault.Invalid, "bad_shortcut", "A shortcut has 1 to 30 letters, digits, dots, dashes or underscores.")
	ErrManySnippets  = fault.New(fault.Refused, "too_many_snippets", "A workspace has at most 500 snippets.")
)
