package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

var (
	errNoTitle     = fault.New(fault.Invalid, "bad_title", "A snippet needs a title of at most 80 characters.")
	errEmptyAnswer = fault.New(fault.Invalid, "empty_snippet", "A snippet needs some text or a file.")
	errNoFile      = fault.New(fault.Refused, "snippet_without_file", "This snippet has no file any more.")
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

type (
	newSnippetInput struct{ Body NewSnippet }
	snippetInput    struct {
		ID string `path:"id" maxLength:"64"`
	}
	snippetChangeInput struct {
		ID   string `path:"id" maxLength:"64"`
		Body SnippetChange
	}
)

func (d *desk) snippets(ctx context.Context, v store.Viewer, _ *none) (*reply[list[wire.Snippet]], error) {
	all, err := d.store.Snippets(ctx, v.Workspace)
	if err != nil {
		return nil, err
	}
	return answer(list[wire.Snippet]{Items: each(all, wire.OfSnippet)}), nil
}

func (d *desk) addSnippet(ctx context.Context, v store.Viewer, in *newSnippetInput) (*reply[wire.Snippet], error) {
	b := in.Body
	s := rules.Snippet{ID: rules.SnippetID(ulid.Make().String()), Title: b.Title, Body: b.Body, Shortcut: b.Shortcut, By: v.ID}
	return d.keepSnippet(ctx, v, s, fileChange{b.UploadID != "", b.UploadID})
}

func (d *desk) changeSnippet(ctx context.Context, v store.Viewer, in *snippetChangeInput) (*reply[wire.Snippet], error) {
	s, err := d.store.Snippet(ctx, v.Workspace, rules.SnippetID(in.ID))
	if err != nil {
		return nil, err
	}
	for _, part := range []struct{ old, next *string }{{&s.Title, in.Body.Title}, {&s.Body, in.Body.Body}, {&s.Shortcut, in.Body.Shortcut}} {
		if part.next != nil {
			*part.old = *part.next
		}
	}
	return d.keepSnippet(ctx, v, s, in.Body.UploadID)
}

// keepSnippet writes a snippet as it is to be, with its new file. The file it had before is removed afterwards.
func (d *desk) keepSnippet(ctx context.Context, v store.Viewer, s rules.Snippet, u fileChange) (*reply[wire.Snippet], error) {
	had := s.Media
	var err error
	if s, err = tidy(s, u); err != nil {
		return nil, err
	}
	if u.given {
		if s.Media, err = d.snippetFile(ctx, v, s.ID, u.id); err != nil {
			return nil, err
		}
	}
	s.UpdatedAt = clock.Now()
	if err := d.store.PutSnippet(ctx, v.Workspace, s); err != nil {
		return nil, err
	}
	if u.given {
		d.forget(ctx, v, had)
	}
	return answer(wire.OfSnippet(s)), nil
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

func (d *desk) deleteSnippet(ctx context.Context, v store.Viewer, in *snippetInput) (*none, error) {
	s, err := d.store.Snippet(ctx, v.Workspace, rules.SnippetID(in.ID))
	if errors.Is(err, rules.ErrNoSnippet) {
		return nil, err
	}
	if err == nil {
		err = d.store.DeleteSnippet(ctx, v.Workspace, s.ID)
	}
	if err != nil {
		return nil, err
	}
	d.forget(ctx, v, s.Media)
	return &none{}, nil
}

// forget removes a file that no snippet has any more; what was sent of it is a copy.
func (d *desk) forget(ctx context.Context, v store.Viewer, m *rules.Media) {
	if m == nil {
		return
	}
	if err := d.bucket.Remove(ctx, m.Object); err != nil {
		slog.WarnContext(ctx, "remove a snippet's file", "workspace", v.Workspace, "error", err)
	}
}
