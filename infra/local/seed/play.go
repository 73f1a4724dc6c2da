package seed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"
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
	p := &player{seed: s, door: newDoor(s.Addr), tokens: map[string]string{}, customers: map[string]string{}, threads: map[string]string{}, said: map[string]string{},
		posts: map[string][]string{}, visitors: map[string]string{}, lost: map[string]error{}, mute: map[string]bool{}}
	if err := p.setUp(ctx, steps); err != nil {
		return err
	}
	acted := false
	if err := p.keep(ctx); err != nil {
		return err
	}
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
		if p.lost[st.chat.key()] != nil || p.mute[st.chat.platform()] {
			continue
		}
		if err := p.act(ctx, st); err != nil {
			p.lose(st, err)
		}
		acted = st.line.agent != ""
	}
	told := errors.Join(s.Quiet(ctx), errors.Join(slices.Collect(maps.Values(p.lost))...))
	return errors.Join(told, s.SetClock(time.Now()), p.loadTemplates(ctx))
}

// lose leaves the rest of a conversation out, and that of a channel where nothing arrives: the others go on.
func (p *player) lose(st step, err error) {
	p.lost[st.chat.key()] = fmt.Errorf("tell conversation %d on %s: %w", len(p.lost)+1, st.chat.account(), err)
	if errors.Is(err, errNotCome) {
		p.mute[st.chat.platform()] = true
	}
}

// errNotCome is what happens to a message that is not there long after it was posted.
var errNotCome = errors.New("the customer's message has not come")

// script lays every line at its time: a conversation's first line is chat.ago before now, the others follow
// at their distances. Lines that would lie in the future are left out.
func script(now time.Time) []step {
	var steps []step
	all := everything()
	for i := range all {
		c := &all[i]
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

// everything is told, WhatsApp first and the other channels after it.
func everything() []chat { return slices.Concat(chats, elsewhereChats) }

// player remembers who is who while the conversations are told.
type player struct {
	seed      Seed
	door      door
	tokens    map[string]string   // agent → access token
	customers map[string]string   // chat → the sandbox's id
	threads   map[string]string   // chat → conversation
	said      map[string]string   // chat → platform id of the newest message
	posts     map[string][]string // account → its posts, oldest first
	visitors  map[string]string   // chat → the visitor's token
	lost      map[string]error    // chats that cannot be told
	mute      map[string]bool     // platforms whose messages do not come
	site      string              // the web chat's channel
	key       string              // what the shop signs its visitors with
}

// key is what a chat is remembered by.
func (c *chat) key() string { return string(c.on) + c.account() + c.name + c.phone }

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
	for _, st := range steps {
		if st.chat.on == onSite || p.customers[st.chat.key()] != "" {
			continue
		}
		if err := p.meet(ctx, st.chat); err != nil {
			return fmt.Errorf("make customer: %w", err)
		}
	}
	return p.prepareSite(ctx)
}

// meet makes a customer on the sandbox phone. Who comments and writes is one person there.
func (p *player) meet(ctx context.Context, c *chat) error {
	body := map[string]any{"name": c.name, "platform": c.platform()}
	if c.phone != "" {
		body["phone"] = c.phone
	}
	person := c.platform() + c.name + c.phone
	if p.customers[person] == "" {
		var made struct{ ID string }
		if err := p.door.call(ctx, http.MethodPost, "/sandbox/api/customers", "", body, &made); err != nil {
			return err
		}
		p.customers[person] = made.ID
	}
	p.customers[c.key()] = p.customers[person]
	return nil
}
