package whatsapp

import (
	"context"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
)

// Signal marks a customer's message, and with it all earlier ones, as read; with Typing it also shows for up to
// 25 seconds that somebody types ("typing indicators", 2026-03-12): one call says both.
func (c *Client) Signal(ctx context.Context, token string, s channel.Signal) error {
	body := map[string]any{"messaging_product": "whatsapp", "status": "read", "message_id": s.PlatformID}
	if s.Typing {
		body["typing_indicator"] = map[string]string{"type": "text"}
	}
	return c.graph.Post(ctx, token, meta.Path(s.Channel.AccountID, "messages"), body).Done(faults.WhatsApp)
}
