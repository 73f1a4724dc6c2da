package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// Snippets lists a workspace's snippets by title.
func (s *Store) Snippets(ctx context.Context, ws Workspace) ([]rules.Snippet, error) {
	ctx = s.begin(ctx, "snippet")
	items, err := s.queryAll(ctx, ask{table: s.tables.Core, pkCol: PartitionKey, pk: snippetsKey(ws), skCol: SortKey, how: strong})
	if err != nil {
		return nil, fmt.Errorf("list snippets of %s: %w", ws, err)
	}
	out := make([]rules.Snippet, len(items))
	for i, it := range items {
		out[i] = decodeSnippet(it)
	}
	slices.SortStableFunc(out, func(a, b rules.Snippet) int {
		return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
	})
	return out, nil
}

// Snippet gives one. rules.ErrNoSnippet.
func (s *Store) Snippet(ctx context.Context, ws Workspace, id rules.SnippetID) (rules.Snippet, error) {
	ctx = s.begin(ctx, "snippet")
	it, err := s.snippet(ctx, ws, id)
	if err != nil {
		return rules.Snippet{}, err
	}
	if it == nil {
		return rules.Snippet{}, rules.ErrNoSnippet
	}
	return decodeSnippet(it), nil
}

// snippet reads one; nil where there is none.
func (s *Store) snippet(ctx context.Context, ws Workspace, id rules.SnippetID) (item, error) {
	if !plain(string(id)) {
		return nil, rules.ErrNoSnippet
	}
	it, err := s.get(ctx, s.tables.Core, snippetKey(ws, id), strong)
	if err != nil {
		return nil, fmt.Errorf("read snippet %s: %w", id, err)
	}
	return it, nil
}

// PutSnippet writes a new snippet together with its shortcut, which belongs to one snippet alone.
// rules.ErrShortcutTaken, rules.ErrManySnippets; rules.ErrSnippetThere where one has its id, also when it is repeated.
func (s *Store) PutSnippet(ctx context.Context, ws Workspace, sn rules.Snippet) error {
	return s.onSnippet(ctx, ws, sn.ID, func(ctx context.Context, was item) error {
		if was != nil {
			return rules.ErrSnippetThere
		}
		if all, err := s.Snippets(ctx, ws); err != nil || len(all) >= rules.MaxSnippets {
			return cmp.Or(err, error(rules.ErrManySnippets))
		}
		return s.writeSnippet(ctx, ws, sn, nil)
	})
}

// ChangeSnippet writes what change makes of a snippet; if somebody else was faster, change is asked again. Its id stays.
// rules.ErrNoSnippet, rules.ErrShortcutTaken, or what change says.
func (s *Store) ChangeSnippet(ctx context.Context, ws Workspace, id rules.SnippetID, change func(rules.Snippet) (rules.Snippet, error)) (rules.Snippet, error) {
	var next rules.Snippet
	err := s.onSnippet(ctx, ws, id, func(ctx context.Context, was item) (err error) {
		if was == nil {
			return rules.ErrNoSnippet
		}
		if next, err = change(decodeSnippet(was)); err != nil {
			return err
		}
		next.ID = id
		return s.writeSnippet(ctx, ws, next, was)
	})
	if err != nil {
		return rules.Snippet{}, err
	}
	return next, nil
}

// DeleteSnippet removes one and its shortcut, and gives what it was; one that is gone is no error, and gives none.
func (s *Store) DeleteSnippet(ctx context.Context, ws Workspace, id rules.SnippetID) (gone rules.Snippet, err error) {
	err = s.onSnippet(ctx, ws, id, func(ctx context.Context, was item) error {
		if was == nil {
			return nil
		}
		gone = decodeSnippet(was)
		w := s.deleting(s.tables.Core, was.key())
		e := unchanged(was)
		w.Delete.ConditionExpression, w.Delete.ExpressionAttributeNames, w.Delete.ExpressionAttributeValues = e.condition(), e.named(), e.bound()
		writes := []types.TransactWriteItem{w}
		if old := was.text(colShortcut); old != "" {
			writes = append(writes, s.deleting(s.tables.Core, shortcutKey(ws, old)))
		}
		return s.transactSnippet(ctx, id, writes)
	})
	return gone, err
}

// onSnippet reads a snippet, nil where there is none, and has it written; again while it is written by somebody else.
func (s *Store) onSnippet(ctx context.Context, ws Workspace, id rules.SnippetID, write func(ctx context.Context, was item) error) error {
	ctx = s.begin(ctx, "snippet")
	for try := 1; ; try++ {
		was, err := s.snippet(ctx, ws, id)
		if err == nil {
			err = write(ctx, was)
		}
		if !errors.Is(err, errMoved) {
			return err
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("write snippet %s: %w", id, err)
		}
	}
}

// writeSnippet writes one in place of what it was, and moves its shortcut.
func (s *Store) writeSnippet(ctx context.Context, ws Workspace, sn rules.Snippet, was item) error {
	writes := []types.TransactWriteItem{s.putting(s.tables.Core, encodeSnippet(ws, sn, was), unchanged(was))}
	if sn.Shortcut != "" {
		claim := newItem(shortcutKey(ws, sn.Shortcut))
		claim.setText(colSubject, string(sn.ID))
		e := newEdit()
		e.when = append(e.when, "(attribute_not_exists("+e.name(PartitionKey)+") OR "+e.name(colSubject)+"="+e.value("id", str(string(sn.ID)))+")")
		writes = append(writes, s.putting(s.tables.Core, claim, e))
	}
	if old := was.text(colShortcut); old != "" && old != sn.Shortcut {
		writes = append(writes, s.deleting(s.tables.Core, shortcutKey(ws, old)))
	}
	return s.transactSnippet(ctx, sn.ID, writes)
}

// unchanged asks that a snippet is as it was read; its time tells what an older release wrote, which counts no versions.
func unchanged(was item) *edit {
	if was == nil {
		return newEdit().whenAbsent()
	}
	return newEdit().whenExists().whenSame(colVersion, was).whenSame(colAt, was)
}

// transactSnippet writes a snippet, which comes first, and its shortcuts.
func (s *Store) transactSnippet(ctx context.Context, id rules.SnippetID, writes []types.TransactWriteItem) error {
	verdicts, err := s.transact(ctx, writes)
	switch {
	case errors.Is(err, errBusy), err == nil && verdicts != nil && verdicts[0]:
		return errMoved
	case err != nil:
		return fmt.Errorf("write snippet %s: %w", id, err)
	case verdicts != nil:
		return rules.ErrShortcutTaken
	}
	return nil
}
