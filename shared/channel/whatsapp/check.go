package whatsapp

import (
	"context"
	"net/url"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Check asks about a business number.
func (c *Client) Check(ctx context.Context, token string, ch rules.Channel) (channel.Account, error) {
	a := c.graph.Get(ctx, token, meta.Path(ch.AccountID), url.Values{"fields": {"display_phone_number,verified_name,quality_rating,platform_type"}})
	if err := a.Done(faults.WhatsApp); err != nil {
		return channel.Account{Health: meta.HealthOf(err)}, err
	}
	name := a.Body.Text("verified_name")
	if name == "" {
		name = a.Body.Text("display_phone_number")
	}
	return channel.Account{Name: name, Health: rules.Health{State: rules.Working, Quality: a.Body.Text("quality_rating")}}, nil
}
