package main

import (
	"context"
	"errors"
	"log/slog"

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
	s, err := d.furnish(ctx, v, s, fileChange{b.UploadID != "", b.UploadID})
	if err == nil {
		err = d.store.PutSnippet(ctx, v.Workspace, s)
	}
	if err != nil {
		return nil, err
	}
	return answer(wire.OfSnippet(s)), nil
}

// changeSnippet applies a change to what the snippet is when it is written. The file it had before is removed afterwards,
// or the new one if it could not be written.
func (d *desk) changeSnippet(ctx context.Context, v store.Viewer, in *snippetChangeInput) (*reply[wire.Snippet], error) {
	id, b := rules.SnippetID(in.ID), in.Body
	var had, next rules.Snippet
	s, err := d.store.ChangeSnippet(ctx, v.Workspace, id, func(s rules.Snippet) (_ rules.Snippet, err error) {
		had = s
		for _, part := range []struct{ old, next *string }{{&s.Title, b.Title}, {&s.Body, b.Body}, {&s.Shortcut, b.Shortcut}} {
			if part.next != nil {
				*part.old = *part.next
			}
		}
		next, err = d.furnish(ctx, v, s, b.UploadID)
		return next, err
	})
	switch {
	case err != nil && b.UploadID.given && fault.KindOf(err) != fault.Internal:
		d.forget(ctx, v, id, next.Media)
	case err == nil && b.UploadID.given:
		d.forget(ctx, v, id, had.Media)
	}
	if err != nil {
		return nil, err
	}
	return answer(wire.OfSnippet(s)), nil
}

// furnish gives a snippet as it is to be written, with its new file.
func (d *desk) furnish(ctx context.Context, v store.Viewer, s rules.Snippet, u fileChange) (rules.Snippet, error) {
	s, err := tidy(s, u)
	if err != nil {
		return rules.Snippet{}, err
	}
	if u.given {
		s.Media, err = d.snippetFile(ctx, v, s.ID, u.id)
	}
	s.UpdatedAt = clock.Now()
	return s, err
}

func (d *desk) deleteSnippet(ctx context.Context, v store.Viewer, in *snippetInput) (*none, error) {
	s, err := d.store.Snippet(ctx, v.Workspace, rules.SnippetID(in.ID))
	if err != nil {
		return nil, err
	}
	if s, err = d.store.DeleteSnippet(ctx, v.Workspace, s.ID); err != nil {
		return nil, err
	}
	d.forget(ctx, v, s.ID, s.Media)
	return &none{}, nil
}

// forget removes a file that its snippet has no more: the same upload given again is still its file. What was sent of it
// is a copy.
func (d *desk) forget(ctx context.Context, v store.Viewer, id rules.SnippetID, m *rules.Media) {
	if m == nil {
		return
	}
	now, err := d.store.Snippet(ctx, v.Workspace, id)
	if err == nil && now.Media != nil && now.Media.Object == m.Object {
		return
	}
	if err == nil || errors.Is(err, rules.ErrNoSnippet) {
		err = d.bucket.Remove(ctx, m.Object)
	}
	if err != nil {
		slog.WarnContext(ctx, "remove a snippet's file", "workspace", v.Workspace, "error", err)
	}
}
