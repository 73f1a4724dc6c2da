package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"transom/shared/rules"
)

// TemplateKnown is what is known of an account's list as a whole, from when it was read last.
type TemplateKnown struct {
	Read       time.Time // the zero time: never, or it has changed since
	Languages  []string  // of those that could be sent then
	Categories []string
}

// TemplateName names a template of an account.
type TemplateName struct{ Name, Language string }

// TemplateKnown gives what is known of an account's list as a whole. 1 RRU.
func (s *Store) TemplateKnown(ctx context.Context, ws Workspace, holder string) (TemplateKnown, error) {
	ctx = s.begin(ctx, "template")
	if !plain(holder) {
		return TemplateKnown{}, nil
	}
	it, err := s.get(ctx, s.tables.Core, templatesReadKey(ws, holder), strong)
	if err != nil {
		return TemplateKnown{}, fmt.Errorf("read what is known of templates of %s: %w", ws, err)
	}
	words := func(col string) []string { return strings.Fields(it.text(col)) }
	return TemplateKnown{Read: it.time(colSince), Languages: words(colLanguage), Categories: words(colCategory)}, nil
}

// TemplatesNamed gives some, in the order asked, leaving out those that nobody knows.
func (s *Store) TemplatesNamed(ctx context.Context, ws Workspace, holder string, names []TemplateName) ([]rules.MessageTemplate, error) {
	ctx = s.begin(ctx, "template")
	var keys []key
	asked := map[key]bool{}
	for _, n := range names {
		k := templateKey(ws, holder, n.Name, n.Language)
		if plain(holder) && NamesTemplate(n.Name, n.Language) && !asked[k] {
			asked[k] = true
			keys = append(keys, k)
		}
	}
	items, err := s.batchGet(ctx, keys, strong)
	if err != nil {
		return nil, fmt.Errorf("read %d templates of %s: %w", len(keys), ws, err)
	}
	found := map[key]item{}
	for _, it := range items {
		found[it.key()] = it
	}
	out := make([]rules.MessageTemplate, 0, len(found))
	for _, k := range keys {
		if it, ok := found[k]; ok {
			out = append(out, decodeTemplate(holder, it))
		}
	}
	return out, nil
}
