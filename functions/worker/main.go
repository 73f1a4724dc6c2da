// Command worker does long work piece by piece, asked for by another function and on behalf of a colleague,
// whose membership gives it the workspace. Every job may be repeated.
package main

import (
	"context"
	"fmt"
	"log/slog"

	"transom/events"
	"transom/functions/internal/boot"
	"transom/functions/internal/platforms"
	"transom/functions/internal/routing"
	"transom/functions/internal/templates"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

func main() { boot.Main("worker", build) }

func build(ctx context.Context) (func(context.Context, events.Job) error, error) {
	s, err := boot.Store(ctx)
	if err != nil {
		return nil, err
	}
	k, err := boot.Secrets(ctx)
	if err != nil {
		return nil, err
	}
	l, err := newLetters(ctx, s)
	if err != nil {
		return nil, err
	}
	w := worker{store: s, courtesy: courtesy{store: s, secrets: k, senders: platforms.Senders()}, letters: l,
		catalogue: catalogue{s, templates.Keeper{Store: s, Secrets: k, Client: whatsapp.NewClient(boot.GraphURL())}}}
	return w.do, nil
}

// worker is the handler.
type worker struct {
	store     *store.Store
	courtesy  courtesy
	letters   letters
	catalogue catalogue
}

// do runs one job.
func (w worker) do(ctx context.Context, job events.Job) error {
	if job.Kind == events.JobTemplates { // on nobody's behalf
		return w.catalogue.load(ctx, job)
	}
	s := w.store
	viewer, err := s.Member(ctx, job.User)
	if job.Kind == events.JobMail && fault.KindOf(err) == fault.Denied {
		return nil // whoever has left is not written to
	}
	if err != nil {
		return fmt.Errorf("find who asked: %w", err)
	}
	switch job.Kind {
	case events.JobDistribute:
		return distribute(ctx, s, viewer)
	case events.JobRecount:
		return recount(ctx, s, viewer)
	case events.JobRearm:
		return rearm(ctx, s, viewer.Workspace, clock.Now())
	case events.JobSignal:
		return w.courtesy.signal(ctx, viewer, rules.ConversationID(job.Conversation), job.Signal, clock.Now())
	case events.JobMail:
		return w.letters.warn(ctx, viewer, rules.ConversationID(job.Conversation), rules.EntryKey(job.Warning), clock.Now())
	default:
		return fault.New(fault.Invalid, "unknown_job", "There is no such job.").With("kind", job.Kind)
	}
}

// distribute offers what waits in the queue, longest first, to whoever is online now.
func distribute(ctx context.Context, s *store.Store, v store.Viewer) error {
	view := store.View{Statuses: []rules.Status{rules.Open}, Assignee: &rules.Assignee{}, Oldest: true}
	for cursor := ""; ; {
		page, err := s.Conversations(ctx, v, view, cursor, 100)
		if err != nil {
			return fmt.Errorf("list the queue: %w", err)
		}
		for _, c := range page.Items {
			if err := routing.Give(ctx, s, v.Workspace, c.ID, clock.Now()); err != nil {
				return err
			}
		}
		if cursor = page.Cursor; cursor == "" {
			return nil
		}
	}
}

// recount holds the counters against the indexes and corrects them; a drift is logged, for it must not happen.
func recount(ctx context.Context, s *store.Store, v store.Viewer) error {
	drift, err := s.Recount(ctx, v.Workspace)
	if err != nil {
		return fmt.Errorf("recount workspace %s: %w", v.Workspace, err)
	}
	if drift != (rules.Counters{}) {
		slog.ErrorContext(ctx, "counters had drifted", "workspace", v.Workspace.String(), "drift", drift)
	}
	return nil
}
