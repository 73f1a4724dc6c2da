// Package messenger speaks Facebook's Messenger Platform and the comments of a Page's feed: it understands their
// webhooks, writes sends and answers, and knows their errors. It refuses to know what a message does to a
// conversation, and where anything is stored. Facts were read on 2026-11-20 from Meta's documentation (Messenger
// Platform "webhooks", 2026-05-05; "Page webhooks reference", feed) unless a comment says otherwise.
package messenger

import (
	"time"

	"transom/shared/channel"
	"transom/shared/channel/messaging"
	"transom/shared/channel/meta"
)

// Object is what the body of a Page's webhook calls itself.
const Object = "page"

// Parse understands a webhook body. It takes what it can and says what it could not: one bad element never
// takes its neighbours along. received stands in for times that cannot be true.
func Parse(body meta.Tree, received time.Time) channel.Payload {
	return messaging.Parse(body, received, change)
}

// change reads what came by a subscription other than those to messages: comments of the feed become entries, the
// rest is kept as events, "post.add", "reaction.remove".
func change(r *messaging.Reader, c messaging.Change) {
	v := c.Value
	item := v.Text("item")
	if item == "comment" && (c.Field == "feed" || c.Field == "") {
		r.Comment(c, comment(c, r.Received()))
		return
	}
	at, _ := meta.Instant(v.Text("created_time"), r.Received())
	subject := v.Text("comment_id")
	if subject == "" {
		subject = v.Text("post_id")
	}
	r.Happened(c, words(item, v.Text("verb")), subject, at)
}

func words(item, verb string) string {
	if item == "" || verb == "" {
		return item + verb
	}
	return item + "." + verb
}
