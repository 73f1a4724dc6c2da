package instagram

import (
	"context"
	"net/url"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/channel/sendapi"
	"transom/shared/rules"
)

// Client calls Instagram by either of its two ways; it is Instagram's channel.Sender. It is safe for concurrent
// use.
type Client struct {
	facebook  *meta.Graph // for accounts that are connected through their Page
	instagram *meta.Graph // for accounts that are connected by themselves
}

// NewClient makes one for the two bases with their version: "https://graph.facebook.com/v26.0" and
// "https://graph.instagram.com/v26.0".
func NewClient(facebook, instagram string) *Client {
	return &Client{facebook: meta.NewGraph(facebook), instagram: meta.NewGraph(instagram)}
}

// Forget closes connections that are not in use.
func (c *Client) Forget() {
	c.facebook.Forget()
	c.instagram.Forget()
}

// line is an account's way. Through its Page it sends as the Page, and "me" stands for the Page of the token
// where nobody told which one it is. By itself it uploads nothing: files are fetched from an address.
func (c *Client) line(ch rules.Channel) sendapi.Line {
	l := sendapi.Line{Graph: c.facebook, On: faults.Instagram, Node: ch.Holder, Uploads: true, Answers: "replies", Hidden: "hide"}
	switch {
	case ch.Login == rules.InstagramLogin:
		l.Graph, l.Node, l.Uploads = c.instagram, ch.AccountID, false
	case ch.Holder == "":
		l.Node = "me"
	}
	return l
}

// Send carries a private message, or what is done to a comment, once.
func (c *Client) Send(ctx context.Context, token string, m channel.Outgoing) channel.Outcome {
	return c.line(m.Channel).Send(ctx, token, m)
}

// Signal shows a customer that their message was read or that somebody types.
func (c *Client) Signal(ctx context.Context, token string, s channel.Signal) error {
	return c.line(s.Channel).Signal(ctx, token, s)
}

// Check asks about an account.
func (c *Client) Check(ctx context.Context, token string, ch rules.Channel) (channel.Account, error) {
	a := c.line(ch).Graph.Get(ctx, token, meta.Path(ch.AccountID), url.Values{"fields": {"username,name"}})
	if err := a.Done(faults.Instagram); err != nil {
		return channel.Account{Health: meta.HealthOf(err)}, err
	}
	name := a.Body.Text("username")
	if name == "" {
		name = a.Body.Text("name")
	}
	return channel.Account{Name: name, Health: rules.Health{State: rules.Working}}, nil
}
