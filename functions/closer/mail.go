package main

import (
	"context"
	"fmt"
	"time"

	"transom/events"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// mailed gives a timer for each warning of a change about which colleagues are to be written to. Warnings of one
// change are the first of those that are left.
func mailed(ws store.Workspace, old rules.Conversation, change rules.Change, plan rules.Plan, now time.Time) []store.Timer {
	steps := plan.Left(old)
	var all []store.Timer
	for i, e := range change.Entries {
		if e.Event == nil || e.Event.Type != rules.EventWarned || i >= len(steps) {
			break
		}
		if steps[i].Mail {
			due := now.Add(time.Minute).Truncate(time.Millisecond)
			all = append(all, store.Timer{Workspace: ws, Conversation: old.ID, Kind: store.MailTimer, Key: e.Key, Due: due})
		}
	}
	return all
}

// mail asks the worker to write to everybody whom a warning concerns. Asking twice is harmless: the worker writes once.
func (c *closer) mail(ctx context.Context, k *known, t store.Timer, seen store.Seen) error {
	ref := store.Ref{Conversation: t.Conversation, Key: t.Key}
	warning, err := c.store.EntryOf(ctx, system(t.Workspace), ref)
	switch {
	case err != nil && fault.KindOf(err) == fault.Missing: // it was never given
		return nil
	case err != nil:
		return fmt.Errorf("read warning %s: %w", t.Key, err)
	case warning.Event == nil || warning.Event.Type != rules.EventWarned:
		return nil
	}
	all, err := k.colleagues(ctx, t.Workspace)
	if err != nil {
		return fmt.Errorf("read colleagues: %w", err)
	}
	for _, m := range all {
		if !m.IsWarned(rules.Audience(warning.Event.Reason), seen.Conversation, all) {
			continue
		}
		job := events.Job{Kind: events.JobMail, Workspace: t.Workspace.String(), User: string(m.ID), Conversation: string(t.Conversation), Warning: string(t.Key)}
		if err := c.ask(ctx, job); err != nil {
			return err
		}
	}
	return nil
}

// system is who the closer reads as.
func system(ws store.Workspace) store.Viewer {
	return store.Viewer{Workspace: ws, Member: rules.Member{Role: rules.Admin}}
}
