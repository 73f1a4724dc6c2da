package store

import (
	"context"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
)

var errNotYet = fault.New(fault.Later, "not_yet", "This is being built.")

// Templates lists what is known of a WhatsApp business account's templates, by name and language, and when the
// platform's whole list was read last; the zero time: never.
func (s *Store) Templates(ctx context.Context, ws Workspace, holder string) (items []rules.MessageTemplate, synced time.Time, err error) {
	return nil, time.Time{}, errNotYet
}

// Template gives one. rules.ErrNoTemplate.
func (s *Store) Template(ctx context.Context, ws Workspace, holder, name, language string) (rules.MessageTemplate, error) {
	return rules.MessageTemplate{}, errNotYet
}

// ReplaceTemplates writes an account's whole list, as it was read at a time; what it does not have is removed.
func (s *Store) ReplaceTemplates(ctx context.Context, ws Workspace, holder string, items []rules.MessageTemplate, at time.Time) error {
	return errNotYet
}

// PutTemplate writes one template, new or changed.
func (s *Store) PutTemplate(ctx context.Context, ws Workspace, t rules.MessageTemplate) error {
	return errNotYet
}

// ChangeTemplate changes the template that the platform calls id; one that nobody knows is no error.
func (s *Store) ChangeTemplate(ctx context.Context, ws Workspace, holder, id string, change func(rules.MessageTemplate) rules.MessageTemplate) error {
	return errNotYet
}
