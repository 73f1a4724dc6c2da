package seed

import (
	"context"
	"fmt"
	"net/http"

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
