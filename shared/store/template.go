package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"transom/shared/rules"
)

// Templates lists what is known of a WhatsApp business account's templates, by name and language, and when the
// platform's whole list was read last; the zero time: never.
func (s *Store) Templates(ctx context.Context, ws Workspace, holder string) (items []rules.MessageTemplate, synced time.Time, err error) {
	ctx = s.begin(ctx, "template")
	all, err := s.templates(ctx, ws, holder)
	if err != nil {
		return nil, time.Time{}, err
	}
	for _, it := range all {
		if it.key() == templatesReadKey(ws, holder) {
			synced = it.time(colSince)
			continue
		}
		items = append(items, decodeTemplate(holder, it))
	}
	return items, synced, nil
}

// templates reads an account's partition whole, sorted.
func (s *Store) templates(ctx context.Context, ws Workspace, holder string) ([]item, error) {
	if !plain(holder) {
		return nil, nil
	}
	all, err := s.queryAll(ctx, ask{table: s.tables.Core, pkCol: PartitionKey, pk: templatesKey(ws, holder), skCol: SortKey, how: strong})
	if err != nil {
		return nil, fmt.Errorf("list templates of %s: %w", ws, err)
	}
	return all, nil
}

// Template gives one. rules.ErrNoTemplate. 1 RRU.
func (s *Store) Template(ctx context.Context, ws Workspace, holder, name, language string) (rules.MessageTemplate, error) {
	ctx = s.begin(ctx, "template")
	if !plain(holder) || !NamesTemplate(name, language) {
		return rules.MessageTemplate{}, rules.ErrNoTemplate
	}
	it, err := s.get(ctx, s.tables.Core, templateKey(ws, holder, name, language), strong)
	if err != nil {
		return rules.MessageTemplate{}, fmt.Errorf("read template: %w", err)
	}
	if it == nil {
		return rules.MessageTemplate{}, rules.ErrNoTemplate
	}
	return decodeTemplate(holder, it), nil
}

// NamesTemplate reports that a name and a language can be a template's: names have at most 512 characters (Message
// templates: components, 2026-03-12).
func NamesTemplate(name, language string) bool {
	return name != "" && len(name) <= 512 && language != "" && len(language) <= 32 && !strings.Contains(name+language, "#")
}

// PutTemplate writes one template, new or changed, under its Holder, Name and Language. rules.ErrNoTemplate where it
// lacks one of them.
func (s *Store) PutTemplate(ctx context.Context, ws Workspace, t rules.MessageTemplate) error {
	ctx = s.begin(ctx, "template")
	if !plain(t.Holder) || !NamesTemplate(t.Name, t.Language) {
		return rules.ErrNoTemplate
	}
	if err := s.put(ctx, s.tables.Core, encodeTemplate(ws, t), nil); err != nil {
		return fmt.Errorf("write template %s: %w", t.ID, err)
	}
	return nil
}

// ChangeTemplate changes the template that the platform calls id; one that nobody knows is no error. Of two at once
// neither is lost.
func (s *Store) ChangeTemplate(ctx context.Context, ws Workspace, holder, id string, change func(rules.MessageTemplate) rules.MessageTemplate) error {
	ctx = s.begin(ctx, "template")
	for try := 1; ; try++ {
		err := s.changeTemplate(ctx, ws, holder, id, change)
		if !errors.Is(err, errMoved) {
			return err
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("change template %s: %w", id, err)
		}
	}
}

func (s *Store) changeTemplate(ctx context.Context, ws Workspace, holder, id string, change func(rules.MessageTemplate) rules.MessageTemplate) error {
	all, err := s.templates(ctx, ws, holder)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(it item) bool { return id != "" && it.text(colPlatformID) == id })
	if i < 0 {
		return nil
	}
	was := all[i]
	old := decodeTemplate(holder, was)
	next := change(old)
	next.ID, next.Holder, next.Name, next.Language = old.ID, old.Holder, old.Name, old.Language
	e := differ(was, encodeTemplate(ws, next), templateColumns)
	if e.empty() {
		return nil
	}
	for _, col := range templateColumns {
		e.whenSame(col, was)
	}
	_, held, err := s.update(ctx, s.tables.Core, was.key(), e)
	switch {
	case err != nil:
		return fmt.Errorf("change template %s: %w", id, err)
	case !held:
		return errMoved
	}
	return nil
}
