package simulation

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// comment is what a customer wrote below a post. It may be answered privately once, for seven days.
type comment struct {
	id   string
	at   time.Time
	used bool
	by   *send // the private answer
}

// speaks has a customer write a comment that bears a time and reaches us now.
func (s *Simulation) speaks(ctx context.Context, c *chat, at time.Time) error {
	var made struct {
		ID string
		At time.Time
	}
	body := map[string]any{"customer": c.who, "account": c.on.account, "text": fmt.Sprintf("comment %d of %d", len(c.wrote)+1, c.n), "at": at}
	if err := s.door.phone(ctx, http.MethodPost, "comments", body, &made); err != nil {
		return err
	}
	c.wrote, c.comments = append(c.wrote, made.ID), append(c.comments, comment{id: made.ID, at: made.At})
	c.note(s.now, "comments %s (bears %s)", made.ID, made.At.Format(time.RFC3339))
	s.count("comments in", 1)
	c.heeds(s.now)
	return nil
}

// retorts are what agents do about a comment: answer it for all to see, or privately, at any time or around the
// end of its week.
func (s *Simulation) retorts(c *chat, now time.Time) []happening {
	n := len(c.comments) - 1
	early, week := c.soon(now, time.Minute, time.Hour), c.comments[n].at.Add(week)
	switch roll := c.dice.IntN(100); {
	case roll < 30:
		return []happening{s.retort(c, early, n, false)}
	case roll < 50:
		return []happening{s.retort(c, early, n, true), s.retort(c, c.soon(now, time.Hour, 9*day), n, true)}
	case roll < 75:
		return []happening{s.retort(c, c.edge(week), n, true)}
	case roll < 85:
		return []happening{s.acts(c, early, "close")}
	default:
		return nil
	}
}

// retort answers the nth comment.
func (s *Simulation) retort(c *chat, at time.Time, n int, private bool) happening {
	return happening{at: at, chat: c, word: "retort", edge: private, do: func(ctx context.Context) error {
		if err := s.find(ctx, c); err != nil {
			return err
		}
		on := &c.comments[n]
		want := "public"
		if private {
			want = "private"
		}
		allowed := !private || !on.used && s.now.Before(on.at.Add(week))
		unsure := private && on.unsure(s.now)
		switch {
		case unsure:
			want = "perhaps"
		case !allowed:
			want = "private, over"
		}
		m := &send{chat: c, client: s.ulid(c), at: s.now, offered: want, text: fmt.Sprintf("answer %d to %d", len(c.sends)+1, c.n)}
		if private && (allowed || unsure) {
			m.until = on.at.Add(week)
		}
		body := m.body()
		body["replyTo"], body["private"] = on.id, private
		var answer struct{ ID, Code string }
		status, err := s.door.api(ctx, http.MethodPost, "/conversations/"+c.id+"/messages", body, &answer)
		if err != nil {
			return err
		}
		c.note(s.now, "%s answer to %s: %d %s %s", want, on.id, status, answer.Code, answer.ID)
		switch took := status == http.StatusAccepted; {
		case took != allowed && !unsure:
			s.wrong(c, "answer to a comment", "%s was answered with %d %s", want, status, answer.Code)
		case took:
			s.offered(want, "accepted")
			m.id = answer.ID
			if private {
				on.used, on.by = true, m
			}
			c.answers(s.now)
			s.follows(m)
		default:
			s.offered(want, "refused")
		}
		return nil
	}}
}

// unsure reports that only the platform knows whether a comment was answered privately: nobody heard what became of it.
func (on comment) unsure(now time.Time) bool {
	return on.by != nil && on.by.status == "unknown" && now.Before(on.at.Add(week))
}

// bubbles are what the customer sees of our answers to their comments.
func (s *Simulation) bubbles(ctx context.Context, c *chat) (all []bubble, err error) {
	for _, on := range c.comments {
		var page struct{ Items []bubble }
		if err := s.door.phone(ctx, http.MethodGet, "comments?account="+c.on.account+"&parent="+on.id, nil, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
	}
	var phone struct{ Messages []bubble }
	_, err = s.door.call(ctx, http.MethodGet, "/sandbox/api/chats/"+c.on.account+"-"+c.who+"?all=1", "", nil, &phone) // none without a private answer
	return append(all, phone.Messages...), err
}
