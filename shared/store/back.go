package store

import (
	"context"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
)

// pointersAtOnce bounds how many ways back are written in parallel.
const pointersAtOnce = 16

// pointBack keeps the way back from every entry's platform id, applies what came before its message, and
// applies those entries that are about others. It runs for duplicates too: the call that stored them may have
// died before this.
func (s *Store) pointBack(ctx context.Context, ws Workspace, ch rules.ChannelID, id rules.ConversationID, entries []rules.Entry) error {
	var g errgroup.Group
	g.SetLimit(pointersAtOnce)
	for _, e := range entries {
		e.Conversation = id
		g.Go(func() error {
			if err := s.lead(ctx, ws, ch, e); err != nil {
				return err
			}
			return s.Amend(ctx, ws, ch, e)
		})
	}
	return g.Wait()
}

// lead keeps the way back from one platform id. What is about a message and has no id of its own is not to be
// found in its place.
func (s *Store) lead(ctx context.Context, ws Workspace, ch rules.ChannelID, e rules.Entry) error {
	if e.PlatformID == "" || (e.Type.Amends() && e.PlatformID == e.ReplyTo) {
		return nil
	}
	ref := Ref{e.Conversation, e.Key}
	at, err := s.point(ctx, ws, ch, e.PlatformID, ref)
	if err != nil {
		return err
	}
	if err := s.amendBy(ctx, ws, ref, at.waiting); err != nil || at.parked == nil || e.Direction != rules.Out {
		return err
	}
	_, err = s.report(ctx, ws, ref, told(*at.parked))
	return err
}
