package simulation

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// people makes the customers, each with a first visit.
func (s *Simulation) people() {
	for n := range s.settings.Conversations {
		c := &chat{n: n, dice: s.diceOf(n), status: "open"}
		c.on = s.lines[c.dice.IntN(len(s.lines))]
		c.public = c.on.platform != whatsapp && c.happens(15)
		s.chats = append(s.chats, c)
		first := s.begin.Add(time.Duration(c.dice.Int64N(int64(s.settings.length() * 9 / 10)))).Truncate(time.Second)
		s.add(s.visit(c, first))
	}
}

// visit is a customer who comes, writes once or more, and may come again.
func (s *Simulation) visit(c *chat, at time.Time) happening {
	return happening{at: at, chat: c, word: "visit", writes: true, do: func(ctx context.Context) error {
		c.visits++
		now := s.now
		if err := s.writes(ctx, c, now.Add(-c.lateness())); err != nil {
			return err
		}
		for range c.dice.IntN(3) {
			s.add(s.another(c, c.soon(now, 2*time.Second, 5*time.Minute)))
		}
		if c.public {
			s.add(s.retorts(c, now)...)
		} else {
			s.add(s.reactions(c, now)...)
		}
		s.add(s.visit(c, c.again(now, s.settings.length())))
		return nil
	}}
}

// again is when the customer comes back: some days later, or just around the end of a window.
func (c *chat) again(now time.Time, length time.Duration) time.Time {
	switch {
	case c.public:
		return c.soon(now, 10*time.Minute, length)
	case c.happens(8):
		return later(c.edge(c.standardEnd()), now.Add(time.Minute))
	case c.happens(8):
		return later(c.edge(c.end()), now.Add(time.Minute))
	default:
		return c.soon(now, 10*time.Minute, length/2)
	}
}

// lateness is how long a webhook is on its way: usually no time.
func (c *chat) lateness() time.Duration {
	switch {
	case c.visits == 1 || !c.happens(6):
		return 0
	case c.happens(70):
		return time.Duration(1+c.dice.IntN(7200)) * time.Second
	default:
		return 20*time.Hour + time.Duration(c.dice.IntN(10*3600))*time.Second
	}
}

// another is one more message of a visit; one in ten was written before the one that came first.
func (s *Simulation) another(c *chat, at time.Time) happening {
	return happening{at: at, chat: c, word: "message", writes: true, do: func(ctx context.Context) error {
		written := s.now
		if c.happens(10) {
			written = written.Add(-6 * time.Minute)
		}
		return s.writes(ctx, c, written)
	}}
}

// writes has a customer write a message that bears a time and reaches us now.
func (s *Simulation) writes(ctx context.Context, c *chat, at time.Time) error {
	if c.who == "" {
		var made struct{ ID string }
		if err := s.door.phone(ctx, http.MethodPost, "customers", map[string]string{"platform": c.on.platform}, &made); err != nil {
			return err
		}
		c.who = made.ID
	}
	if c.public {
		return s.speaks(ctx, c, at)
	}
	ad := c.happens(10)
	body := map[string]any{"customer": c.who, "account": c.on.account, "type": "text", "text": fmt.Sprintf("word %d of %d", len(c.wrote)+1, c.n), "at": at}
	if ad {
		body["referral"] = map[string]string{"source": "ad"}
	}
	var m struct{ ID, Chat string }
	if err := s.door.phone(ctx, http.MethodPost, "messages", body, &m); err != nil {
		return err
	}
	c.phone, c.wrote = m.Chat, append(c.wrote, m.ID)
	c.note(s.now, "writes %s (bears %s, ad %t)", m.ID, at.Format(time.RFC3339), ad)
	s.count("messages in", 1)
	if c.hears(at, s.now, ad) {
		s.owe(c)
	}
	return nil
}

// find learns a conversation's id.
func (s *Simulation) find(ctx context.Context, c *chat) error {
	if c.id != "" {
		return nil
	}
	var page struct {
		Items []struct{ ConversationID string }
	}
	status, err := s.door.api(ctx, http.MethodGet, "/messages?channelId="+c.on.id+"&platformId="+escape(c.wrote[0]), nil, &page)
	if err != nil || status != http.StatusOK || len(page.Items) != 1 {
		return fmt.Errorf("find the conversation of %s: answered %d with %d messages: %w", c.wrote[0], status, len(page.Items), orNil(err))
	}
	c.id = page.Items[0].ConversationID
	return nil
}
