// Package sendapi speaks Meta's Send API, which Messenger and Instagram share: private messages, reactions,
// signs of life, files, and the answers to comments. It knows requests and answers; which account speaks from
// which host is its callers' business. Pages: Messenger Platform "Send messages" (2026-05-05), "Sender actions"
// (2026-01-21), "Private replies" (2026-04-16); Instagram "Send a message" (2026-07-02), "Upload media"
// (2026-04-01), "Private replies" (2026-06-24).
package sendapi

import (
	"context"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Line is one account's way to its customers.
type Line struct {
	Graph    *meta.Graph
	On       faults.Platform
	Node     string // what messages are posted to: the Page, or the Instagram account
	Uploads  bool   // files go up first; otherwise the platform fetches them
	Metadata bool   // message.metadata comes back in the echo
	Answers  string // the edge of a comment that takes public answers
	Hidden   string // the member of a comment that hides it
}

// Send posts a message once and says what became of it. A file is uploaded first, which sends nothing.
func (l Line) Send(ctx context.Context, token string, m channel.Outgoing) channel.Outcome {
	if e := m.Message; e.Type == rules.React || e.Type == rules.Hide || e.Type == rules.Unhide || e.Comment != nil && !e.Private {
		return l.act(ctx, token, m)
	}
	return l.write(ctx, token, m)
}

// act does what is no private message: to a comment, or to a message of the customer.
func (l Line) act(ctx context.Context, token string, m channel.Outgoing) channel.Outcome {
	if out := m.Stopped(ctx); out != nil {
		return *out
	}
	switch e := m.Message; {
	case e.Type == rules.Hide || e.Type == rules.Unhide:
		return l.hide(ctx, token, e)
	case e.Comment != nil && !e.Private:
		return l.answer(ctx, token, e)
	default:
		return l.react(ctx, token, m)
	}
}

// write sends a private message.
func (l Line) write(ctx context.Context, token string, m channel.Outgoing) channel.Outcome {
	e := m.Message
	body, failed := l.message(ctx, token, m)
	if failed != nil {
		return *failed
	}
	request := map[string]any{"recipient": recipient(m), "message": body, "messaging_type": "RESPONSE"}
	if m.AsHuman {
		request["messaging_type"], request["tag"] = "MESSAGE_TAG", "HUMAN_AGENT"
	}
	if e.ReplyTo != "" && !e.Private {
		request["reply_to"] = map[string]string{"mid": e.ReplyTo}
	}
	if out := m.Stopped(ctx); out != nil {
		return *out
	}
	a := l.Graph.Post(ctx, token, meta.Path(l.Node, "messages"), request)
	out := a.Outcome(l.On, func(t meta.Tree) (string, bool) { return t.Text("message_id"), t.Text("message_id") != "" })
	if id := a.Body.Text("recipient_id"); out.PlatformID != "" && id != m.To.UserID {
		out.Reached = rules.Address{UserID: id}
	}
	return out
}

// recipient is who a message goes to: the customer, or whoever wrote a comment, whom the platform finds.
func recipient(m channel.Outgoing) map[string]string {
	if m.Message.Private {
		return map[string]string{"comment_id": m.Message.ReplyTo}
	}
	return map[string]string{"id": m.To.UserID}
}

// message is the object of a private message, or what became of the attempt to make it.
func (l Line) message(ctx context.Context, token string, m channel.Outgoing) (map[string]any, *channel.Outcome) {
	e := m.Message
	body := map[string]any{}
	switch e.Type {
	case rules.Text:
		body["text"] = e.Text
	case rules.Buttons:
		if e.Interactive == nil {
			return nil, never("type_not_supported")
		}
		body["text"], body["quick_replies"] = e.Text, quickReplies(e.Interactive.Buttons)
	case rules.Image, rules.Video, rules.Audio, rules.Document:
		attachment, failed := l.attachment(ctx, token, m)
		if failed != nil {
			return nil, failed
		}
		body["attachment"] = attachment
	default:
		return nil, never("type_not_supported")
	}
	if l.Metadata && m.Correlation != "" {
		body["metadata"] = m.Correlation
	}
	return body, nil
}

// quickReplies offers suggestions; their payload comes back with the tap and is never trusted.
func quickReplies(all []rules.Choice) []any {
	var out []any
	for _, c := range all {
		out = append(out, map[string]string{"content_type": "text", "title": c.Title, "payload": c.ID})
	}
	return out
}

func never(reason string) *channel.Outcome {
	return &channel.Outcome{Error: &rules.SendError{Reason: reason}, Class: channel.Never}
}
