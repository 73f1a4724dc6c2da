package seed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"
)

// step is one line of one conversation at its time.
type step struct {
	chat *chat
	line line
	at   time.Time
}

// Play tells all conversations in the order of their times, the machine's clock going along, and sets the
// clock right again at the end.
func (s Seed) Play(ctx context.Context) (err error) {
	now := s.Now()
	defer func() {
		if back := s.SetClock(time.Now()); err == nil {
			err = back
		}
	}()
	steps := script(now)
	p := &player{seed: s, door: newDoor(s.Addr), tokens: map[string]string{}, customers: map[string]string{}, threads: map[string]string{}, said: map[string]string{}}
	if err := p.setUp(ctx, steps); err != nil {
		return err
	}
	acted := false
	for i, st := range steps {
		jump := i == 0 || st.at.Sub(steps[i-1].at) > 2*time.Minute
		if acted && (jump || st.line.agent == "") {
			if err := s.Quiet(ctx); err != nil {
				return err
			}
		}
		if err := s.SetClock(st.at); err != nil {
			return err
		}
		if err := p.act(ctx, st); err != nil {
			return fmt.Errorf("tell the conversation with %s: %w", st.chat.name, err)
		}
		acted = st.line.agent != ""
	}
	return s.Quiet(ctx)
}

// script lays every line at its time: a conversation's first line is chat.ago before now, the others follow
// at their distances. Lines that would lie in the future are left out.
func script(now time.Time) []step {
	var steps []step
	for i := range chats {
		c := &chats[i]
		at := now.Add(-c.ago)
		for _, l := range c.lines {
			at = at.Add(l.after)
			if at.Before(now) {
				steps = append(steps, step{c, l, at})
			}
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return a.at.Compare(b.at) })
	return steps
}

// player remembers who is who while the conversations are told.
type player struct {
	seed      Seed
	door      door
	tokens    map[string]string // agent → access token
	customers map[string]string // phone → the sandbox's id
	threads   map[string]string // number and phone → conversation
	said      map[string]string // phone → platform id of the newest message
}

func (p *player) setUp(ctx context.Context, steps []step) error {
	for _, m := range team {
		var answer struct{ AccessToken string }
		err := p.door.call(ctx, http.MethodPost, "/api/v1/auth/sign-in", "", map[string]string{"email": m.Email, "password": p.seed.Password}, &answer)
		if err != nil {
			return fmt.Errorf("sign in as %s: %w", m.Email, err)
		}
		p.tokens[m.Email] = answer.AccessToken
	}
	if err := p.seed.SetClock(steps[0].at.Add(-time.Minute)); err != nil {
		return err
	}
	for i := range chats {
		c := &chats[i]
		if p.customers[c.phone] != "" {
			continue
		}
		var made struct{ ID string }
		body := map[string]any{"name": c.name, "phone": c.phone}
		if err := p.door.call(ctx, http.MethodPost, "/sandbox/api/customers", "", body, &made); err != nil {
			return fmt.Errorf("make customer: %w", err)
		}
		p.customers[c.phone] = made.ID
	}
	return nil
}

func (p *player) act(ctx context.Context, st step) error {
	c, l := st.chat, st.line
	if l.agent == "" {
		return p.write(ctx, st)
	}
	thread, err := p.thread(ctx, c)
	if err != nil {
		return err
	}
	token, base := p.tokens[l.agent+"@demo.transom"], "/api/v1/conversations/"+thread
	switch l.kind {
	case "claim", "close":
		return p.door.call(ctx, http.MethodPost, base+"/"+l.kind, token, map[string]any{}, nil)
	case "note":
		return p.door.call(ctx, http.MethodPost, base+"/notes", token, p.written(l), nil)
	default:
		return p.door.call(ctx, http.MethodPost, base+"/messages", token, p.written(l), nil)
	}
}

// write makes the customer write on the sandbox phone and waits until the message has been stored.
func (p *player) write(ctx context.Context, st step) error {
	c, l := st.chat, st.line
	body := map[string]any{"customer": p.customers[c.phone], "to": c.number(), "type": l.kind, "text": l.text, "at": st.at.UTC().Format(time.RFC3339)}
	switch l.kind {
	case "reaction":
		body["target"] = p.said[c.phone]
	case "contacts":
		body["cardName"], body["text"] = l.text, ""
	}
	if l.reply {
		body["replyTo"] = p.said[c.phone]
	}
	var made struct{ ID string }
	if err := p.door.call(ctx, http.MethodPost, "/sandbox/api/messages", "", body, &made); err != nil {
		return err
	}
	if l.kind == "reaction" {
		return nil
	}
	p.said[c.phone] = made.ID
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	path := "/api/v1/messages?platformId=" + url.QueryEscape(made.ID)
	for {
		var found struct{ Items []struct{ ID string } }
		if err := p.door.call(ctx, http.MethodGet, path, p.tokens[team[0].Email], nil, &found); err != nil {
			return err
		}
		if len(found.Items) > 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.New("the customer's message has not come")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (p *player) written(l line) map[string]string {
	id := ulid.MustNew(ulid.Timestamp(p.seed.Now()), ulid.DefaultEntropy())
	return map[string]string{"clientId": id.String(), "text": l.text}
}

// thread finds the conversation with a customer on a number.
func (p *player) thread(ctx context.Context, c *chat) (string, error) {
	key := c.number() + " " + c.phone
	if id := p.threads[key]; id != "" {
		return id, nil
	}
	admin := p.tokens[team[0].Email]
	var numbers struct {
		Items []struct{ ID, AccountID string }
	}
	if err := p.door.call(ctx, http.MethodGet, "/api/v1/channels", admin, nil, &numbers); err != nil {
		return "", err
	}
	account := map[string]string{}
	for _, n := range numbers.Items {
		account[n.ID] = n.AccountID
	}
	var list struct {
		Items []struct {
			ID, ChannelID string
			Contact       struct{ Phone string }
		}
	}
	if err := p.door.call(ctx, http.MethodGet, "/api/v1/conversations?limit=100", admin, nil, &list); err != nil {
		return "", err
	}
	for _, i := range list.Items {
		p.threads[account[i.ChannelID]+" "+i.Contact.Phone[min(1, len(i.Contact.Phone)):]] = i.ID
	}
	if p.threads[key] == "" {
		return "", fmt.Errorf("the conversation of %s has not come", c.name)
	}
	return p.threads[key], nil
}
