package main

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"transom/shared/clock"
	"transom/shared/rules"
)

// visitorsAtOnce bounds how many conversations' visitors are told at the same time.
const visitorsAtOnce = 8

// tellVisitors tells the visitors of web chats in a batch that there is something to read. They read it
// themselves, so that nothing internal can come along. 0.5 RRU for a conversation without an open widget.
func (n *notifier) tellVisitors(ctx context.Context, w *news, heads map[rules.ConversationID]rules.Conversation) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(visitorsAtOnce)
	for _, t := range w.conversations {
		if heads[t.id].On != rules.WebChat || !slices.ContainsFunc(t.entries, newToVisitor) {
			continue
		}
		group.Go(func() error { return n.audience.TellVisitor(ctx, w.workspace, t.id, "news", clock.Now()) })
	}
	return group.Wait()
}

// newToVisitor reports an entry that a visitor can read since it was written. What they have received or read
// they have.
func newToVisitor(e rules.Entry) bool {
	shown, _ := rules.VisitorSees(e)
	return shown && e.Status.Rank() < rules.Delivered.Rank()
}
