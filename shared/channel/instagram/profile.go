package instagram

import (
	"context"
	"net/url"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Profile asks what a customer is called (Instagram "user profile API", 2026-04-01). It is told only of who has
// written; of who blocked the account, or whose consent is missing, it is not, which is no error.
func (c *Client) Profile(ctx context.Context, token string, ch rules.Channel, userID string) (channel.Profile, error) {
	a := c.line(ch).Graph.Get(ctx, token, meta.Path(userID), url.Values{"fields": {"name,username"}})
	if err := meta.Withheld(a.Done(faults.Instagram)); err != nil {
		return channel.Profile{}, err
	}
	return channel.Profile{Name: a.Body.Text("name"), Username: a.Body.Text("username")}, nil
}
