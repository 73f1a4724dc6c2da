package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

var (
	errNotAhead = fault.New(fault.Invalid, "not_schedulable", "Only messages of a private conversation can be scheduled: no comments, no reactions.")
	errSent     = fault.New(fault.Conflict, "already_sent", "This message went out already.")
)

// soonest is how far ahead a message is scheduled at least; sooner is now.
const soonest = time.Minute

// NewScheduled is a message that is to go out at a time. Its clientId names it from now on.
type NewScheduled struct {
	Due time.Time `json:"due" doc:"one minute to 90 days ahead"`
	NewMessage
}

type scheduleInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body NewScheduled
}

// schedule keeps a message until its time. What the channel cannot carry is refused now; the window is judged when
// the message goes, and the answer tells whether it will be closed if the customer does not write. The same id again
// answers with what is there.
func (d *desk) schedule(ctx context.Context, v store.Viewer, in *scheduleInput) (*reply[wire.Scheduled], error) {
	b, due := in.Body.NewMessage, in.Body.Due.UTC().Truncate(time.Millisecond)
	u, err := ulid.ParseStrict(b.ClientID)
	if err != nil {
		return nil, errShape.With("body.clientId", "not a ULID")
	}
	if err := b.fits(); err != nil {
		return nil, err
	}
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(in.ID))
	if err != nil {
		return nil, err
	}
	all, err := d.store.ScheduledOf(ctx, v, c.ID)
	if err != nil {
		return nil, err
	}
	if s, ok := named(all, b.ClientID); ok {
		return d.scheduledBy(ctx, v, c, s)
	}
	switch {
	case !ahead(due):
		return nil, rules.ErrDue
	case len(all) >= rules.MaxScheduled:
		return nil, rules.ErrManyAhead
	}
	if err := d.unsent(ctx, v, store.Ref{Conversation: c.ID, Key: rules.MessageKey(ulid.Time(u.Time()).UTC(), b.ClientID)}); err != nil {
		return nil, err
	}
	draft, file, err := d.compose(ctx, v, c, b, rules.Draft{ClientID: b.ClientID, At: due, By: v.ID})
	if err != nil {
		return nil, err
	}
	if err := carries(c, draft); err != nil {
		return nil, err
	}
	if file != nil {
		if err := d.take(ctx, file, b.ClientID); err != nil {
			return nil, err
		}
	}
	s, err := d.store.Schedule(ctx, v, rules.Scheduled{ID: b.ClientID, Conversation: c.ID, Due: due, CreatedAt: clock.Now(), By: v.ID,
		Type: draft.Type, Text: draft.Text, ReplyTo: draft.ReplyTo, Media: draft.Media, Interactive: draft.Interactive, Template: draft.Template})
	if err != nil {
		return nil, err
	}
	d.tellScheduled(ctx, v, c.ID)
	return d.scheduledBy(ctx, v, c, s)
}

// tellScheduled has the others who look at a conversation read again what waits there. If it fails they do so a little
// later by themselves.
func (d *desk) tellScheduled(ctx context.Context, v store.Viewer, id rules.ConversationID) {
	_, err := d.store.Change(ctx, v.Workspace, id, func(old rules.Conversation) (rules.Change, error) {
		return rules.TellScheduled(old, v.ID, clock.Now()), nil
	})
	if err != nil {
		slog.WarnContext(ctx, "tell of a scheduled message", "workspace", v.Workspace, "conversation", id, "error", err)
	}
}

// unsent: what another tab sent at once does not go out again later.
func (d *desk) unsent(ctx context.Context, v store.Viewer, ref store.Ref) error {
	_, err := d.store.EntryOf(ctx, v, ref)
	switch {
	case err == nil:
		return errSent
	case fault.KindOf(err) == fault.Missing:
		return nil
	default:
		return err
	}
}

// scheduledBy answers with a message of one's own.
func (d *desk) scheduledBy(ctx context.Context, v store.Viewer, c rules.Conversation, s rules.Scheduled) (*reply[wire.Scheduled], error) {
	if s.By != v.ID {
		return nil, errTaken
	}
	c, err := d.reach(ctx, v, c)
	if err != nil {
		return nil, err
	}
	return answer(ofScheduled(c, s)), nil
}

// ahead reports that a time can be scheduled for.
func ahead(due time.Time) bool {
	left := due.Sub(clock.Now())
	return left >= soonest && left <= rules.MaxAhead
}

// carries judges a draft by what the channel can carry, and not by its window.
func carries(c rules.Conversation, draft rules.Draft) error {
	e := rules.Entry{Kind: rules.Message, Direction: rules.Out, Type: draft.Type, Text: draft.Text, ReplyTo: draft.ReplyTo,
		Media: draft.Media, Interactive: draft.Interactive, Template: draft.Template}
	switch {
	case c.Kind == rules.Comments || draft.Private || draft.Type.Amends():
		return errNotAhead
	case c.Merged != "":
		return rules.ErrMerged.With("conversation", string(c.Merged))
	case c.Address == rules.Address{}:
		return rules.ErrNoAddress
	}
	if err := rules.CanCarry(c, e); err != nil {
		return refused(c, e, err)
	}
	return nil
}

// ofScheduled tells along whether the rules will let a message out if the customer does not write until then.
func ofScheduled(c rules.Conversation, s rules.Scheduled) wire.Scheduled {
	out := wire.OfScheduled(s)
	out.ConversationID = string(c.ID) // where it is seen; it may wait on a thread that was merged into this one
	out.WillBeClosed = !rules.Judge(c, rules.ByHuman, s.Due).Allows(s.Type)
	return out
}

func named(all []rules.Scheduled, id string) (rules.Scheduled, bool) {
	for _, s := range all {
		if s.ID == id {
			return s, true
		}
	}
	return rules.Scheduled{}, false
}

func (d *desk) scheduled(ctx context.Context, v store.Viewer, in *conversationInput) (*reply[list[wire.Scheduled]], error) {
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(in.ID))
	if err != nil {
		return nil, err
	}
	all, err := d.store.ScheduledOf(ctx, v, c.ID)
	if err != nil {
		return nil, err
	}
	if c, err = d.reach(ctx, v, c); err != nil {
		return nil, err
	}
	return answer(list[wire.Scheduled]{Items: each(all, func(s rules.Scheduled) wire.Scheduled { return ofScheduled(c, s) })}), nil
}
