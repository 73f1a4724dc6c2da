// Package instagram speaks Instagram's direct messages and comments, by either way of connecting an account: it
// understands their webhooks, writes sends and answers, and knows their errors. It refuses to know what a message
// does to a conversation, and where anything is stored. Facts were read on 2026-11-20 from Meta's documentation
// ("Webhooks for Instagram Messaging", 2026-06-26; "Instagram Platform Webhook Examples") unless a comment says
// otherwise.
package instagram

import (
	"time"

	"transom/shared/channel"
	"transom/shared/channel/messaging"
	"transom/shared/channel/meta"
)

// Object is what the body of an Instagram webhook calls itself.
const Object = "instagram"

// Parse understands a webhook body. It takes what it can and says what it could not: one bad element never
// takes its neighbours along. received stands in for times that cannot be true.
func Parse(body meta.Tree, received time.Time) channel.Payload {
	return messaging.Parse(body, received, change)
}

// change reads what came by a subscription other than those to messages: comments become entries, the rest is
// kept as events.
func change(r *messaging.Reader, c messaging.Change) {
	v := c.Value
	switch {
	case c.Field == "comments", c.Field == "live_comments", c.Field == "" && v.Has("text"):
		r.Comment(c, comment(c))
	case v.Text("comment_id") != "":
		r.Happened(c, "comment.add", v.Text("comment_id"), time.Time{})
	case v.Text("media_id") != "" && c.Field == "mentions":
		r.Happened(c, "media.add", v.Text("media_id"), time.Time{})
	default:
		r.Happened(c, "", v.Text("media_id"), time.Time{})
	}
}
