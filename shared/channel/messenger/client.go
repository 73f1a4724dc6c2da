package messenger

import (
	"context"
	"net/url"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/channel/sendapi"
	"transom/shared/rules"
)

// Client calls the Graph API for Pages; it is Messenger's channel.Sender. It is safe for concurrent use.
type Client struct{ graph *meta.Graph }

// NewClient makes one for a base with its version: "https://graph.facebook.com/v26.0".
func NewClient(base string) *Client { return &Client{graph: meta.NewGraph(base)} }

// Forget closes connections that are not in use.
func (c *Client) Forget() { c.graph.Forget() }

func (c *Client) line(ch rules.Channel) sendapi.Line {
	return sendapi.Line{
		Graph: c.graph, On: faults.Messenger, Node: ch.AccountID, Uploads: true, Metadata: true, Answers: "comments", Hidden: "is_hidden",
	}
}

// Send carries a private message, or what is done to a comment, once.
func (c *Client) Send(ctx context.Context, token string, m channel.Outgoing) channel.Outcome {
	return c.line(m.Channel).Send(ctx, token, m)
}

// Signal shows a customer that their message was read or that somebody types.
func (c *Client) Signal(ctx context.Context, token string, s channel.Signal) error {
	return c.line(s.Channel).Signal(ctx, token, s)
}

// Check asks about a Page, and whether it sends its messages to the app behind the token.
func (c *Client) Check(ctx context.Context, token string, ch rules.Channel) (channel.Account, error) {
	a := c.graph.Get(ctx, token, meta.Path(ch.AccountID), url.Values{"fields": {"name"}})
	if err := a.Done(faults.Messenger); err != nil {
		return channel.Account{Health: meta.HealthOf(err)}, err
	}
	page := channel.Account{Name: a.Body.Text("name"), Health: rules.Health{State: rules.Working}}
	a = c.graph.Get(ctx, token, meta.Path(ch.AccountID, "subscribed_apps"), nil)
	if err := a.Done(faults.Messenger); err != nil {
		page.Health = meta.HealthOf(err)
		return page, err
	}
	if len(a.Body.List("data")) == 0 {
		page.Health = rules.Health{State: rules.Restricted, Reason: string(faults.NotSubscribed)}
	}
	return page, nil
}
