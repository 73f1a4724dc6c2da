package whatsapp

import (
	"context"
	"net/url"
	"strings"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Check asks about a business number: what it is called, the number itself, the business account above it, which its
// health names ("Messaging health status", 2026-03-12), and whether it also runs the phone app ("Onboarding WhatsApp
// Business app users", 2026-03-12).
func (c *Client) Check(ctx context.Context, token string, ch rules.Channel) (channel.Account, error) {
	a := c.graph.Get(ctx, token, meta.Path(ch.AccountID), url.Values{"fields": {"display_phone_number,verified_name,quality_rating,platform_type,is_on_biz_app,health_status"}})
	if err := a.Done(faults.WhatsApp); err != nil {
		return channel.Account{Health: meta.HealthOf(err)}, err
	}
	name := a.Body.Text("verified_name")
	if name == "" {
		name = a.Body.Text("display_phone_number")
	}
	return channel.Account{
		Name: name, Holder: entity(a.Body, "WABA"), Phone: digitsOf(a.Body.Text("display_phone_number")),
		Health:   rules.Health{State: rules.Working, Quality: a.Body.Text("quality_rating")},
		PhoneApp: a.Body.Yes("is_on_biz_app"),
	}, nil
}

// entity is the id of one of those whose health decides about a number: "WABA", "BUSINESS", "APP"; "" if it is not
// named.
func entity(number meta.Tree, kind string) string {
	for _, e := range number.Tree("health_status").List("entities") {
		if said := meta.AsTree(e); strings.EqualFold(said.Text("entity_type"), kind) {
			return said.Text("id")
		}
	}
	return ""
}

func digitsOf(number string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
}
