package instagram

import (
	"context"
	"net/url"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Post asks what an account's post says (Instagram Platform "IG media", read 2026-11-20).
func (c *Client) Post(ctx context.Context, token string, ch rules.Channel, postID string) (channel.Post, error) {
	a := c.line(ch).Graph.Get(ctx, token, meta.Path(postID), url.Values{"fields": {"caption,permalink"}})
	if err := meta.Withheld(a.Done(faults.Instagram)); err != nil {
		return channel.Post{}, err
	}
	return channel.Post{Text: a.Body.Text("caption"), Permalink: a.Body.Text("permalink")}, nil
}
