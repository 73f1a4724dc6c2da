package main

import (
	"context"
	"log/slog"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// Rescheduling is what is to be different; what is absent stays.
type Rescheduling struct {
	Due  *time.Time `json:"due,omitempty" doc:"one minute to 90 days ahead"`
	Text *string    `json:"text,omitempty" maxLength:"65536" doc:"words, or a file's caption; not of a template"`
}

type rescheduleInput struct {
	ID          string `path:"id" maxLength:"64"`
	ScheduledID string `path:"scheduledId" maxLength:"64"`
	Body        Rescheduling
}

func (d *desk) reschedule(ctx context.Context, v store.Viewer, in *rescheduleInput) (*reply[wire.Scheduled], error) {
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(in.ID))
	if err != nil {
		return nil, err
	}
	s, err := d.store.Reschedule(ctx, v, c.ID, in.ScheduledID, func(s rules.Scheduled) (rules.Scheduled, error) {
		if in.Body.Due != nil {
			if s.Due = in.Body.Due.UTC().Truncate(time.Millisecond); !ahead(s.Due) {
				return s, rules.ErrDue
			}
		}
		if in.Body.Text != nil {
			if s.Type == rules.Template {
				return s, errSurplus.With("body.text", "not expected with this type")
			}
			s.Text = *in.Body.Text
		}
		return s, carries(c, s.Draft())
	})
	if err != nil {
		return nil, err
	}
	d.tellScheduled(ctx, v, c.ID)
	if c, err = d.reach(ctx, v, c); err != nil {
		return nil, err
	}
	return answer(ofScheduled(c, s)), nil
}

type unscheduleInput struct {
	ID          string `path:"id" maxLength:"64"`
	ScheduledID string `path:"scheduledId" maxLength:"64"`
}

// unschedule takes a message back, and its file with it.
func (d *desk) unschedule(ctx context.Context, v store.Viewer, in *unscheduleInput) (*none, error) {
	id := rules.ConversationID(in.ID)
	all, err := d.store.ScheduledOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if err := d.store.Unschedule(ctx, v, id, in.ScheduledID); err != nil {
		return nil, err
	}
	d.tellScheduled(ctx, v, id)
	if s, ok := named(all, in.ScheduledID); ok && s.Media != nil {
		if err := d.bucket.Remove(ctx, s.Media.Object); err != nil {
			slog.WarnContext(ctx, "remove a scheduled file", "workspace", v.Workspace, "error", err)
		}
	}
	return &none{}, nil
}
