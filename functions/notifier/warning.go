package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/wire"
)

// warnings are those of a batch that still hold, and the colleagues that tell whom a team's concerns. They go to
// who is here: whoever comes later sees by the row itself that its window closes soon.
type warnings struct {
	all        []warning
	colleagues []rules.Member
}

type warning struct {
	head rules.Conversation
	to   []rules.Audience // of one window, the newest first
}

// warn keeps a warning for those whom it concerns.
func (t *thread) warn(e rules.Entry) {
	if e.Event == nil || e.Event.Type != rules.EventWarned {
		return
	}
	t.warned = append(t.warned, e)
	slices.SortStableFunc(t.warned, func(a, b rules.Entry) int { return cmp.Compare(a.Key, b.Key) })
}

// warnings leaves out what has been answered or moved by now. Colleagues are read only where a warning asks for the
// team of a person.
func (n *notifier) warnings(ctx context.Context, w *news, heads map[rules.ConversationID]rules.Conversation) (warnings, error) {
	var out warnings
	teams := false
	now := clock.Now()
	for _, t := range w.conversations {
		due := warning{head: heads[t.id]}
		for _, e := range slices.Backward(t.warned) {
			if rules.Warns(due.head, e, now) {
				due.to = append(due.to, rules.Audience(e.Event.Reason))
			}
		}
		if len(due.to) > 0 {
			out.all = append(out.all, due)
			teams = teams || (due.head.Assignee.User != "" && slices.Contains(due.to, rules.ToTeam))
		}
	}
	if !teams {
		return out, nil
	}
	var err error
	if out.colleagues, err = n.store.Members(ctx, w.workspace); err != nil {
		return warnings{}, fmt.Errorf("read colleagues of %s: %w", w.workspace, err)
	}
	return out, nil
}

// of gives what one colleague is warned of, each conversation once, by the newest warning that concerns them. Equal
// keys mean equal warnings.
func (w warnings) of(who rules.Member) (told []wire.Warning, key string) {
	marks := make([]byte, 0, len(w.all))
	for _, one := range w.all {
		mark := byte('-')
		for i, to := range one.to {
			if who.IsWarned(to, one.head, w.colleagues) {
				told = append(told, wire.Warning{Conversation: string(one.head.ID), To: string(to), ClosesAt: one.head.Deadline()})
				mark = byte('0' + i)
				break
			}
		}
		marks = append(marks, mark)
	}
	return told, string(marks)
}
