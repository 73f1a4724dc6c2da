package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"transom/shared/rules"
)

// scheduledStays is how long what was released or taken back is remembered, so that the same request again does not
// bring it back.
const scheduledStays = 7 * 24 * time.Hour

// Schedule keeps a message until it is due, and arms the timer that releases it. The same ID again gives what is
// there. rules.ErrNoConversation, rules.ErrManyAhead; rules.ErrNoScheduled when it was released or taken back already.
func (s *Store) Schedule(ctx context.Context, v Viewer, m rules.Scheduled) (rules.Scheduled, error) {
	ctx = s.begin(ctx, "schedule")
	if err := s.sees(ctx, v, m.Conversation); err != nil {
		return rules.Scheduled{}, err
	}
	all, err := s.scheduled(ctx, v.Workspace, m.Conversation)
	if err != nil {
		return rules.Scheduled{}, err
	}
	for _, p := range all {
		if p.ID == m.ID {
			return p.again()
		}
	}
	if len(waiting(all)) >= rules.MaxScheduled {
		return rules.Scheduled{}, rules.ErrManyAhead
	}
	if err := s.armPost(ctx, v.Workspace, m); err != nil {
		return rules.Scheduled{}, err
	}
	p := posting{Scheduled: m, version: 1}
	held, err := s.putPosting(ctx, v.Workspace, p, nil)
	if err != nil {
		return rules.Scheduled{}, err
	}
	if !held { // the same message at the same time
		if p, _, err = s.posting(ctx, v.Workspace, m.Conversation, m.ID); err != nil {
			return rules.Scheduled{}, err
		}
		return p.again()
	}
	return settledPosting(v.Workspace, p), nil
}

// armPost sets the timer of a scheduled message; a wakeup for one that is not there does nothing.
func (s *Store) armPost(ctx context.Context, ws Workspace, m rules.Scheduled) error {
	return s.Arm(ctx, Timer{Workspace: ws, Conversation: m.Conversation, Kind: PostTimer, Key: rules.EntryKey(m.ID), Due: m.Due})
}

// sees asks whether a viewer may see a conversation.
func (s *Store) sees(ctx context.Context, v Viewer, id rules.ConversationID) error {
	h, err := s.mustHead(ctx, v.Workspace, id, strong)
	if err == nil && !v.Sees(h.Conversation) {
		err = rules.ErrNoConversation
	}
	return err
}

// ScheduledOf lists what waits on a conversation, and on those that were merged into it, the soonest first. rules.ErrNoConversation.
func (s *Store) ScheduledOf(ctx context.Context, v Viewer, id rules.ConversationID) ([]rules.Scheduled, error) {
	ctx = s.begin(ctx, "schedule")
	if err := s.sees(ctx, v, id); err != nil {
		return nil, err
	}
	all, err := s.scheduled(ctx, v.Workspace, id)
	if err != nil {
		return nil, err
	}
	out := waiting(all)
	slices.SortFunc(out, func(a, b rules.Scheduled) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// Reschedule changes a message that waits; what it is called and where it goes stays. rules.ErrNoConversation,
// rules.ErrNoScheduled, rules.ErrGoing, or what change says.
func (s *Store) Reschedule(ctx context.Context, v Viewer, id rules.ConversationID, scheduled string, change func(rules.Scheduled) (rules.Scheduled, error)) (rules.Scheduled, error) {
	ctx = s.begin(ctx, "schedule")
	var next posting
	err := s.changePosting(ctx, v, id, scheduled, func(old posting) (posting, error) {
		m, err := change(old.Scheduled)
		if err != nil {
			return posting{}, err
		}
		m.ID, m.Conversation, m.CreatedAt = old.ID, old.Conversation, old.CreatedAt
		next = posting{Scheduled: m}
		return next, s.armPost(ctx, v.Workspace, m)
	})
	if err != nil {
		return rules.Scheduled{}, err
	}
	return settledPosting(v.Workspace, next), nil
}

// Unschedule takes a message back. rules.ErrNoConversation, rules.ErrNoScheduled, rules.ErrGoing.
func (s *Store) Unschedule(ctx context.Context, v Viewer, id rules.ConversationID, scheduled string) error {
	ctx = s.begin(ctx, "schedule")
	return s.changePosting(ctx, v, id, scheduled, func(old posting) (posting, error) { return old.gone(), nil })
}

// changePosting writes what change makes of a message that waits, if it is still as it was read.
func (s *Store) changePosting(ctx context.Context, v Viewer, id rules.ConversationID, scheduled string, change func(posting) (posting, error)) error {
	if err := s.sees(ctx, v, id); err != nil {
		return err
	}
	for try := 1; ; try++ {
		old, was, err := s.postingSeen(ctx, v.Workspace, id, scheduled)
		if err != nil {
			return err
		}
		if _, err := old.again(); err != nil {
			return err
		}
		if old.state == postingGoing {
			return rules.ErrGoing
		}
		next, err := change(old)
		if err != nil {
			return err
		}
		next.version = old.version + 1
		if held, err := s.putPosting(ctx, v.Workspace, next, was); err != nil || held {
			return err
		}
		if err := again(ctx, try); err != nil {
			return err
		}
	}
}
