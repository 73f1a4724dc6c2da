package main

import (
	"context"
	"errors"
	"log/slog"

	"transom/shared/channel/faults"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// template asks at the last moment whether a template may still be sent as it was picked and filled: it may have been
// paused, deleted or changed since. The fault's code is the reason that the agent reads. An account whose templates
// were never read, or is not known, is not judged here.
func (c courier) template(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry) error {
	if e.Type != rules.Template || e.Template == nil || ch.Holder == "" {
		return nil
	}
	stored, err := c.store.Template(ctx, ws, ch.Holder, e.Template.Name, e.Template.Language)
	if errors.Is(err, rules.ErrNoTemplate) {
		known, err := c.store.TemplateKnown(ctx, ws, ch.Holder)
		if err != nil || known.Read.IsZero() {
			return err
		}
		return rules.ErrNoTemplate
	}
	if err != nil {
		return err
	}
	err = rules.CanUse(stored, *e.Template, e.Media)
	if reason, named := reasons[stored.Status]; named && errors.Is(err, rules.ErrTemplateUnusable) {
		return fault.New(fault.Refused, string(reason), faults.Reasons[reason].English)
	}
	return err
}

// reasons are why a template in a state cannot be sent, and what a refusal for a reason says of its state.
var reasons = map[rules.TemplateStatus]faults.Reason{
	rules.TemplatePaused:   faults.TemplatePaused,
	rules.TemplateDisabled: faults.TemplateDisabled,
	rules.TemplateDeleted:  faults.TemplateMissing,
}

// correct believes a platform that refused a template: what is stored of it says so from now on, until the platform
// tells otherwise.
func (c courier) correct(ctx context.Context, ws store.Workspace, ch rules.Channel, e rules.Entry, reason string) {
	if e.Template == nil || ch.Holder == "" {
		return
	}
	stored, err := c.store.Template(ctx, ws, ch.Holder, e.Template.Name, e.Template.Language)
	if err == nil {
		err = c.store.ChangeTemplate(ctx, ws, ch.Holder, stored.ID, func(t rules.MessageTemplate) rules.MessageTemplate {
			for status, why := range reasons {
				if string(why) == reason {
					t.Status = status
				}
			}
			return t
		})
	}
	if err != nil && !errors.Is(err, rules.ErrNoTemplate) {
		slog.Error("correct template", "channel", ch.ID, "error", err)
	}
}
