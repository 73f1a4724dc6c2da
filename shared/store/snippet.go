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

// PutSnippet writes a new or changed snippet together with its shortcut, which belongs to one snippet alone.
// rules.ErrShortcutTaken, rules.ErrManySnippets. Repeating is safe.
func (s *Store) PutSnippet(ctx context.Context, ws Workspace, sn rules.Snippet) error {
	ctx = s.begin(ctx, "snippet")
	for try := 1; ; try++ {
		err := s.putSnippet(ctx, ws, sn)
		if !errors.Is(err, errMoved) {
			return err
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("write snippet %s: %w", sn.ID, err)
		}
	}
}

func (s *Store) putSnippet(ctx context.Context, ws Workspace, sn rules.Snippet) error {
	was, err := s.snippet(ctx, ws, sn.ID)
	if err != nil {
		return err
	}
	if was == nil {
		if all, err := s.Snippets(ctx, ws); err != nil || len(all) >= rules.MaxSnippets {
			return cmp.Or(err, error(rules.ErrManySnippets))
		}
	}
	writes := []types.TransactWriteItem{s.putting(s.tables.Core, encodeSnippet(ws, sn), newEdit().whenSame(colShortcut, was))}
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
	verdicts, err := s.transact(ctx, writes)
	switch {
	case errors.Is(err, errBusy), err == nil && verdicts != nil && verdicts[0]:
		return errMoved
	case err != nil:
		return fmt.Errorf("write snippet %s: %w", sn.ID, err)
	case verdicts != nil:
		return rules.ErrShortcutTaken
	}
	return nil
}

// DeleteSnippet removes one and its shortcut; one that is gone is no error.
func (s *Store) DeleteSnippet(ctx context.Context, ws Workspace, id rules.SnippetID) error {
	ctx = s.begin(ctx, "snippet")
	for try := 1; ; try++ {
		was, err := s.snippet(ctx, ws, id)
		if err != nil || was == nil {
			return err
		}
		gone := s.deleting(s.tables.Core, was.key())
		e := newEdit().whenSame(colShortcut, was)
		gone.Delete.ConditionExpression, gone.Delete.ExpressionAttributeNames, gone.Delete.ExpressionAttributeValues = e.condition(), e.named(), e.bound()
		writes := []types.TransactWriteItem{gone}
		if old := was.text(colShortcut); old != "" {
			writes = append(writes, s.deleting(s.tables.Core, shortcutKey(ws, old)))
		}
		verdicts, err := s.transact(ctx, writes)
		switch {
		case err == nil && verdicts == nil:
			return nil
		case err != nil && !errors.Is(err, errBusy):
			return fmt.Errorf("delete snippet %s: %w", id, err)
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("delete snippet %s: %w", id, err)
		}
	}
}
