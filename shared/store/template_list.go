package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
)

// templatesAtOnce bounds how many templates are written at the same time.
const templatesAtOnce = 16

// ReplaceTemplates writes an account's whole list, as it was read at a time; what it does not have is removed, unless it
// is newer: it was made while the list was read. What is
// as it was is not written again. Repeating is safe.
func (s *Store) ReplaceTemplates(ctx context.Context, ws Workspace, holder string, items []rules.MessageTemplate, at time.Time) error {
	ctx = s.begin(ctx, "template")
	if !plain(holder) {
		return rules.ErrNoTemplate
	}
	old, err := s.templates(ctx, ws, holder)
	if err != nil {
		return err
	}
	had := make(map[key]item, len(old))
	for _, o := range old {
		had[o.key()] = o
	}
	stays := map[key]bool{templatesReadKey(ws, holder): true}
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(templatesAtOnce)
	for _, t := range items {
		if t.Holder = holder; !NamesTemplate(t.Name, t.Language) {
			continue
		}
		it := encodeTemplate(ws, t)
		stays[it.key()] = true
		if was, ok := had[it.key()]; ok && sameItem(was, it) {
			continue
		}
		g.Go(func() error { return s.put(inner, s.tables.Core, it, nil) })
	}
	for _, o := range old {
		if !stays[o.key()] && !o.time(colSince).After(at) {
			g.Go(func() error { _, err := s.erase(inner, s.tables.Core, o.key()); return err })
		}
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("write %d templates of %s: %w", len(items), ws, err)
	}
	read := newItem(templatesReadKey(ws, holder))
	read.setTime(colSince, at)
	read.setText(colLanguage, wordsOf(items, func(t rules.MessageTemplate) string { return t.Language }))
	read.setText(colCategory, wordsOf(items, func(t rules.MessageTemplate) string { return t.Category }))
	if err := s.put(ctx, s.tables.Core, read, nil); err != nil {
		return fmt.Errorf("write when templates of %s were read: %w", ws, err)
	}
	return nil
}

// wordsOf are the different words of the templates that may be sent, in one text.
func wordsOf(items []rules.MessageTemplate, word func(rules.MessageTemplate) string) string {
	var all []string
	for _, t := range items {
		if t.Status == rules.TemplateApproved && rules.Unfillable(t) == "" {
			all = append(all, strings.Fields(word(t))...)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

func sameItem(a, b item) bool {
	return same(&types.AttributeValueMemberM{Value: a}, &types.AttributeValueMemberM{Value: b})
}
