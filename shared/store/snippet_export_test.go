package store

import (
	"context"

	"transom/shared/rules"
)

// PutOldSnippet writes a snippet as a release does that counts no versions.
func (s *Store) PutOldSnippet(ctx context.Context, ws Workspace, sn rules.Snippet) error {
	it := encodeSnippet(ws, sn, nil)
	delete(it, colVersion)
	return s.put(ctx, s.tables.Core, it, nil)
}
