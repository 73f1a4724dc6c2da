package whatsapp

import (
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
)

// Client calls the Cloud API; it is WhatsApp's channel.Sender. It is safe for concurrent use.
type Client struct{ graph *meta.Graph }

// NewClient makes one for a base with its version: "https://graph.facebook.com/v26.0".
func NewClient(base string) *Client { return &Client{graph: meta.NewGraph(base)} }

// Forget closes connections that are not in use.
func (c *Client) Forget() { c.graph.Forget() }

// ReasonOf is our word for a code; 0, which no status carries, stands for a failure without one.
func ReasonOf(code int) string {
	if code == 0 {
		return string(faults.Refused)
	}
	r, _ := faults.Of(faults.WhatsApp, code, 0)
	return string(r)
}
