package seed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/oklog/ulid/v2"
)

// act does what a line says.
func (p *player) act(ctx context.Context, st step) error {
	switch {
	case st.line.agent == elsewhere:
		return p.echo(ctx, st)
	case st.line.agent != "":
		return p.answer(ctx, st)
	case st.chat.on == onSite:
		return p.visit(ctx, st)
	case st.chat.comments():
		return p.comment(ctx, st)
	default:
		return p.write(ctx, st)
	}
}

// answer is what an agent does.
func (p *player) answer(ctx context.Context, st step) error {
	c, l := st.chat, st.line
	thread := p.threads[c.key()]
	if thread == "" {
		return fmt.Errorf("the conversation of %s has not come", c.name)
	}
	token, base := p.tokens[l.agent+"@demo.transom"], "/api/v1/conversations/"+thread
	body := p.written(l)
	if c.comments() {
		body["replyTo"] = p.said[c.key()]
	}
	switch l.kind {
	case "claim", "close":
		return p.door.call(ctx, http.MethodPost, base+"/"+l.kind, token, map[string]any{}, nil)
	case "note":
		return p.door.call(ctx, http.MethodPost, base+"/notes", token, p.written(l), nil)
	case "hide":
		delete(body, "text")
		body["type"], body["replyTo"] = "hide", p.said[c.key()]
	case "react":
		delete(body, "text")
		body["type"], body["emoji"], body["replyTo"] = "reaction", l.text, p.said[c.key()]
	case "private":
		body["private"] = true
	case "buttons":
		body["type"] = "interactive.button"
		body["interactive"] = map[string]any{"buttons": []any{map[string]string{"id": "yes", "title": "Yes, please"}, map[string]string{"id": "no", "title": "No, thanks"}}}
	case "fails":
		refuse := map[string]any{"count": 1, "code": 131026, "customer": p.customers[c.key()]}
		if err := p.door.call(ctx, http.MethodPost, "/sandbox/api/faults", "", map[string]any{"refuse": refuse}, nil); err != nil {
			return err
		}
	}
	return p.door.call(ctx, http.MethodPost, base+"/messages", token, body, nil)
}

func (p *player) written(l line) map[string]any {
	id := ulid.MustNew(ulid.Timestamp(p.seed.Now()), ulid.DefaultEntropy())
	return map[string]any{"clientId": id.String(), "text": l.text}
}

// echo is staff answering in the platform's own app.
func (p *player) echo(ctx context.Context, st step) error {
	return p.door.call(ctx, http.MethodPost, "/sandbox/api/echoes", "", map[string]any{"customer": p.customers[st.chat.key()],
		"account": st.chat.account(), "text": st.line.text, "at": st.at.UTC()}, nil)
}

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
