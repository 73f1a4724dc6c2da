package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"

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

// addSnippet keeps an answer. One with a file has its upload's id, so that it is kept once however often it is asked for,
// and so that another try may have the file of one that was refused.
func (d *desk) addSnippet(ctx context.Context, v store.Viewer, in *newSnippetInput) (*reply[wire.Snippet], error) {
	b := in.Body
	id := rules.SnippetID(cmp.Or(b.UploadID, ulid.Make().String()))
	s, err := d.furnish(ctx, v, rules.Snippet{ID: id, Title: b.Title, Body: b.Body, Shortcut: b.Shortcut, By: v.ID}, fileChange{b.UploadID != "", b.UploadID})
	if err != nil {
		return nil, err
	}
	err = d.store.PutSnippet(ctx, v.Workspace, s)
	if err != nil && fault.KindOf(err) != fault.Internal {
		d.forget(ctx, v, id, s.Media)
	}
	if errors.Is(err, rules.ErrSnippetThere) {
		s, err = d.keptBefore(ctx, v, s)
	}
	if err != nil {
		return nil, err
	}
	return answer(wire.OfSnippet(s)), nil
}

// keptBefore is the snippet that is there already, if it is as it was asked for.
func (d *desk) keptBefore(ctx context.Context, v store.Viewer, s rules.Snippet) (rules.Snippet, error) {
	now, err := d.store.Snippet(ctx, v.Workspace, s.ID)
	if err != nil {
		return rules.Snippet{}, err
	}
	if now.Title != s.Title || now.Body != s.Body || now.Shortcut != s.Shortcut || !sameFile(now.Media, s.Media) {
		return rules.Snippet{}, errUploadUsed
	}
	return now, nil
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
	s.UpdatedAt = clock.Now().Truncate(time.Millisecond) // as it is stored, for an answer that is given twice
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
	if err == nil && sameFile(now.Media, m) {
		return
	}
	if err == nil || errors.Is(err, rules.ErrNoSnippet) {
		err = d.bucket.Remove(ctx, m.Object)
	}
	if err != nil {
		slog.WarnContext(ctx, "remove a snippet's file", "workspace", v.Workspace, "error", err)
	}
}

func sameFile(a, b *rules.Media) bool {
	return a == b || a != nil && b != nil && a.Object == b.Object
}
