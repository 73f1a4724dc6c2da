package main

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"transom/functions/internal/audience"
	"transom/shared/clock"
	"transom/shared/live"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// tell moves the workspace's sequence and counters and posts one frame to each open socket. Sockets are
// listed after the sequence has moved: one that opens meanwhile learns the rest by its hello. A batch that
// was counted before is told again, in case its first telling was cut short.
func (n *notifier) tell(ctx context.Context, w *news) error {
	heads := map[rules.ConversationID]rules.Conversation{}
	var sync store.Sync
	group, inner := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		heads, err = n.heads(inner, w)
		return err
	})
	if len(w.touches) > 0 {
		group.Go(func() (err error) {
			sync, _, err = n.store.Advance(inner, w.workspace, w.touches)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("advance workspace %s: %w", w.workspace, err)
	}
	if err := n.tellVisitors(ctx, w, heads); err != nil {
		return err
	}
	all, err := n.store.Connections(ctx, w.workspace)
	if err != nil || len(all) == 0 {
		return err
	}
	warnings, err := n.warnings(ctx, w, heads)
	if err != nil {
		return err
	}
	says, err := compose(w, heads, warnings, sync, all)
	if err != nil {
		return err
	}
	n.audience.Tell(ctx, w.workspace, says, clock.Now())
	return nil
}

// heads reads the conversations of a batch as they are now.
func (n *notifier) heads(ctx context.Context, w *news) (map[rules.ConversationID]rules.Conversation, error) {
	ids := make([]rules.ConversationID, len(w.conversations))
	for i, t := range w.conversations {
		ids[i] = t.id
	}
	found, err := n.store.Heads(ctx, w.workspace, ids)
	if err != nil {
		return nil, err
	}
	heads := make(map[rules.ConversationID]rules.Conversation, len(found))
	for _, h := range found {
		heads[h.ID] = h
	}
	return heads, nil
}

// compose makes each connection's frame. Connections that see the same get the same bytes.
func compose(w *news, heads map[rules.ConversationID]rules.Conversation, warnings warnings, sync store.Sync, all []store.Connection) ([]audience.Say, error) {
	var says []audience.Say
	same := map[string][][]byte{}
	for _, c := range all {
		d, key := w.frame(heads, c)
		told, to := warnings.of(audience.MemberOf(c))
		d.Warnings, key = told, key+to
		switch {
		case len(w.touches) > 0 && c.Dirty:
			now := clock.Now()
			d, key = wire.Down{T: "resync", Now: &now, Presence: audience.Presence(all)}, "resync"
		case len(w.touches) == 0 && (len(d.Messages) == 0 || c.Dirty):
			continue // nobody else is concerned by a status; a lost push is made up for by the next change or ping
		}
		if same[key] == nil {
			if len(w.touches) > 0 {
				counters, now := wire.OfCounters(sync.Counters), clock.Now()
				d.Sequence, d.Counters, d.Now = sync.Sequence, &counters, &now
			}
			frames, err := live.Encode(d)
			if err != nil {
				return nil, err
			}
			same[key] = frames
		}
		says = append(says, audience.Say{To: c, Frames: same[key], Heals: d.T == "resync"})
	}
	return says, nil
}

// frame is what a connection shall hear of the news: the rows its colleague sees, those they no longer see,
// and the entries of the conversation before their eyes. Equal keys mean equal frames.
func (w *news) frame(heads map[rules.ConversationID]rules.Conversation, c store.Connection) (d wire.Down, key string) {
	d.T = "change"
	who := audience.MemberOf(c)
	marks := make([]byte, 0, len(w.conversations))
	for _, t := range w.conversations {
		h, found := heads[t.id]
		mark := byte('-')
		switch {
		case !found:
		case !who.Sees(h):
			if t.lost(who, h) {
				mark = 'g'
				d.Gone = append(d.Gone, string(t.id))
			}
		default:
			mark = 'r'
			if t.touched {
				d.Rows = append(d.Rows, wire.OfConversation(h))
			}
			if c.Viewing == t.id {
				mark = 'v'
				for _, e := range t.entries {
					d.Messages = append(d.Messages, wire.OfEntry(e))
				}
			}
		}
		marks = append(marks, mark)
	}
	return d, string(marks)
}

// lost reports that a colleague could see the conversation until an assignment in this batch, or until what a warning
// had opened was shut.
func (t *thread) lost(who rules.Member, h rules.Conversation) bool {
	for _, before := range t.assigned {
		h.Assignee = before
		if who.Sees(h) {
			return true
		}
	}
	return slices.ContainsFunc(t.shut, func(teams rules.Teams) bool { return teams.Has(who.Teams) })
}
