package seed

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// silent are the kinds that change an older message instead of being one.
var silent = map[string]bool{"reaction": true, "edit": true, "revoke": true, "unsend": true}

// write makes the customer write on the sandbox phone and waits until the message has been stored.
func (p *player) write(ctx context.Context, st step) error {
	c, l := st.chat, st.line
	body := map[string]any{"customer": p.customers[c.key()], "to": c.account(), "type": l.kind, "text": l.text, "at": st.at.UTC()}
	for k, v := range l.more {
		body[k] = v
	}
	switch {
	case l.kind == "reaction":
		target, err := p.answered(ctx, c)
		if err != nil {
			return err
		}
		body["target"] = target
	case silent[l.kind]:
		body["target"] = p.said[c.key()]
	case l.kind == "contacts":
		body["cardName"], body["text"] = l.text, ""
	}
	if l.reply {
		body["replyTo"] = p.said[c.key()]
	}
	var made struct{ ID string }
	if err := p.door.call(ctx, http.MethodPost, "/sandbox/api/messages", "", body, &made); err != nil {
		return err
	}
	if silent[l.kind] {
		return nil
	}
	return p.stored(ctx, c, made.ID)
}

// answered is the newest message that the customer got.
func (p *player) answered(ctx context.Context, c *chat) (string, error) {
	var seen struct {
		Messages []struct{ ID, Direction, Type string }
	}
	if err := p.door.call(ctx, http.MethodGet, "/sandbox/api/chats/"+c.account()+"-"+p.customers[c.key()], "", nil, &seen); err != nil {
		return "", err
	}
	for _, m := range slices.Backward(seen.Messages) {
		if m.Direction == "out" && m.Type != "reaction" {
			return m.ID, nil
		}
	}
	return p.said[c.key()], nil
}

// comment makes the customer comment, below their own last comment if the line refers to it; more may name a post of
// the account, counted from the oldest.
func (p *player) comment(ctx context.Context, st step) error {
	c, l := st.chat, st.line
	body := map[string]any{"customer": p.customers[c.key()], "account": c.account(), "text": l.text, "at": st.at.UTC()}
	for k, v := range l.more {
		body[k] = v
	}
	if n, ok := body["post"].(int); ok {
		posts, err := p.postsOf(ctx, c)
		if err != nil {
			return err
		}
		body["post"] = posts[n%len(posts)]
	}
	if l.reply {
		delete(body, "post")
		body["parent"] = p.said[c.key()]
	}
	var made struct{ ID string }
	if err := p.door.call(ctx, http.MethodPost, "/sandbox/api/comments", "", body, &made); err != nil {
		return err
	}
	return p.stored(ctx, c, made.ID)
}

func (p *player) postsOf(ctx context.Context, c *chat) ([]string, error) {
	if known := p.posts[c.account()]; known != nil {
		return known, nil
	}
	var list struct{ Items []struct{ ID string } }
	if err := p.door.call(ctx, http.MethodGet, "/sandbox/api/posts?platform="+c.platform()+"&account="+c.account(), "", nil, &list); err != nil {
		return nil, err
	}
	var out []string
	for i := len(list.Items) - 1; i >= 0; i-- {
		out = append(out, list.Items[i].ID)
	}
	if out == nil {
		return nil, errors.New("the account has no posts")
	}
	p.posts[c.account()] = out
	return out, nil
}

// patience is how long a message may take from the phone to the inbox.
const patience = 8 * time.Second

// stored waits until a customer's message is there, and remembers its conversation.
func (p *player) stored(ctx context.Context, c *chat, id string) error {
	p.said[c.key()] = id
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	path := "/api/v1/messages?platformId=" + url.QueryEscape(id)
	for {
		var found struct {
			Items []struct{ ConversationID string }
		}
		err := p.door.call(ctx, http.MethodGet, path, p.tokens[team[0].Email], nil, &found)
		if ctx.Err() != nil {
			return errNotCome
		}
		if err != nil {
			return err
		}
		if len(found.Items) > 0 {
			p.threads[c.key()] = found.Items[0].ConversationID
			return nil
		}
		select {
		case <-ctx.Done():
			return errNotCome
		case <-time.After(5 * time.Millisecond):
		}
	}
}
