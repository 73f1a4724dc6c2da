package messenger

import (
	"context"
	"net/url"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Post asks what a Page's post says (Graph API "page post", read 2026-11-20).
func (c *Client) Post(ctx context.Context, token string, _ rules.Channel, postID string) (channel.Post, error) {
	a := c.graph.Get(ctx, token, meta.Path(postID), url.Values{"fields": {"message,permalink_url"}})
	if err := meta.Withheld(a.Done(faults.Messenger)); err != nil {
		return channel.Post{}, err
	}
	return channel.Post{Text: a.Body.Text("message"), Permalink: a.Body.Text("permalink_url")}, nil
}
