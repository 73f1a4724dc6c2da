package store

import (
	"context"
	"fmt"

	"transom/shared/rules"
)

// AgeTemplates says that an account's list has changed in a way that only the platform can tell: the next who looks
// asks for it again. An account whose list was never read is no error.
func (s *Store) AgeTemplates(ctx context.Context, ws Workspace, holder string) error {
	ctx = s.begin(ctx, "template")
	if !plain(holder) {
		return rules.ErrNoTemplate
	}
	e := newEdit().drop(colSince).whenExists()
	if _, _, err := s.update(ctx, s.tables.Core, templatesReadKey(ws, holder), e); err != nil {
		return fmt.Errorf("age templates of %s: %w", ws, err)
	}
	return nil
}
