// Package routing gives a waiting conversation to a colleague: it gathers who is there and how much they have,
// asks the rule, and writes its answer. The router does it when a conversation changes, the worker when
// somebody comes online. It refuses to know why it was asked.
package routing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// Give assigns one conversation if it still waits, its channel distributes and somebody can take it. Giving
// again changes nothing. A conversation that nobody can take keeps waiting: that is no error.
func Give(ctx context.Context, s *store.Store, ws store.Workspace, id rules.ConversationID, now time.Time) error {
	head, err := s.Head(ctx, ws, id)
	if errors.Is(err, rules.ErrNoConversation) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read conversation %s: %w", id, err)
	}
	if !waits(head) {
		return nil
	}
	channel, err := s.Channel(ctx, ws, head.Channel)
	if err != nil {
		return fmt.Errorf("read channel %s: %w", head.Channel, err)
	}
	if channel.Distribution != rules.Fewest {
		return nil
	}
	candidates, err := gather(ctx, s, ws)
	if err != nil {
		return err
	}
	pick, ok := rules.Distribute(candidates)
	if !ok {
		slog.InfoContext(ctx, "waits", "workspace", ws.String(), "conversation", id, "candidates", len(candidates))
		return nil
	}
	_, err = s.Change(ctx, ws, id, func(c rules.Conversation) (rules.Change, error) {
		if !waits(c) {
			return rules.Change{Conversation: c}, nil
		}
		return rules.Assign(c, rules.Assignee{User: pick}, "", now), nil
	})
	if err != nil {
		return fmt.Errorf("assign conversation %s: %w", id, err)
	}
	return nil
}

func waits(c rules.Conversation) bool {
	return c.NeedsRouting && c.Status == rules.Open && c.Assignee.None()
}

// gather lists the colleagues with what they have in progress and whether a socket of theirs is open.
func gather(ctx context.Context, s *store.Store, ws store.Workspace) ([]rules.Candidate, error) {
	members, err := s.Members(ctx, ws)
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	loads, err := s.Loads(ctx, ws)
	if err != nil {
		return nil, fmt.Errorf("read loads: %w", err)
	}
	connections, err := s.Connections(ctx, ws)
	if err != nil {
		return nil, fmt.Errorf("list connections: %w", err)
	}
	online := map[rules.UserID]bool{}
	for _, c := range connections {
		online[c.User] = online[c.User] || c.State == "online"
	}
	out := make([]rules.Candidate, 0, len(members))
	for _, m := range members {
		if m.Role == rules.Agent {
			out = append(out, rules.Candidate{Member: m, Online: online[m.ID], InProgress: loads[m.ID]})
		}
	}
	return out, nil
}
