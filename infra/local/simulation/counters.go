package simulation

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// begun reports whether a customer of ours began a conversation.
func (s *Simulation) begun(id string) bool {
	return slices.ContainsFunc(s.chats, func(c *chat) bool { return c.id == id })
}

// stray judges a conversation that no customer began. On Instagram, where nothing can be given along with a message,
// a private answer to a comment may be told back to us before its send is answered; then nobody can know that it is
// ours, and it begins a thread.
func (s *Simulation) stray(id, channel string) {
	answered := slices.ContainsFunc(s.chats, func(c *chat) bool {
		return c.on.id == channel && c.on.platform == instagram && slices.ContainsFunc(c.comments, func(on comment) bool { return on.used })
	})
	if answered {
		s.report.count("threads begun by private answers", 1)
		return
	}
	s.wrong(nil, "conversation nobody began", "%s on channel %s", id, channel)
}

// counters holds the badges against the list, conversation by conversation.
func (s *Simulation) counters(ctx context.Context) error {
	var told struct{ Open, Pending, Unassigned, Unanswered, UnansweredComments int }
	if status, err := s.door.api(ctx, http.MethodGet, "/counters", nil, &told); err != nil || status != http.StatusOK {
		return fmt.Errorf("read counters: answered %d: %w", status, orNil(err))
	}
	want, all := told, 0
	want.Open, want.Pending, want.Unassigned, want.Unanswered, want.UnansweredComments = 0, 0, 0, 0, 0
	for cursor := ""; ; {
		var page struct {
			Items []struct {
				ID, ChannelID, Status, Kind string
				WaitingSince                *time.Time
				Assignee                    *struct{ UserID string }
			}
			Cursor string
		}
		status, err := s.door.api(ctx, http.MethodGet, "/conversations?limit=100&cursor="+escape(cursor), nil, &page)
		if err != nil || status != http.StatusOK {
			return fmt.Errorf("list conversations: answered %d: %w", status, orNil(err))
		}
		for _, c := range page.Items {
			if all++; !s.begun(c.ID) {
				s.stray(c.ID, c.ChannelID)
			}
			switch c.Status {
			case "open":
				want.Open++
				if c.Assignee == nil {
					want.Unassigned++
				}
			case "pending":
				want.Pending++
			}
			switch {
			case c.WaitingSince == nil:
			case c.Kind == "comment":
				want.UnansweredComments++
			default:
				want.Unanswered++
			}
		}
		if cursor = page.Cursor; cursor == "" {
			break
		}
	}
	if told != want {
		s.wrong(nil, "counters", "%+v, a recount gives %+v", told, want)
	}
	if all < s.report.counts["conversations"] {
		s.wrong(nil, "conversations", "%d are listed, %d were begun", all, s.report.counts["conversations"])
	}
	return nil
}
