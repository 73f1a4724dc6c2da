package messenger

import (
	"context"
	"net/url"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Profile asks what a customer is called (Messenger Platform "user profile API", read 2026-11-20). One who was
// met by phone only, or keeps it to themselves, has none, which is no error.
func (c *Client) Profile(ctx context.Context, token string, _ rules.Channel, userID string) (channel.Profile, error) {
	a := c.graph.Get(ctx, token, meta.Path(userID), url.Values{"fields": {"name"}})
	if err := meta.Withheld(a.Done(faults.Messenger)); err != nil {
		return channel.Profile{}, err
	}
	return channel.Profile{Name: a.Body.Text("name")}, nil
}
