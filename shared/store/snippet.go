package store

import (
	"context"

	"transom/shared/rules"
)

// Snippets lists a workspace's snippets by title.
func (s *Store) Snippets(ctx context.Context, ws Workspace) ([]rules.Snippet, error) {
	return nil, errNotYet
}

// Snippet gives one. rules.ErrNoSnippet.
func (s *Store) Snippet(ctx context.Context, ws Workspace, id rules.SnippetID) (rules.Snippet, error) {
	return rules.Snippet{}, errNotYet
}

// PutSnippet writes a new or changed snippet. rules.ErrShortcutTaken, rules.ErrManySnippets.
func (s *Store) PutSnippet(ctx context.Context, ws Workspace, sn rules.Snippet) error {
	return errNotYet
}

// DeleteSnippet removes one and its shortcut; one that is gone is no error.
func (s *Store) DeleteSnippet(ctx context.Context, ws Workspace, id rules.SnippetID) error {
	return errNotYet
}
