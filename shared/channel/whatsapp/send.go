package whatsapp

import (
	"context"
	"strings"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Send posts a message once and says what became of it. A file is uploaded first, which sends nothing.
func (c *Client) Send(ctx context.Context, token string, m channel.Outgoing) channel.Outcome {
	body, ok := payload(m)
	if !ok {
		return channel.Outcome{Error: &rules.SendError{Reason: "type_not_supported"}, Class: channel.Never}
	}
	if m.Message.Media != nil {
		id, failed := c.upload(ctx, token, m)
		if failed != nil {
			return *failed
		}
		place(m, body, id)
	}
	if out := m.Stopped(ctx); out != nil {
		return *out
	}
	a := c.graph.Post(ctx, token, meta.Path(m.Channel.AccountID, "messages"), body)
	out := a.Outcome(faults.WhatsApp, named)
	if out.Error == nil && !out.Unknown {
		out.Reached = reached(m.To, a.Body)
	}
	return out
}

// named finds the id of the message that was made.
func named(answer meta.Tree) (string, bool) {
	for _, m := range answer.List("messages") {
		if id := meta.AsTree(m).Text("id"); id != "" {
			return id, true
		}
	}
	return "", false
}

// reached is what the answer tells of the customer beyond the address that was used: the number's form that
// WhatsApp knows it by, the scoped id behind it.
func reached(to rules.Address, answer meta.Tree) rules.Address {
	var news rules.Address
	for _, c := range answer.List("contacts") {
		if phone := address(meta.AsTree(c).Text("wa_id")).Phone; phone != to.Phone {
			news.Phone = phone
		}
		if id := meta.AsTree(c).Text("user_id"); id != to.UserID {
			news.UserID = id
		}
	}
	return news
}

// payload is the body of the call (Cloud API "messages", 2026-05-07), but for the id of a file. A phone number
// goes into "to" with its "+", without which Meta may put the business's own country in front; a scoped id goes
// into "recipient". "to" wins where both are given, so only one is. ok is false for what WhatsApp has no
// message for.
func payload(m channel.Outgoing) (body map[string]any, ok bool) {
	kind, object := content(m.Message)
	if object == nil {
		return nil, false
	}
	body = map[string]any{"messaging_product": "whatsapp", "recipient_type": "individual", "type": kind, kind: object}
	if m.To.Phone != "" {
		body["to"] = "+" + m.To.Phone
	} else {
		body["recipient"] = m.To.UserID
	}
	if m.Message.ReplyTo != "" && m.Message.Type != rules.React {
		body["context"] = map[string]string{"message_id": m.Message.ReplyTo}
	}
	if m.Correlation != "" {
		body["biz_opaque_callback_data"] = m.Correlation
	}
	return body, true
}

// content is a message's type, as WhatsApp calls it, and its object; nil if there is none.
func content(e rules.Entry) (kind string, object map[string]any) {
	switch e.Type {
	case rules.Text:
		links := strings.Contains(e.Text, "https://") || strings.Contains(e.Text, "http://")
		return "text", map[string]any{"body": e.Text, "preview_url": links}
	case rules.Image, rules.Video, rules.Audio, rules.Document, rules.Sticker:
		return file(e)
	case rules.React:
		return "reaction", map[string]any{"message_id": e.ReplyTo, "emoji": e.Text}
	case rules.Buttons, rules.List:
		return "interactive", choices(e)
	case rules.Template:
		return "template", template(e)
	default:
		return "", nil
	}
}
