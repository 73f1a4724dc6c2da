package main

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// namesFor is how long a colleague's name is used without asking again.
const namesFor = 5 * time.Minute

// names remembers what colleagues are called, by workspace. It is safe for concurrent use.
type names struct {
	mu  sync.Mutex
	all map[store.Workspace]called
}

type called struct {
	first map[rules.UserID]string
	until time.Time
}

func newNames() *names { return &names{all: map[store.Workspace]called{}} }

// of gives a colleague's first name, "" if there is none: a visitor learns no more of them. That it cannot be
// read now keeps no message back.
func (n *names) of(ctx context.Context, s *store.Store, ws store.Workspace, id rules.UserID) string {
	n.mu.Lock()
	c, known := n.all[ws]
	n.mu.Unlock()
	now := clock.Now()
	if !known || now.After(c.until) {
		members, err := s.Members(ctx, ws)
		if err != nil {
			slog.WarnContext(ctx, "read names", "workspace", ws, "error", err)
			return c.first[id]
		}
		c = called{map[rules.UserID]string{}, now.Add(namesFor)}
		for _, m := range members {
			if words := strings.Fields(m.Name); len(words) > 0 && !strings.Contains(words[0], "@") {
				c.first[m.ID] = words[0]
			}
		}
		n.mu.Lock()
		n.all[ws] = c
		n.mu.Unlock()
	}
	return c.first[id]
}
