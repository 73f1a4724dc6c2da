package sendapi

import (
	"context"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// react puts an emoji on a message, or takes it back. Messenger takes any emoji; Instagram has only "love"
// (rules.Capability says so before anything comes here).
func (l Line) react(ctx context.Context, token string, m channel.Outgoing) channel.Outcome {
	action, payload := "unreact", map[string]string{"message_id": m.Message.ReplyTo}
	if m.Message.Text != "" {
		action, payload["reaction"] = "react", m.Message.Text
	}
	if l.On == faults.Instagram && (m.Message.Text == "❤️" || m.Message.Text == "❤") {
		payload["reaction"] = "love"
	}
	body := map[string]any{"recipient": map[string]string{"id": m.To.UserID}, "sender_action": action, "payload": payload}
	return l.Graph.Post(ctx, token, meta.Path(l.Node, "messages"), body).Outcome(l.On, done)
}

// done takes an answer that names nothing: 200 in Graph's shape says that it was done.
func done(t meta.Tree) (string, bool) {
	return "", t.Text("recipient_id") != "" || t.Yes("success")
}

// Signal shows that a customer's message was read, or for about 20 seconds that somebody types.
func (l Line) Signal(ctx context.Context, token string, s channel.Signal) error {
	action := "mark_seen"
	if s.Typing {
		action = "typing_on"
	}
	body := map[string]any{"recipient": map[string]string{"id": s.To.UserID}, "sender_action": action}
	return l.Graph.Post(ctx, token, meta.Path(l.Node, "messages"), body).Done(l.On)
}

// answer posts a public answer to a comment.
func (l Line) answer(ctx context.Context, token string, e rules.Entry) channel.Outcome {
	if e.Type != rules.Text {
		return *never("type_not_supported")
	}
	return l.Graph.Post(ctx, token, meta.Path(e.ReplyTo, l.Answers), map[string]string{"message": e.Text}).
		Outcome(l.On, func(t meta.Tree) (string, bool) { return t.Text("id"), t.Text("id") != "" })
}

// hide hides a comment or shows it again.
func (l Line) hide(ctx context.Context, token string, e rules.Entry) channel.Outcome {
	return l.Graph.Post(ctx, token, meta.Path(e.ReplyTo), map[string]bool{l.Hidden: e.Type == rules.Hide}).Outcome(l.On, done)
}
