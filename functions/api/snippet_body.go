package main

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"transom/shared/rules"
)

// NewSnippet is an answer to be kept.
type NewSnippet struct {
	Title    string `json:"title" maxLength:"400" doc:"1 to 80 characters"`
	Body     string `json:"body" maxLength:"65536" doc:"at most 4,096 characters; may hold fields like {{first_name|there}}"`
	Shortcut string `json:"shortcut,omitempty" maxLength:"200" doc:"what is typed behind /: 1 to 30 letters, digits, dots, dashes or underscores; case is nothing to it"`
	UploadID string `json:"uploadId,omitempty" pattern:"^[0-7][0-9A-HJKMNP-TV-Z]{25}$" doc:"from POST /uploads for a snippet"`
}

// SnippetChange is what is to be different; what is absent stays.
type SnippetChange struct {
	Title    *string    `json:"title,omitempty" maxLength:"400"`
	Body     *string    `json:"body,omitempty" maxLength:"65536"`
	Shortcut *string    `json:"shortcut,omitempty" maxLength:"200" doc:"empty: none any more"`
	UploadID fileChange `json:"uploadId,omitempty"`
}

// fileChange is an upload's id, null, or nothing at all.
type fileChange struct {
	given bool
	id    string
}

// Schema describes an id that may be null.
func (fileChange) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Nullable: true, Pattern: "^[0-7][0-9A-HJKMNP-TV-Z]{25}$",
		Description: "from POST /uploads for a snippet; null takes the file away"}
	s.PrecomputeMessages()
	return s
}

// UnmarshalJSON tells null from what is absent.
func (u *fileChange) UnmarshalJSON(raw []byte) error {
	u.given = true
	if string(raw) == "null" {
		return nil
	}
	return json.Unmarshal(raw, &u.id)
}

// tidy holds a snippet's words against their bounds.
func tidy(s rules.Snippet, u fileChange) (rules.Snippet, error) {
	s.Title, s.Shortcut = strings.TrimSpace(s.Title), strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s.Shortcut), "/"))
	switch n := utf8.RuneCountInString(s.Title); {
	case n == 0 || n > rules.SnippetTitleRunes || strings.ContainsFunc(s.Title, unicode.IsControl):
		return s, errNoTitle
	case utf8.RuneCountInString(s.Body) > rules.SnippetBodyRunes:
		return s, rules.ErrTooLong.With("limit", "4096").With("unit", "characters")
	case s.Shortcut != "" && !shortcut(s.Shortcut):
		return s, rules.ErrBadShortcut
	case strings.TrimSpace(s.Body) == "" && (u.id == "" && (u.given || s.Media == nil)):
		return s, errEmptyAnswer
	}
	return s, nil
}

func shortcut(text string) bool {
	return utf8.RuneCountInString(text) <= rules.SnippetShortcutRunes && !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune(".-_", r)
	})
}
